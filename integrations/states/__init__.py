"""How far the citizen's case is in the fagsystemer that tell it: read, shown and proposed, never written."""
