"""What is kept of a citizen: taking it along, reading what and why, asking to see the file or to have it put right."""
