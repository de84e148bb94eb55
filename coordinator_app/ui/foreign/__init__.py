"""Bringing in a list that somebody else made: its sheets, its columns, its doubtful words."""
