"""Doors in: files to values."""
