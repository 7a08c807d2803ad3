"""Who acts for the citizen: the coordinator's list of them, and the answers of two who hold custody together."""
