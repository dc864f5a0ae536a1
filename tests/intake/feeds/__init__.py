"""Feeds against local servers that speak each vendor's protocol and fail in every way seen."""
