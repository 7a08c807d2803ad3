"""Every write to a plan. In each: may they, does the state allow it, change, record, announce."""
