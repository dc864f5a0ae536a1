"""Invoices in the manner of real issuers of many kinds, each drawn with its truth."""
