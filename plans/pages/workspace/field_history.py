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
    Decision,
    FollowUp,
    Goal,
    GoalProgress,
    HandoverOffer,
    JournalAddition,
    JournalNote,
    Measure,
    Meeting,
    MeetingNote,
    MeetingPoint,
    Participant,
    Plan,
    PlanFollowUp,
    Rating,
    SubGoal,
    SupportChange,
    Task,
    TeamMember,
    Transition,
)
from plans.pages.wording import LEVELS, NOT_ASSESSED, label_of
from plans.providers import provider_as_known
from plans.reading import Reading
from plans.reading_people import SOMEBODY

MODELS: dict[str, type[models.Model]] = {
    "goal": Goal,
    "subgoal": SubGoal,
    "goalprogress": GoalProgress,
    "task": Task,
    "measure": Measure,
    "supportchange": SupportChange,
    "followup": FollowUp,
    "planfollowup": PlanFollowUp,
    "rating": Rating,
    "attachment": Attachment,
    "journalnote": JournalNote,
    "journaladdition": JournalAddition,
    "citizenwords": CitizenWords,
    "plan": Plan,
    "teammember": TeamMember,
    "ground": Ground,
    "handoveroffer": HandoverOffer,
    "transition": Transition,
    "meeting": Meeting,
    "meetingpoint": MeetingPoint,
    "decision": Decision,
    "meetingnote": MeetingNote,
    "participant": Participant,
}
# Recorded by an id: what kind of thing it is is told.
LED_TO = {
    "task": "en aftale",
    "measure": "en indsats",
    "follow_up": "en opfølgning",
    "meeting": "et møde",
}
NAMED = frozenset({"responsible", "responsible_contact"})
LABELS = {
    "undone": "det, der stod",
    "heard": "besked",
    "letter_sent_at": "brev sendt",
    "value": "tal",
    "text": "tekst",
    "answer": "svar",
    "asked_of": "spurgt",
    "settled_at": "afsluttet",
    "told": "fortalt",
    "user": "person",
    "to": "til",
    "coordinator": "koordinerende",
    "declined": "kan ikke tage over",
    "taken_back": "spurgt",
    "moved": "koordinerende",
    "decision": "svar",
    "parties": "hvem",
    "withdrawn_at": "trukket tilbage",
    "is_private": "del ikke",
    "ended_at": "afsluttet",
    "done_at": "gjort",
    "agreed_on": "ja til én plan",
    "declined_on": "nej til én plan",
    "custody_answer": "svar fra den, der har forældremyndigheden",
    "outcome": "sådan endte det",
    "paused_at": "pause fra",
    "valid_until": "gælder til",
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
    if name == "ffb_theme":
        return reading.words_of_theme(text) if text else ""
    if name in NAMED:
        return _person(text, reading)
    if name == "provider":
        return provider_as_known(text, reading)
    if name == "goal":
        return next((goal.title for goal in reading.goals if str(goal) == text), "et mål" if text else "")
    if name in LED_TO:
        return LED_TO[name] if text else ""
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
