"""Every write to the organisation: may they, does the state allow it, change, record, announce."""
