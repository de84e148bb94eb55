"""Checking the changes of a reply: what is decided, the table of lines, the three versions."""
