"""Invoices as documents: e-invoices, PDFs with text, scans."""
