"""Finding a citizen with a work reason (rule 7)."""
