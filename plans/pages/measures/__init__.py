"""Measures on pages of their own, and as lines in the workspace."""
