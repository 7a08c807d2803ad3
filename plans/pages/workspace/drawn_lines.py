"""The one-line forms that stand at every goal of a plan's page.

A page has two for each goal, so they are drawn by hand, each with its key. Only where something of a person's stands in
one (typed and not saved, or sent and come back) it is made as a form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.utils.safestring import SafeString

from enplan.web import forms
from enplan.web.unsaved.here import is_typed
from plans.pages.workspace.forms_goals import ProgressForm
from plans.pages.workspace.forms_line import NewLineForm


@dataclass(frozen=True)
class DrawnLine:
    """`key` is that of the form, where it is drawn by hand: while `form` is None."""

    key: str
    form: forms.Form | None

    @property
    def said(self) -> SafeString:
        """The choices of how it goes, drawn by hand as well."""
        return _said()


class DrawnLines:
    """The lines of one kind on a page. `held`: per goal, a form that came back with an error, of whatever kind."""

    def __init__(self, kind: type[NewLineForm] | type[ProgressForm], held: Mapping[UUID, forms.Form]) -> None:
        self._kind = kind
        self._held = held
        self._like = kind()

    def at(self, goal_id: UUID, *, may: bool) -> DrawnLine | None:
        """None where one may not write. What came back is shown all the same."""
        held = self._held.get(goal_id)
        if isinstance(held, self._kind):
            return DrawnLine("", held)
        if not may:
            return None
        ids = self._kind.ids_at(goal_id)
        if is_typed(ids):
            return DrawnLine("", self._kind(auto_id=ids))
        return DrawnLine(self._like.key_as(ids), None)


@cache
def _said() -> SafeString:
    """The same at every goal; only Danish pages have it."""
    field = ProgressForm(auto_id=False)["said"]
    return field.as_widget(attrs={"aria-label": "Fremad, ingen ændring eller tilbage"})
