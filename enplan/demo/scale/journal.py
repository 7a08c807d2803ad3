"""Journal notes: some to each plan, most by the coordinator's colleagues with authority, few with an addition."""

from enplan.demo.scale import texts
from enplan.demo.scale.course import Course
from enplan.demo.scale.writers import Writer
from plans.models import JournalAddition, JournalNote


def add_journal(course: Course, writers: list[Writer]) -> None:
    """Two to five notes, in the departments' sections."""
    employees = [writer for writer in writers if not writer.section.is_citizens]
    for _ in range(course.rng.randint(2, 5)):
        _add_note(course, course.rng.choice(employees))


def _add_note(course: Course, writer: Writer) -> None:
    rng, section = course.rng, writer.section
    written_at = course.moment(writer.after, writer.before)
    title = rng.choice(texts.NOTE_TITLES)
    note = JournalNote(
        id=course.new_id(),
        section=section,
        title=title,
        text=" ".join(rng.sample(texts.NOTE_SENTENCES, 3)),
        day=written_at.date(),
        written_by=writer.user,
        written_at=written_at,
    )
    course.record(by=writer.user, at=written_at, thing=course.add(note), section=section, title=(None, title))
    if course.happens(0.1):
        at = course.moment(written_at, writer.before)
        text = rng.choice(texts.NOTE_SENTENCES)
        addition = JournalAddition(
            id=course.new_id(), note=note, text=text, written_by=writer.user, written_at=at
        )
        course.record(by=writer.user, at=at, thing=course.add(addition), section=section, text=(None, text))
