"""Pictures that answer a question, drawn with QPainter for screen and paper alike."""
