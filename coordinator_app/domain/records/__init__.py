"""The record types, one file each (a parent and the rows it owns together)."""
