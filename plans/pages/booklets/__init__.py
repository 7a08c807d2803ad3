"""The booklet of a team meeting: choosing whose plans, following how far it is, and fetching it."""
