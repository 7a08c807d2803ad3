"""Logging in outside the program by OpenID Connect: with MitID, and with the municipality's own login for employees."""
