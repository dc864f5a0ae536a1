"""The verbs against a real PostgreSQL."""
