"""The pages after the first: everything the reader sees of the plan, life area by life area, in full."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from enplan.accounts.models import LifeArea
from enplan.web import charts, danish
from plans.consents_in_words import ConsentLine
from plans.models import Attachment, CitizenWords, CoherenceAnswer, Goal, Rating, SubGoal, Task, TeamMember
from plans.prints.comments import CommentLine, comment_lines, comments_said
from plans.prints.consents import consent_lines
from plans.prints.measures import MeasureDetail, measure_details
from plans.prints.phrases import (
    capital,
    citizen_first_name,
    day,
    due,
    finished,
    guard_note,
    is_told_of_delay,
    levels,
    progress,
    rated_by,
    rating_in_words,
    responsible,
    then_from_the_left,
    whole,
    whose_words,
)
from plans.prints.rows import RatingLine, TaskLine
from plans.prints.transitions import checklist_details
from plans.reading import Reading


@dataclass(frozen=True)
class Words:
    heading: str
    text: str


@dataclass(frozen=True)
class Step:
    title: str
    status: str


@dataclass(frozen=True)
class GoalDetail:
    title: str
    note: str
    facts: list[tuple[str, str]]
    why: str
    measured_by: str
    reason: str
    bar: SafeString
    steps: list[Step]
    tasks: list[TaskLine]


@dataclass(frozen=True)
class AreaDetail:
    name: str
    goals: list[GoalDetail]
    measures: list[MeasureDetail]
    tasks: list[TaskLine]
    ratings: list[RatingLine]
    comments: list[CommentLine]
    files: list[str]


@dataclass(frozen=True)
class TransitionDetail:
    heading: str
    progress: str
    steps: list[TaskLine]


@dataclass(frozen=True)
class PersonLine:
    name: str
    place: str
    task: str
    phone: str


@dataclass(frozen=True)
class Detail:
    words: list[Words]
    ratings: list[RatingLine]
    coherence: list[RatingLine]
    areas: list[AreaDetail]
    transitions: list[TransitionDetail]
    own_tasks: list[TaskLine]
    consents: list[ConsentLine]
    closed: list[str]
    people: list[PersonLine]
    more_people: str


def detail(reading: Reading) -> Detail:
    today = day(reading.at)
    return Detail(
        words=_words(reading),
        ratings=[
            _rating(r, reading, today) for r in reading.ratings if r.section_id is None and not r.is_draft
        ],
        coherence=[_coherence(answer, reading, today) for answer in reading.coherence.answers],
        areas=list(_areas(reading, today)),
        transitions=_transitions(reading, today),
        own_tasks=[_task(task, reading, today) for task in reading.own_titles],
        consents=consent_lines(reading),
        closed=[_closed(part.section.area, part.since, part.is_withdrawn, today) for part in reading.closed],
        people=[*_team(reading.team), *_beside(reading)],
        more_people=f"og {danish.count(reading.unseen_members, 'anden', 'andre')}"
        if reading.unseen_members > 0
        else "",
    )


def _words(reading: Reading) -> list[Words]:
    own = reading.standing.is_citizen
    whose = "Din" if own else danish.possessive(citizen_first_name(reading))
    headings = {
        CitizenWords.Kind.DREAM: f"{whose} drøm",
        CitizenWords.Kind.MATTERS: "Det er vigtigt for dig"
        if own
        else f"Det er vigtigt for {citizen_first_name(reading)}",
    }
    found = (reading.dream, reading.matters)
    return [
        Words(headings[CitizenWords.Kind(words.kind)] + _told(words, reading), whole(words.text))
        for words in found
        if words
    ]


def _told(words: CitizenWords, reading: Reading) -> str:
    if not words.is_told:
        return ""
    return f", fortalt til {then_from_the_left(reading.name_of(words.written_by))} {danish.full_day(words.written_at)}"


def _transitions(reading: Reading, today: date) -> list[TransitionDetail]:
    _goals, tasks = finished(reading)
    return [
        TransitionDetail(one.heading, one.progress, [_task(step, reading, today) for step in one.steps])
        for one in checklist_details(reading, tasks)
    ]


def _areas(reading: Reading, today: date) -> Iterable[AreaDetail]:
    """Areas in their order; one in which the reader sees nothing is left out, and so says nothing."""
    goals, tasks = finished(reading)
    on_checklists = {step.pk for one in reading.checklists for step in one.steps}
    tasks = [task for task in tasks if task.pk not in on_checklists]  # these stand together, by transition
    ratings = [rating for rating in reading.ratings if not rating.is_draft]
    shown = {goal.pk for goal in goals}
    measures = [measure for measure in reading.measures if not measure.is_draft]
    places = [item.section for item in (*goals, *tasks, *measures)]
    places += [rating.section for rating in ratings if rating.section is not None]
    places += [comment.section for comment in comments_said(reading)]
    files = [file for file in reading.attachments if not file.is_draft]
    places += [file.section for file in files if file.section is not None]
    areas = {place.area_id: place.area for place in places}
    for area in sorted(areas.values(), key=lambda area: (area.position, area.key)):
        in_area = [task for task in tasks if task.section.area_id == area.key]
        yield AreaDetail(
            name=area.name,
            goals=[
                _goal(goal, in_area, reading, today) for goal in goals if goal.section.area_id == area.key
            ],
            measures=measure_details(reading, area.key),
            tasks=[_task(task, reading, today) for task in in_area if task.goal_id not in shown],
            ratings=[
                _rating(r, reading, today) for r in ratings if r.section and r.section.area_id == area.key
            ],
            comments=comment_lines(reading, area.key),
            files=[_file(f, reading) for f in files if f.section and f.section.area_id == area.key],
        )


def _goal(goal: Goal, tasks: list[Task], reading: Reading, today: date) -> GoalDetail:
    steps = list(goal.subgoals.all())
    reached = sum(step.status == SubGoal.Status.DONE for step in steps)
    return GoalDetail(
        title=whole(goal.title),
        note=guard_note(goal, reading),
        facts=_facts(goal, reading, today),
        why=whole(goal.why),
        measured_by=whole(goal.measured_by),
        reason=whole(goal.reason),
        bar=charts.step_bar(reached, len(steps), colours=charts.PRINT),
        steps=[Step(whole(step.title), SubGoal.Status(step.status).label) for step in steps],
        tasks=[_task(task, reading, today) for task in tasks if task.goal_id == goal.pk],
    )


def _facts(goal: Goal, reading: Reading, today: date) -> list[tuple[str, str]]:
    """What stands under a goal's title; what nobody has said is left out."""
    writer = goal.section.owner.name if goal.section.owner else _citizen(reading)
    facts = [
        ("Skrevet af", writer),
        ("Hvis ord", whose_words(goal, reading)),
        ("Vi vil", Goal.Type(goal.type).label),
        ("FFB-tema", reading.theme_of(goal)),
        ("Status", Goal.Status(goal.status).label),
        ("Hvordan det går", levels(goal)),
        ("Sidst noteret", progress(goal, reading, today)),
        ("Ansvarlig", responsible(goal, reading)),
        ("Følges op senest", due(goal.due_on, today)),
    ]
    return [(name, whole(value)) for name, value in facts if value]


