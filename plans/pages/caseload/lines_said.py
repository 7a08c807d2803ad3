"""What the citizen has said, proposed, written or answered, as lines of what waits."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.urls import reverse

from enplan.web import danish
from plans.lookups.coherence import LOW
from plans.models import CoherenceAnswer, Comment, FollowUp, Goal, Rating
from plans.pages.caseload.line import Deal, WaitingLine
from plans.pages.caseload.waiting import Waiting
from plans.pages.places import at_plan, goal_at_plan


def said_lines(waiting: Waiting, today: date) -> Iterator[WaitingLine]:
    yield from (_proposal(goal, today) for goal in waiting.proposals)
    yield from _comments(waiting.comments, today)
    yield from (_low_answer(answer, today) for answer in waiting.low_answers)
    yield from (_number(rating, today) for rating in waiting.numbers)


def _proposal(goal: Goal, today: date) -> WaitingLine:
    plan = goal.section.plan
    deal = Deal(
        reverse("waiting-take-up", args=[plan.pk, goal.pk]),
        button="Tag med i planen",
        version=goal.version,
        pk=goal.pk,
        title=goal.title,
    )
    return WaitingLine(
        plan.citizen.name,
        f"{danish.first_name(plan.citizen.name)} foreslår: {goal.title}",
        f"foreslået {danish.near(goal.written_at, today=today)}",
        "soon",
        goal_at_plan(goal, plan),
        deal=deal,
    )


def _comments(comments: list[Comment], today: date) -> Iterator[WaitingLine]:
    """Those on the same thing are one line."""
    together: dict[UUID, list[Comment]] = {}
    for comment in comments:
        together.setdefault(comment.of_id, []).append(comment)
    for of_one in together.values():
        yield _comment(of_one[0], len(of_one), today)


def _comment(comment: Comment, count: int, today: date) -> WaitingLine:
    """What it is about is told by its title; what was said is read on its page."""
    plan, about = comment.plan, comment.of
    how_many = danish.count(count, "kommentar", "kommentarer") if count > 1 else "en kommentar"
    title = about.measure.title if isinstance(about, FollowUp) else getattr(about, "title", "en vurdering")
    return WaitingLine(
        plan.citizen.name,
        f"{danish.first_name(plan.citizen.name)} har {how_many} til {title}",
        f"skrevet {danish.near(comment.written_at, today=today)}",
        "soon",
        reverse("comments", args=[plan.pk, comment.of_id]),
        next_step="Læs den",
    )


def _low_answer(answer: CoherenceAnswer, today: date) -> WaitingLine:
    plan = answer.plan
    return WaitingLine(
        plan.citizen.name,
        f"Tal med {danish.first_name(plan.citizen.name)} om svaret {answer.value} af 10 på "
        f"“{answer.get_question_display()}”",
        f"svarede {danish.near(answer.answered_on, today=today)}",
        "soon",
        reverse("coherence", args=[plan.pk]),
        next_step="Se svarene",
    )


def _number(rating: Rating, today: date) -> WaitingLine:
    """A low number prompts a talk; a high one too, and is no reason by itself for less help."""
    plan, is_low = rating.plan, rating.value is not None and rating.value <= LOW
    said = (
        f"Tal med {danish.first_name(plan.citizen.name)} om tallet {rating.value} af 10 for, hvordan det går"
    )
    return WaitingLine(
        plan.citizen.name,
        said if is_low else f"{said}. Et højt tal er ikke i sig selv grund til mindre hjælp",
        f"sat {danish.near(rating.rated_on, today=today)}",
        "soon",
        at_plan(plan),
        next_step="Se planen",
    )
