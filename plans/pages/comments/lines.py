"""A comment in words: whose, when, whether it was corrected, taken back or read. For staff and citizens."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.models import Comment, FollowUp, JournalNote, Measure, Rating
from plans.models.comments import Commented, section_of_commented
from plans.reading import Reading
from plans.standing import Action


@dataclass(frozen=True)
class CommentLine:
    """Addresses are empty where the reader may not. `text` is empty once it was taken back."""

    pk: UUID
    by: str
    notes: str
    text: str
    is_private: bool
    edit: str
    withdraw: str
    read: str


@dataclass(frozen=True)
class Comments:
    """What was said of one thing, and where one says more: "" where one may not."""

    lines: tuple[CommentLine, ...]
    write: str
    title: str  # of the thing, for who only hears the link


def comments_on(thing: Commented, reading: Reading, title: str = "") -> Comments:
    """`title` where the thing has none of its own."""
    said = tuple(comment_line(one, reading) for one in reading.comments.get(thing.pk, ()))
    may = reading.plan.is_active and reading.standing.may(Action.COMMENT, thing) and can_be_commented(thing)
    write = reverse("min-plan-comments", args=[reading.plan.pk, thing.pk]) if may else ""
    return Comments(said, write, title or title_of(thing, reading))


def can_be_commented(thing: Commented) -> bool:
    """What others are shown too; of numbers, a professional's in an area."""
    guarded = thing.measure if isinstance(thing, FollowUp) else thing
    if guarded.is_draft or guarded.is_private or section_of_commented(thing) is None:
        return False
    return not (isinstance(thing, Rating) and thing.is_by_citizen)


def comment_line(comment: Comment, reading: Reading) -> CommentLine:
    plan, may = reading.plan, reading.standing.may
    there = plan.is_active and comment.withdrawn_at is None
    key = [plan.pk, comment.pk]
    return CommentLine(
        pk=comment.pk,
        by=f"{_by(comment, reading)}, {spoken.near(comment.written_at)}",
        notes=_notes(comment, reading),
        text="" if comment.withdrawn_at else comment.text,
        is_private=comment.is_private,
        edit=reverse("min-plan-comment", args=key) if there and may(Action.EDIT_COMMENT, comment) else "",
        withdraw=reverse("min-plan-comment-withdraw", args=key)
        if there and may(Action.WITHDRAW_COMMENT, comment)
        else "",
        read=reverse("comment-read", args=key)
        if there and comment.read_at is None and may(Action.READ_COMMENT, comment)
        else "",
    )


def title_of(thing: Commented, reading: Reading) -> str:
    """What is commented on, in words that stand by themselves."""
    match thing:
        case FollowUp():
            day = spoken.day_near(thing.held_on)
            return _("%(title)s, fulgt op %(day)s") % {"title": thing.measure.title, "day": day}
        case Rating():
            area = thing.section.area.said_name if thing.section else ""
            number = _("ved ikke") if thing.value is None else str(thing.value)
            return _("%(area)s: %(number)s, %(who)s") % {
                "area": area,
                "number": number,
                "who": reading.name_of(thing.written_by),
            }
        case _:
            return thing.title


def words_of(thing: Commented, reading: Reading) -> tuple[str, str]:
    """Who wrote the professional's words, and the words, to read before one answers."""
    text = {FollowUp: "happened", Rating: "note", JournalNote: "text"}.get(type(thing))
    if text is None:
        return "", ""
    where = section_of_commented(thing)
    owner = named(where.owner) if where is not None and where.owner else ""
    return ", ".join(filter(None, [reading.name_of(thing.written_by), owner])), getattr(thing, text)


@dataclass(frozen=True)
class HeldLine:
    """A follow-up of a measure as the citizen reads it."""

    by: str
    happened: str
    next_step: str
    comments: Comments


def held_lines(measure: Measure, follow_ups: Iterable[FollowUp], reading: Reading) -> list[HeldLine]:
    """Newest first."""
    lines = []
    for one in follow_ups:
        one.measure = measure  # loaded already: no query for each
        by = f"{reading.name_of(one.written_by)}, {spoken.day_near(one.held_on)}"
        lines.append(HeldLine(by, one.happened, one.next_step, comments_on(one, reading)))
    return lines


def _by(comment: Comment, reading: Reading) -> str:
    first = spoken.first_name(reading.plan.citizen.name)
    who = reading.name_of(comment.written_by)
    is_mine = comment.written_by_id == reading.user.pk
    if comment.is_by_representative:
        whom = _("dig") if reading.standing.is_citizen else first
        return _("%(who)s for %(whom)s") % {"who": _("Dig") if is_mine else who, "whom": whom}
    own = _("Dig") if reading.standing.is_citizen else first
    return _("%(you)s, fortalt til %(who)s") % {"you": own, "who": who} if comment.is_told else own


def _notes(comment: Comment, reading: Reading) -> str:
    if comment.withdrawn_at is not None:
        return _("Taget tilbage %s") % spoken.near(comment.withdrawn_at)
    said = [_("rettet %s") % spoken.near(comment.edited_at) if comment.edited_at else ""]
    if comment.read_at is not None:
        said.append(
            _("læst af %(who)s %(day)s")
            % {"who": reading.name_of(comment.read_by), "day": spoken.near(comment.read_at)}
        )
    line = " · ".join(filter(None, said))
    return line[:1].upper() + line[1:]