def _citizen(reading: Reading) -> str:
    return "Dig" if reading.standing.is_citizen else reading.plan.citizen.name


def _task(task: Task, reading: Reading, today: date) -> TaskLine:
    status = Task.Status(task.status).label
    if task.done_at is not None:
        status = f"{status} {danish.day_near(task.done_at, today=today)}"
    return TaskLine(
        title=whole(task.title),
        note=guard_note(task, reading),
        who=whole(responsible(task, reading)),
        when=due(task.due_on, today) or "ingen dato endnu",
        is_overdue=is_told_of_delay(reading) and task.is_overdue(today),
        status=status,
    )


def _file(file: Attachment, reading: Reading) -> str:
    """Its title, and who may not see it; the file itself is not on paper."""
    return whole(" · ".join(filter(None, [file.title, guard_note(file, reading)])))


def _rating(rating: Rating, reading: Reading, today: date) -> RatingLine:
    notes = [guard_note(rating, reading), rating.note]
    return RatingLine(
        when=danish.day_near(rating.rated_on, today=today),
        who=whole(rated_by(rating, reading)),
        value=rating_in_words(rating),
        note=whole("\n".join(filter(None, notes))),
    )


def _coherence(answer: CoherenceAnswer, reading: Reading, today: date) -> RatingLine:
    """The question stands where the ruler has its words, with the line that was written."""
    notes = [guard_note(answer, reading), answer.get_question_display(), answer.note]
    return RatingLine(
        when=danish.day_near(answer.answered_on, today=today),
        who=whole(rated_by(answer, reading)),
        value=rating_in_words(answer),
        note=whole("\n".join(filter(None, notes))),
    )


def _closed(area: LifeArea, since: date, is_withdrawn: bool, today: date) -> str:
    why = "samtykket er trukket tilbage" if is_withdrawn else "samtykket er udløbet"
    return f"{area.name}: {why} {danish.day_near(since, today=today)}."


def _team(members: Iterable[TeamMember]) -> Iterable[PersonLine]:
    for member in members:
        yield PersonLine(
            name=whole(member.user.name),
            place=member.user.department.name if member.user.department else "",
            task=whole(member.role) or capital(TeamMember.Capacity(member.capacity).label),
            phone=member.user.phone,
        )


def _beside(reading: Reading) -> Iterable[PersonLine]:
    for person in reading.representatives:
        yield PersonLine(
            whole(person.name), whole(person.relation), f"Handler for {citizen_first_name(reading)}", ""
        )
    for contact in reading.network:
        yield PersonLine(whole(contact.name), whole(contact.relation), "", contact.phone)
