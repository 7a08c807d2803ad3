"""Disagreements and questions to leaders on a plan's pages: the team's, the citizen's; and the municipality's rule."""
