"""The connections to fagsystemer: what goes where. An administrator keeps them, and reads nothing that is sent."""
