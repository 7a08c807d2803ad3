"""The administration's pages about the kinds of ground and the purposes of a consent. Nothing of any citizen."""
