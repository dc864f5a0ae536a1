"""Rows: PostgreSQL and nothing else."""
