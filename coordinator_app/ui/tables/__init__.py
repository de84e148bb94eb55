"""Tables of entries: paged lists and grids of owned rows, with editing as in a spreadsheet."""
