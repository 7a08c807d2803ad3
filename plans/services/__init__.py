"""Every write to a plan. Each function: may they, does the state allow it, change, record, announce; one transaction."""
