"""KMD Nexus (care)."""
