"""KMD Nexus (care), simulated."""
