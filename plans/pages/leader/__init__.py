"""A leader's page (rule 8): shares to look at afterwards, and supervision of the own department's part."""
