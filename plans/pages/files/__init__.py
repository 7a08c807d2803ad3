"""Files: the one address that hands them out, attaching them, and taking them out of view."""
