"""Messages between the citizen's side and whoever coordinates, and how a private person wants to be told."""
