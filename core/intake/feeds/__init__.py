"""Feeds: what processors and a company's own records system answer over HTTP, as strict rows."""
