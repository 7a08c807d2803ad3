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
from plans.pages.workspace.saved_by import SavedBy, saved_by
from plans.pages.workspace.undo_button import undo_of_addition, undo_of_change

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
    thing: models.Model | None = (
        None  # what is changed: it is said who saved it, and a save can be taken back
    )
    action: str = ""  # where the form is sent, if not where it is drawn
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
        saved: list[object] = []
        done = attempt(self.form, lambda: saved.append(service()))
        if not done.is_saved:
            return self.show(done)
        if said:
            messages.success(self.desk.request, said, extra_tags=self._undo(saved[0]))
        return to() if to else self.desk.back(anchor)

    def _undo(self, saved: object) -> str:
        """Where the save just made is taken back; the message has a button for it."""
        if self.thing is None:
            return undo_of_addition(self.desk, saved)
        seen = getattr(self.form, "cleaned_data", {}).get("version", 0)
        return undo_of_change(self.desk, self.thing, seen=seen)

    def show(self, done: Attempt | None = None) -> HttpResponse:
        context = {
            "form": self.form,
            "title": self.title,
            "button": self.button,
            "intro": self.intro,
            "history": self.history,
            "action": self.action,
            "is_conflict": done is not None and done.conflict is not None,
            "conflict": self._both_texts(done),
            "saved_by": self._saved_by(done),
        }
        status = done.status if done else 200
        return self.desk.show(
            self.template, context | self.context, what=self.what or self.title, status=status
        )

    def _saved_by(self, done: Attempt | None) -> SavedBy | None:
        if done is None or done.conflict is None or self.thing is None:
            return None
        return saved_by(self.desk.reading, self.thing.pk)

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
            form=self.form,
        )
