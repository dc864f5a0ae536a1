"""Benchmarks: books with known truth, peers, measures."""
