"""What the citizen's side has said of something, on paper: area by area, with what it is about."""

from dataclasses import dataclass

from enplan.web import danish
from plans.models import Comment
from plans.pages.comments.lines import title_of
from plans.prints.phrases import citizen_first_name, guard_note, then_from_the_left, whole
from plans.reading import Reading


@dataclass(frozen=True)
class CommentLine:
    about: str
    by: str
    text: str


def comment_lines(reading: Reading, area_id: str) -> list[CommentLine]:
    """In the order they came; what was taken back is not on paper."""
    found = [comment for comment in comments_said(reading) if comment.section.area_id == area_id]
    return [_line(comment, reading) for comment in sorted(found, key=lambda one: one.written_at)]


def comments_said(reading: Reading) -> list[Comment]:
    every = (comment for of_one in reading.comments.values() for comment in of_one)
    return [comment for comment in every if comment.withdrawn_at is None]


def _line(comment: Comment, reading: Reading) -> CommentLine:
    own = "Dig" if reading.standing.is_citizen else citizen_first_name(reading)
    name = reading.name_of(comment.written_by)
    who = f"{own}, fortalt til {name}" if comment.is_told else own
    if comment.is_by_representative:
        who = f"{name} for {citizen_first_name(reading)}"
    said = [then_from_the_left(who), danish.full_day(comment.written_at), guard_note(comment, reading)]
    about = title_of(comment.of, reading)
    return CommentLine(whole(about), whole(", ".join(filter(None, said))), whole(comment.text))
