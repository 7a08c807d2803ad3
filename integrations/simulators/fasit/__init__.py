"""Schultz Fasit (employment), simulated."""
