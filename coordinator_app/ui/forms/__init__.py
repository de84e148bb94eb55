"""Forms: an editor for every kind of field, and forms that commit as one types."""
