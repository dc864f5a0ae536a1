"""Tests of core.insight."""
