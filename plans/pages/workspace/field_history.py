"""One recorded change of a field in words: the field's name, from and to, with only names the viewer may know."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from citizens.models import Ground
from enplan.audit.models import Change
from enplan.web import danish
from plans.models import (
    Attachment,
    CitizenWords,
    Goal,
    HandoverOffer,
    Plan,
    Rating,
    SubGoal,
    Task,
    TeamMember,
)
from plans.pages.wording import LEVELS, NOT_ASSESSED, label_of
from plans.reading import SOMEBODY, Reading

MODELS: dict[str, type[models.Model]] = {
    "goal": Goal,
    "subgoal": SubGoal,
    "task": Task,
    "rating": Rating,
    "attachment": Attachment,
    "citizenwords": CitizenWords,
    "plan": Plan,
    "teammember": TeamMember,
    "ground": Ground,
    "handoveroffer": HandoverOffer,
}
NAMED = frozenset({"responsible", "responsible_contact"})
LABELS = {
    "value": "tal",
    "text": "tekst",
    "user": "person",
    "to": "til",
    "coordinator": "koordinerende",
    "decision": "svar",
    "parties": "hvem",
    "withdrawn_at": "trukket tilbage",
    "is_private": "del ikke",
    "ended_at": "afsluttet",
    "done_at": "gjort",
    "agreed_on": "ja til én plan",
    "declined_on": "nej til én plan",
    "outcome": "sådan endte det",
    "words_for_coordinator_only": "kun for den koordinerende",
}
YES_NO = {"True": "ja", "False": "nej"}


@dataclass(frozen=True)
class FieldLine:
    label: str
    before: str
    after: str


def field_line(change: Change, reading: Reading) -> FieldLine:
    model = MODELS.get(change.thing)
    return FieldLine(
        label=_label(model, change.field),
        before=_value(model, change.field, change.before, reading),
        after=_value(model, change.field, change.after, reading),
    )


def _label(model: type[models.Model] | None, name: str) -> str:
    if name in LABELS or model is None:
        return LABELS.get(name, name)
    try:
        return str(getattr(model._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


def _value(model: type[models.Model] | None, name: str, text: str, reading: Reading) -> str:
    if name in LEVELS:
        return label_of(Goal, name, text) if text else NOT_ASSESSED
    if name in NAMED:
        return _person(text, reading)
    if text in YES_NO:
        return YES_NO[text]
    if name.endswith(("_on", "_at")):
        return _day(text)
    try:
        return label_of(model, name, text) if model else text
    except FieldDoesNotExist:
        return text


def _person(name: str, reading: Reading) -> str:
    known = {member.user.name for member in (*reading.team, *reading.former_members)}
    beside = {person.name for person in reading.network} | {reading.user.name}
    if not name or reading.standing.coordinates or name in known | beside:
        return name
    return SOMEBODY


def _day(text: str) -> str:
    try:
        if len(text) > len("2026-03-01"):
            return danish.full_day(datetime.fromisoformat(text))
        return danish.full_day(date.fromisoformat(text)) if text else ""
    except ValueError:
        return text
