"""Who is kept out of a plan: the same page for the citizen and for who coordinates."""
