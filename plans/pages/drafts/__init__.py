"""One's own drafts on a plan: read, shown to the others, moved where their place has closed."""
