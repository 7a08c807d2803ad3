"""The three questions about coherence: answered by the citizen's side, read by them and by who reads the dream."""
