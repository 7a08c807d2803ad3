"""Meetings: calling one, the page where it is prepared and held, and what was agreed. One address for everybody."""
