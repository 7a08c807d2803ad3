"""The sync board, `/synk/`: how far everything is that goes to the fagsystemer, and what a person must do about it."""
