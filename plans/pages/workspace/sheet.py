"""A page with one form: drawn, saved through one service, sent back with errors or both texts, or on to the plan."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db import models
from django.http import HttpResponse

from enplan.web.saving import Attempt, attempt
from plans.pages.conflict import both_texts
from plans.pages.workspace.desk import Desk

TEMPLATE = "plans/workspace/form.html"


@dataclass(frozen=True)
class FormSheet:
    """What stands around the form. `model` is what a stale save is compared with."""

    desk: Desk
    form: django_forms.BaseForm
    title: str
    button: str = "Gem"
    intro: str = ""
    model: type[models.Model] | None = None
    history: str = ""  # the address of what has been changed before
    template: str = TEMPLATE
    context: dict[str, Any] = field(default_factory=dict)
    what: str = ""  # what the look-log says that was seen; left out, the title

    def answer(
        self,
        service: Callable[[], object],
        *,
        anchor: str = "",
        said: str = "",
        to: Callable[[], HttpResponse] | None = None,
    ) -> HttpResponse:
        """The form on GET; on POST one save, then on to the plan (or `to`), with `said` as a message there."""
        if not self.desk.is_post:
            return self.show()
        done = attempt(self.form, service)
        if not done.is_saved:
            return self.show(done)
        if said:
            messages.success(self.desk.request, said)
        return to() if to else self.desk.back(anchor)

    def show(self, done: Attempt | None = None) -> HttpResponse:
        context = {
            "form": self.form,
            "title": self.title,
            "button": self.button,
            "intro": self.intro,
            "history": self.history,
            "is_conflict": done is not None and done.conflict is not None,
            "conflict": self._both_texts(done),
        }
        status = done.status if done else 200
        return self.desk.show(
            self.template, context | self.context, what=self.what or self.title, status=status
        )

    def _both_texts(self, done: Attempt | None) -> list[Any]:
        if done is None or done.conflict is None or self.model is None:
            return []
        reading = self.desk.reading
        return both_texts(
            done.conflict,
            self.model,
            touched=done.touched,
            name_of=reading.name_of,
            citizen=reading.plan.citizen.name,
        )
