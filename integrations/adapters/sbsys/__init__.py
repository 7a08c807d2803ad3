"""SBSYS (ESDH)."""
