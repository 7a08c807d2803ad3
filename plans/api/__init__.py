"""The JSON API, read only: the same plans, seen by the same rule, for other programs."""
