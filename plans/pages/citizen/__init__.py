"""The citizen's side: Min plan, the consents and the access log, for the citizen and who acts for them."""
