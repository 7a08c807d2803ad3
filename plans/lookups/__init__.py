"""Scoped getters: how a page, print or API finds a plan or things in it, as far as the person may see them."""
