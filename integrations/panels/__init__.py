"""What integrations shows on a plan's pages: how far its fagsystemer are, and what has been sent to them."""
