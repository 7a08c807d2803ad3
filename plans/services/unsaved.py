"""Keeping what is typed until it is saved. No change of the plan: nobody else sees it, and nothing is recorded of it.

Nobody's permission is asked: who may write in the plan is asked at the save, and the text is the writer's in any case.
The right to keep is the form's key (`enplan.web.unsaved.keys`).
"""

import json
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.urls import Resolver404, resolve

from enplan import clock
from enplan.accounts.models import User
from enplan.web.unsaved.keeping import Fields, TooLong
from enplan.web.unsaved.keys import Key
from plans.models import Plan, UnsavedForm

MOST = 100_000  # characters of one form, with the names of its fields
KEPT = timedelta(days=30)


@transaction.atomic
def keep_unsaved(key: Key, fields: Fields, *, is_set_aside: bool = False) -> None:
    """Keep a form as it stands, in place of how it stood before. Raises TooLong.

    Nothing for somebody whose access is closed.
    """
    held = {name: list(values) for name, values in fields.items()}
    if len(json.dumps(held, ensure_ascii=False)) > MOST:
        raise TooLong
    if not User.objects.filter(pk=key.user_id, is_active=True, is_superuser=False).exists():
        return
    form = f"{key.form}#{uuid4()}" if is_set_aside else key.form
    said = {"label": key.label, "texts": list(key.texts), "fields": held, "saved_at": clock.now()}
    UnsavedForm.objects.update_or_create(
        user_id=key.user_id,
        page=key.page,
        form=form,
        defaults=said,
        create_defaults=said | {"plan": _plan_of(key.page), "is_set_aside": is_set_aside},
    )


def forget_saved(keys: Iterable[Key]) -> None:
    """What was typed in these forms is saved now."""
    every = Q(pk__in=[])
    for key in keys:
        every |= Q(user=key.user_id, page=key.page, form=key.form)
    UnsavedForm.objects.filter(every).delete()


def discard_unsaved(unsaved: UnsavedForm) -> None:
    """The writer does not want it. It was nobody else's, so nothing is recorded."""
    unsaved.delete()


def delete_old_unsaved(*, is_trial: bool = False) -> int:
    """What nobody has come back for in thirty days; the list has said so beforehand. Answers how many."""
    rows = UnsavedForm.objects.filter(saved_at__lt=clock.now() - KEPT)
    return rows.count() if is_trial else rows.delete()[0]


def _plan_of(page: str) -> Plan | None:
    """The plan that the page is about: its address says it."""
    address = urlsplit(page)
    try:
        named = resolve(address.path).kwargs.get("plan_id")
        plan_id = named or UUID(parse_qs(address.query).get("plan", [""])[0])
    except (Resolver404, ValueError):
        return None
    return Plan.objects.filter(pk=plan_id).first()
