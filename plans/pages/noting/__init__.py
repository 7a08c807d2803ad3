"""What a citizen without a screen says in a letter, a call or at a visit, noted for them by who coordinates."""
