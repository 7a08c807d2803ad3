"""The boards of agreements and tasks: of all one's plans, and of one plan. A task is changed on its card."""
