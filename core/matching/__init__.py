"""Thinking about invoices and payments: pure functions over frames."""
