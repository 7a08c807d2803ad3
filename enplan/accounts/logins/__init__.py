"""Logins from the first page to the last minute: getting in by password and code, how long it lasts, where else one is
logged in, and what is told of it in the log. Logging in at the providers outside is next door, in `openid`.
"""
