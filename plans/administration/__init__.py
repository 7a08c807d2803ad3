"""The administration's pages about the templates and the protected meeting times. Nothing of any citizen or plan."""
