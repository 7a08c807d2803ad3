"""Keeping something from the citizen until a date: asking, approving, ending early."""
