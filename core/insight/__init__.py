"""Thinking about results: key figures, wording and charts, all pure."""
