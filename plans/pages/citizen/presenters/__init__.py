"""What the citizen's pages show, in words: from a reading to texts, so that templates decide nothing."""
