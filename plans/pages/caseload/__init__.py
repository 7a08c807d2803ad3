"""What a professional coordinates and is on, and what needs them now."""
