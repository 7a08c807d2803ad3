"""Saving from Min plan: the shared `attempt`, with a conflict kept on the form in the citizen's words."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models

from enplan.accounts.models import User
from enplan.web import forms
from enplan.web.saving import SeenForm, attempt
from plans.models import Plan
from plans.pages.conflict import BothTexts, both_texts


class KeptForm(SeenForm):
    """Changes something that was there; `conflict` holds both texts when somebody else saved meanwhile."""

    conflict: tuple[BothTexts, ...] = ()


def keep(
    form: forms.Form, service: Callable[[Mapping[str, Any]], object], *, plan: Plan, model: type[models.Model]
) -> int | None:
    """Call `service` with the cleaned fields. None when it is saved; otherwise the status to show the form with."""
    done = attempt(form, lambda: service(form.cleaned_data))
    if done.conflict is not None and not done.conflict.fields:
        return None  # somebody saved the very same meanwhile: there is nothing to choose between
    if done.conflict is not None and isinstance(form, KeptForm):
        texts = both_texts(
            done.conflict,
            model,
            touched=done.touched,
            name_of=_name_of,
            citizen=plan.citizen.name,
            form=form,
        )
        form.conflict = tuple(texts)
    return None if done.is_saved else done.status


def _name_of(user: User | None) -> str:
    """Nobody but the citizen's side writes what is saved here, so every name is theirs."""
    return user.name if user else ""
