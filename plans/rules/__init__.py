"""The rule per kind of thing, as conditions on rows. Asked only by `plans.permissions`."""
