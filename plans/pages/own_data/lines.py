"""Requests as they stand on a page: what was asked, by when an answer comes, the answer, and the citizen's own view."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from enplan import clock
from plans.models import DataRequest
from plans.reading import Reading
from plans.standing import Action


@dataclass(frozen=True)
class RequestLine:
    """`said` and `due` are whole sentences for the citizen's side. Addresses are "" where one may not."""

    id: UUID
    heading: str
    about: str
    wanted: str
    asked_by: str
    asked_on: date
    due: str
    due_on: date
    is_late: bool
    is_open: bool
    outcome: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    own_view: str
    own_view_at: datetime | None
    own_view_by: str
    write_view: str
    answer_it: str


def request_lines(asked: Iterable[DataRequest], reading: Reading, *, view: str) -> list[RequestLine]:
    """`view` names the page on which the citizen's own view is written."""
    return [request_line(one, reading, view=view) for one in asked]


def request_line(one: DataRequest, reading: Reading, *, view: str) -> RequestLine:
    key = (one.plan_id, one.pk)
    may_view = one.takes_own_view and reading.standing.may(Action.ADD_OWN_VIEW, one)
    may_answer = one.is_open and reading.standing.may(Action.ANSWER_DATA_REQUEST, one)
    is_late = one.is_open and one.answer_due_on < clock.today()
    return RequestLine(
        id=one.pk,
        heading=heading_of(one.kind),
        about=one.about,
        wanted=one.wanted,
        asked_by=_asked_by(one, reading),
        asked_on=one.asked_on,
        due="" if not one.is_open or is_late else due_of(one.kind),
        due_on=one.answer_due_on,
        is_late=is_late,
        is_open=one.is_open,
        outcome=_outcome(one),
        answer=one.answer,
        answered_at=one.answered_at,
        answered_by=reading.name_of(one.answered_by),
        own_view=one.own_view,
        own_view_at=one.own_view_at,
        own_view_by=_own_view_by(one, reading),
        write_view=reverse(view, args=key) if may_view else "",
        answer_it=reverse("data-request-answer", args=key) if may_answer else "",
    )


def heading_of(kind: str) -> str:
    """What is asked for, in plain words."""
    if kind == DataRequest.Kind.ACCESS:
        return _("At se det, der er skrevet")
    return _("At få noget rettet")


def due_of(kind: str) -> str:
    """How soon an answer comes: what the law has as its rule, which is no promise for the single request."""
    if kind == DataRequest.Kind.ACCESS:
        return _("Der kommer som regel svar inden 7 arbejdsdage. Tager det længere, får man at vide hvorfor.")
    return _("Der kommer svar inden en måned. Tager det længere, får man at vide hvorfor.")


def _outcome(one: DataRequest) -> str:
    said = {
        DataRequest.Outcome.DONE: _("Svaret er ja"),
        DataRequest.Outcome.PARTLY: _("Svaret er ja til noget af det"),
        DataRequest.Outcome.REFUSED: _("Svaret er nej"),
    }
    return said[DataRequest.Outcome(one.outcome)] if one.outcome else ""


def _asked_by(one: DataRequest, reading: Reading) -> str:
    """ "Du bad om det", "Anne Ager bad om det", "Du sagde det til Sofie Lind"."""
    own = reading.standing.is_citizen
    name = reading.name_of(one.written_by)
    citizen = reading.plan.citizen.name
    if one.is_told and own:
        return _("Du sagde det til %(name)s") % {"name": name}
    if one.is_told:
        return _("%(citizen)s sagde det til %(name)s") % {"citizen": citizen, "name": name}
    if one.written_by_id == reading.user.pk:
        return _("Du bad om det")
    return _("%(name)s bad om det") % {"name": name}


def _own_view_by(one: DataRequest, reading: Reading) -> str:
    if not one.own_view:
        return ""
    return _("Dit syn") if reading.standing.is_citizens_side else _("Borgerens eget syn")
