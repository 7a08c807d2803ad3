"""The summary (referat) of a meeting: the plan and what was said, piece by piece, frozen or as it is now (ADR 0021)."""
