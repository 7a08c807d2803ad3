"""Beginning a goal, or a whole plan, from a template."""
