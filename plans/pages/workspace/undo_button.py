"""Where what was just saved or added is taken back: the message about it has a button for that."""

from django.db import models
from django.urls import reverse

from plans.pages.workspace.desk import Desk
from plans.undoing import last_addition, last_change


def undo_of_change(desk: Desk, thing: models.Model, *, seen: int) -> str:
    """The address; "" where there is nothing to take back."""
    change_id = last_change(desk.user, thing, seen=seen)
    return reverse("workspace-undo", args=[desk.plan.pk, change_id]) if change_id else ""


def undo_of_addition(desk: Desk, added: object) -> str:
    """The address; "" for what is not taken back that way (a follow-up, a note)."""
    change_id = last_addition(desk.user, added)
    return reverse("workspace-undo", args=[desk.plan.pk, change_id]) if change_id else ""
