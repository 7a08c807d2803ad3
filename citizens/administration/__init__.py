"""The administration's pages about kinds of ground, purposes of a consent and the glossary. Nothing of any citizen."""
