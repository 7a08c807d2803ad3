"""Files people attach: checked by content, made harmless, kept outside the web root. Who sees them: `plans.rules`."""
