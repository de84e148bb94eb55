"""Numbers and reports worked out from records that are handed in; nothing here opens a file."""
