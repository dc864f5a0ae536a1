"""The pages, driven without a browser over real books in a real PostgreSQL."""
