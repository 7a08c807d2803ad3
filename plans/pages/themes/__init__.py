"""The administrator's setting: which of KL's themes are suggested in which life area. Nothing of anybody's plan."""
