"""Invoices of strangers: trades, countries and habits of layout drawn otherwise than the reader thinks."""
