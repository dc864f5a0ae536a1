"""Doors out: the language model."""
