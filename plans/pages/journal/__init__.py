"""The journal: read by all who may, written by the team, only ever added to."""
