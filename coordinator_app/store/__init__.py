"""The workbook file: one SQLite database; the only layer that speaks SQL."""
