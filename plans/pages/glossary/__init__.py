"""The glossary as a page, for those who read a plan as its citizen, for its citizen, or by the citizen's yes."""
