"""Saving from a page of a plan: `enplan.web.saving`, which the administration shares."""

from enplan.web.saving import Attempt, SeenForm, attempt, put_errors, see_version

__all__ = ["Attempt", "SeenForm", "attempt", "put_errors", "see_version"]
