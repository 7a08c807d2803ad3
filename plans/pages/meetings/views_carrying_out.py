"""`…/beslutninger/`: each decision with what it becomes in the plan, all of them confirmed with one press."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from enplan.web import danish
from enplan.web.saving import put_errors
from enplan.web.unsaved.here import form_saved
from plans.models import Decision
from plans.pages.meetings.forms_carrying_out import CarryForm, by_id
from plans.pages.meetings.lines import decision_in_words, waiting_decisions
from plans.pages.meetings.room import Room, room_of
from plans.services.carrying_out import carry_out_decisions
from plans.services.checks import NotAllowed
from plans.services.line_by_line import LineRefused
from plans.standing import Action

NAMES = {
    Decision.Became.TASK: ("aftale", "aftaler"),
    Decision.Became.GOAL: ("mål", "mål"),
    Decision.Became.MEASURE: ("indsats", "indsatser"),
    Decision.Became.FOLLOW_UP: ("opfølgning", "opfølgninger"),
    Decision.Became.NOTHING: ("beslutning, der står for sig selv", "beslutninger, der står for sig selv"),
}


@dataclass(frozen=True)
class Carrying:
    """The decisions that wait, each with its form."""

    room: Room
    data: QueryDict | None

    @cached_property
    def forms(self) -> list[CarryForm]:
        return [self._form(one) for one in waiting_decisions(self.room)]

    def _form(self, decision: Decision) -> CarryForm:
        # One that was noted in another window since then has not been sent: it waits, as it was noted.
        is_sent = self.data is not None and f"{decision.pk}-version" in self.data
        return CarryForm(self.data if is_sent else None, decision=decision, reading=self.room.reading)

    @property
    def sent(self) -> list[CarryForm]:
        return [form for form in self.forms if form.is_bound]

    @property
    def is_valid(self) -> bool:
        answers = [
            form.is_valid() for form in self.sent
        ]  # all of them are asked, so that all errors are shown
        return all(answers)

    def store(self) -> list[Decision]:
        lines = [form.carried for form in self.sent if not form.is_later]
        return carry_out_decisions(by=self.room.reading.user, meeting=self.room.meeting, lines=lines)

    def refuse(self, refused: LineRefused) -> None:
        """The complaint at its line, and at the field where the form calls it something else."""
        form, error = by_id(self.forms, refused.line_id), refused.error
        if hasattr(error, "error_dict"):
            names = {"title": "text", "due_on": "on", "starts_on": "on", "responsible_contact": "responsible"}
            error = ValidationError({names.get(name, name): said for name, said in error.error_dict.items()})
        put_errors(form, error)


@require_http_methods(["GET", "HEAD", "POST"])
def carry_out(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """What the decisions become; a second press finds them there already."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_professional:
        raise Http404
    room.allow(Action.NOTE_DECISION)
    carrying = Carrying(room, request.POST if room.is_post else None)
    if not carrying.forms or (room.is_post and not carrying.sent):
        messages.info(request, "Der er ingen beslutninger at lægge i planen. Måske er de allerede lagt ind.")
        return room.go_back("beslutninger")
    return _store(carrying) if room.is_post else _show(carrying)


def _store(carrying: Carrying) -> HttpResponse:
    if not carrying.is_valid:
        return _show(carrying, status=422)
    try:
        done = carrying.store()
    except LineRefused as refused:
        carrying.refuse(refused)
        return _show(carrying, status=422)
    except NotAllowed as refused:
        return _show(carrying, notice=str(refused), status=422)
    except ValidationError as error:
        return _show(carrying, notice=" ".join(error.messages), status=422)
    form_saved()
    if done:
        messages.success(carrying.room.request, f"Lagt i planen: {_told(done)}.")
    return carrying.room.go_back("beslutninger")


def _told(done: list[Decision]) -> str:
    """ "2 aftaler og 1 mål" """
    kinds = [one.became for one in done]
    return danish.listing(
        [danish.count(kinds.count(kind), *name) for kind, name in NAMES.items() if kind in kinds]
    )


def _show(carrying: Carrying, *, notice: str = "", status: int = 200) -> HttpResponse:
    room, every = carrying.room, carrying.forms
    if status != 200:
        for form in carrying.sent:
            form.see_again()
    context = {
        "forms": [(form, decision_in_words(form.decision, room.reading)) for form in every],
        "elsewhere": [
            one for one in room.said.decisions if not one.became and not room.may(Action.EDIT_DECISION, one)
        ],
        "errors": [error for form in every for error in form.non_field_errors()] if status != 200 else [],
        "fields": [pair for form in every if form.is_bound for pair in form.visible_pairs],
        "summary": {"errors": status != 200 and any(form.errors for form in every)},
        "notice": notice,
    }
    return room.show("plans/meetings/carrying_out.html", context, status=status)
