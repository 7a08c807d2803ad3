"""The rule for meetings (design.md, rules 3, 4 and 6). Asked only by `plans.rules`.

That there is a meeting, when and where: the citizen and who coordinates; who was asked to come, while membership or
consent is in force; and who reads something that is said there. What is said stands in sections, as everything else.
An invitation opens nothing of it.
"""

from collections.abc import Callable

from django.db import models
from django.db.models import Exists, OuterRef, Q

from citizens.models import Ground, NetworkPerson, Representative
from plans.grants import On
from plans.keys import NOTHING, Keys
from plans.models import (
    Decision,
    Meeting,
    MeetingNote,
    MeetingOpening,
    MeetingPoint,
    Participant,
    Summary,
    SummaryCopy,
    TeamMember,
)
from plans.rules.grounds import acts_everywhere, ground_rule
from plans.rules.guarded import finished, guarded, in_view, not_withheld, shared
from plans.rules.people import SEES_EVERYONE, person_beside_citizen

Rule = Callable[[Keys], Q]

TEAM = (On.COORDINATE, On.WORK)
TAKES_PART = (*TEAM, On.REPRESENT, On.FOLLOW)


def point_rule(keys: Keys) -> Q:
    return _point(keys, network=_is_invited(keys, "meeting"))


def _point(keys: Keys, *, network: Q | None) -> Q:
    """As an item of its section. One that the plan proposed stands and falls with what it is about: it tells of that in
    other words, so having written it opens nothing, and it is not for the network.
    """
    own = Q(task=None, goal=None, measure=None, ground=None)
    item = guarded(
        keys,
        "",
        *("task__", "task__goal__", "goal__", "measure__"),
        network=None if network is None else network & own,
        as_writer=own,
    )
    return item & (
        Q(ground=None) | Q(Exists(Ground.objects.filter(ground_rule(keys), pk=OuterRef("ground"))))
    )


def decision_rule(keys: Keys) -> Q:
    """As an item of its section; and, as with a task, who is responsible sees it (rule 4)."""
    return guarded(keys, "", network=_is_invited(keys, "meeting")) | _is_responsible(keys)


def meeting_rule(keys: Keys) -> Q:
    invited = keys.on_plan("plan", *TAKES_PART) & _is_invited(keys, "pk")
    return keys.on_plan("plan", *SEES_EVERYONE) | invited | acts_everywhere(keys) | _reads_something(keys)


def participant_rule(tell_of_members: Rule) -> Rule:
    """Rule 6 for who was asked to come: oneself and the citizen to whoever sees the meeting, the others as the team
    (`tell_of_members` is the rule for it) and the people beside the citizen are told of; outsiders to who sees
    everyone.
    """

    def rule(keys: Keys) -> Q:
        meetings = Meeting.objects.filter(meeting_rule(keys), pk=OuterRef("meeting"))
        member = TeamMember.objects.filter(
            tell_of_members(keys), plan=OuterRef("meeting__plan"), user=OuterRef("user")
        )
        contact = NetworkPerson.objects.filter(person_beside_citizen(keys), pk=OuterRef("contact"))
        acting = Representative.objects.filter(
            person_beside_citizen(keys), citizen=OuterRef("meeting__plan__citizen"), user=OuterRef("user")
        )
        known = Q(is_citizen=True) | Q(user=keys.user) | Q(contact__user=keys.user)
        known |= Q(Exists(member)) | Q(Exists(contact)) | Q(Exists(acting))
        return keys.on_plan("meeting__plan", *SEES_EVERYONE) | (Q(Exists(meetings)) & known)

    return rule


def summary_rule(keys: Keys) -> Q:
    """That there is one. What it holds is asked piece by piece (`plans.summaries`)."""
    return Q(Exists(Meeting.objects.filter(meeting_rule(keys), pk=OuterRef("meeting"))))


def copy_rule(keys: Keys) -> Q:
    """Each their own."""
    meetings = Meeting.objects.filter(meeting_rule(keys), pk=OuterRef("summary__meeting"))
    return Q(user=keys.user) & Q(Exists(meetings))


def _is_invited(keys: Keys, path: str) -> Q:
    """To the meeting that `path` leads to. By name: the citizen and who coordinates see every meeting anyhow."""
    mine = Participant.objects.filter(
        Q(user=keys.user) | Q(contact__user=keys.user), meeting=OuterRef(path), removed_at__isnull=True
    )
    return Q(Exists(mine))


def _is_responsible(keys: Keys) -> Q:
    standing = keys.on_plan("section__plan", *TAKES_PART)
    mine = Q(responsible=keys.user) | Q(responsible_contact__user=keys.user)
    on_time = not_withheld("", keys.at) | keys.on_plan("section__plan", *TEAM)
    return standing & mine & finished("") & shared("") & in_view("") & on_time


def _reads_something(keys: Keys) -> Q:
    """For professionals and who acts for the citizen in some areas. The network comes only where it is asked to."""
    standing = keys.on_plan("plan", On.WORK, On.SUPERVISE, On.REPRESENT)
    if standing is NOTHING:
        return NOTHING
    said = [
        Exists(MeetingPoint.objects.filter(_point(keys, network=None), meeting=OuterRef("pk"))),
        Exists(
            Decision.objects.filter(
                guarded(keys, "", network=None) | _is_responsible(keys), meeting=OuterRef("pk")
            )
        ),
        Exists(MeetingNote.objects.filter(note_rule(keys), meeting=OuterRef("pk"))),
    ]
    return standing & (Q(said[0]) | Q(said[1]) | Q(said[2]))


def note_rule(keys: Keys) -> Q:
    """As an item of its section, and never for the network: it is a professional's own field."""
    return guarded(keys, "", network=None)


def opening_rule(keys: Keys) -> Q:
    """Who has opened the agenda is told to who coordinates; each knows their own."""
    meetings = Meeting.objects.filter(meeting_rule(keys), pk=OuterRef("meeting"))
    return keys.on_plan("meeting__plan", On.COORDINATE) | (Q(user=keys.user) & Q(Exists(meetings)))


def meeting_rules(tell_of_members: Rule) -> dict[type[models.Model], Rule]:
    return {
        Meeting: meeting_rule,
        MeetingPoint: point_rule,
        Decision: decision_rule,
        MeetingNote: note_rule,
        MeetingOpening: opening_rule,
        Participant: participant_rule(tell_of_members),
        Summary: summary_rule,
        SummaryCopy: copy_rule,
    }


def changes_of_meetings(tell_of_members: Rule) -> tuple[tuple[type[models.Model], Rule], ...]:
    """How each is told of in the history: to the citizen, the team, and who acts in all areas; never the network."""

    def told(path: str, rule: Rule) -> Rule:
        readers = (*SEES_EVERYONE, On.WORK, On.REPRESENT)
        return lambda keys: keys.on_plan(path, *readers) & rule(keys)

    return (
        (Meeting, told("plan", meeting_rule)),
        (MeetingPoint, lambda keys: _point(keys, network=None)),
        (Decision, lambda keys: guarded(keys, "", network=None)),
        (MeetingNote, note_rule),
        (Participant, told("meeting__plan", participant_rule(tell_of_members))),
    )
