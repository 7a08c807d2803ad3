"""For whoever runs the program: how much waits for each fagsystem, since when, and what fails."""
