"""The plan on paper: one person's own view of it, as a PDF."""
