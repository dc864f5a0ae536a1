"""Tests of core.outlets."""
