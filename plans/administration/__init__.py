"""The administration's pages about the templates. Nothing of any citizen or plan."""
