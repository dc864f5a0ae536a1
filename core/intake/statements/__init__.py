"""Statements as banks send them, each format turned into the same table of bank lines."""
