"""What a record is and what may happen to it: pure, standard library only."""
