"""The citizen's own people: who takes part, who is invited; and the page on which somebody invited accepts."""
