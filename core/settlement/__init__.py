"""Thinking about processors and the ledger: pure, columns in and columns out."""
