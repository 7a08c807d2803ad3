"""Transitions on a plan: the checklists that are under way, and beginning one."""
