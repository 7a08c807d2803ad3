"""The conversation about consent, one question a page: by the citizen alone, or with a caseworker. See `talk`."""
