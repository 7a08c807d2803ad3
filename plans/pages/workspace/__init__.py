"""The professional's side of one plan: the workspace, and every small page beneath it."""
