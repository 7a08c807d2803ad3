"""Schultz Fasit (employment)."""
