"""Plans of one family that are linked: the team's pages, the citizen's side's, and a conversation together."""
