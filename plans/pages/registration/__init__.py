"""Registering a citizen and starting the one plan."""
