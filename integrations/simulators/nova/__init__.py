"""KMD Nova (case and documents), simulated."""
