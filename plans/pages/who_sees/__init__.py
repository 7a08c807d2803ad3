"""“Hvem ser hvad” for the citizen, for who acts for them, and for the coordinator."""
