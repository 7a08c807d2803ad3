"""One module per command; the work is done elsewhere in web."""
