"""What a board is narrowed by, and what is changed on a card."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.core.exceptions import ValidationError

from enplan import clock
from enplan.accounts.areas import every_area
from enplan.web import forms
from enplan.web.saving import SeenForm
from plans.models import Plan, Task
from plans.pages.choices import offer
from plans.pages.workspace.page_tasks import SETTLED

BY_WHO, BY_STATUS = "ansvarlig", "status"
MINE = "mine"
OVERDUE = "over"
SHOWN = [("", "Det, der er åbent"), (OVERDUE, "Kun det, der er over tiden")]


class BoardFilter(forms.Form):
    """In the address, so that a board can be kept as a bookmark. What is no choice narrows nothing."""

    del_op = django_forms.ChoiceField(
        label="Del op efter",
        choices=[(BY_WHO, "Hvem der står for dem"), (BY_STATUS, "Hvor langt de er")],
        required=False,
    )
    hvis = django_forms.ChoiceField(label="Hvis", choices=[("", "Alles"), (MINE, "Mine")], required=False)
    kun = django_forms.ChoiceField(
        label="Vis",
        choices=[*SHOWN, (SETTLED, "Også det, der er gjort eller aflyst for nylig")],
        required=False,
    )
    plan = django_forms.ChoiceField(label="Borger", required=False)
    omraade = django_forms.ChoiceField(label="Område", required=False)

    def __init__(
        self, data: Any, *, plans: Iterable[Plan] | None = None, areas: Collection[str] | None = None
    ) -> None:
        """`plans`: those to choose between; None on the board of one plan, whose `areas` with tasks are given."""
        super().__init__(data, auto_id="filter-%s")
        chosen = [area for area in every_area() if areas is None or area.pk in areas]
        offer(self, "omraade", [("", "Alle"), *((area.pk, area.name) for area in chosen)])
        if plans is None:
            del self.fields["plan"]
            # One plan holds no more than can be shown, however long ago.
            offer(self, "kun", [*SHOWN, (SETTLED, "Også det, der er gjort eller aflyst")])
        else:
            offer(self, "plan", [("", "Alle"), *((str(plan.pk), plan.citizen.name) for plan in plans)])
        self.is_valid()

    def value(self, name: str) -> str:
        """What is chosen; nothing for what is no choice."""
        return str(self.cleaned_data.get(name, ""))

    @property
    def plan_id(self) -> UUID | None:
        return UUID(self.value("plan")) if self.value("plan") else None

    @property
    def is_by_status(self) -> bool:
        return self.value("del_op") == BY_STATUS

    @property
    def narrows(self) -> bool:
        return any(self.value(name) for name in ("hvis", "kun", "plan", "omraade"))


class StatusForm(SeenForm):
    """A button of a card, or its box: `done` is 1 or 0."""

    status = django_forms.ChoiceField(choices=Task.Status.choices, required=False)
    done = django_forms.ChoiceField(choices=[("1", "ja"), ("0", "nej")], required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        boxes = {"1": Task.Status.DONE, "0": Task.Status.NOT_STARTED}
        data["status"] = boxes.get(data.get("done", ""), data.get("status"))
        if not data["status"]:
            raise ValidationError("Vælg, hvor langt aftalen er.")
        return data


class DueForm(SeenForm):
    """A new date for a task."""

    due_on = forms.DanishDateField(
        label="Ny dato", error_messages={"required": "Skriv den nye dato, fx 12/3 eller på fredag."}
    )

    def clean_due_on(self) -> Any:
        due_on = self.cleaned_data["due_on"]
        if due_on is not None and due_on < clock.today():
            raise ValidationError("Den dag er forbi. Skriv en dag, der kommer.", code="past")
        return due_on
