"""What the citizen says of something in the plan: beside it for the team; written and corrected by the citizen."""
