"""Comparing what came in with what was sent and what stands now; pure, for every source alike."""
