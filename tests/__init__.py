"""The tests; the tree mirrors core."""
