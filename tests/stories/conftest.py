"""Stories begin at a desk in a fresh company."""

from tests.services.conftest import desk, settings

__all__ = ["desk", "settings"]
