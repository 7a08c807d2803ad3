"""KMD Nova (case and documents)."""
