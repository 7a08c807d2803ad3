"""SBSYS, simulated."""
