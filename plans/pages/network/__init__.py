"""Min del: what a relative, friend or volunteer may see and do, by the citizen's consent."""
