"""What waits as lines, the most urgent first: what closes this week, then what others wait for, then what is late."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse

from citizens.models import Ground
from enplan.accounts.models import User
from enplan.web import danish
from plans.follow_ups_due import DueFollowUp
from plans.models import (
    DataRequest,
    Goal,
    HandoverOffer,
    LeaderQuestion,
    Plan,
    Talk,
    Withholding,
)
from plans.pages.caseload.line import Deal, WaitingLine
from plans.pages.caseload.lines_meetings import meeting_due_line, meeting_line
from plans.pages.caseload.lines_messages import HeldAnswer, letter_line, message_lines
from plans.pages.caseload.lines_said import said_lines
from plans.pages.caseload.lines_tasks import age_line, task_line
from plans.pages.caseload.waiting import Waiting
from plans.pages.places import at_plan, goal_at_plan
from plans.pages.tasks.cards import HeldDate
from plans.pages.tasks.wording import late_in_words

CLOSE = timedelta(days=7)


def waiting_lines(
    user: User,
    waiting: Waiting,
    today: date,
    held: HeldDate | None = None,
    answer: HeldAnswer | None = None,
) -> Iterator[WaitingLine]:
    """`held`: a new date, and `answer`: an answer to a message, that came back with an error."""
    yield from _consents(waiting.consents, today, close=True)
    yield from message_lines(waiting.messages, today, answer)
    yield from (letter_line(notice, today) for notice in waiting.letters)
    yield from (_talk(talk, is_on_team, today) for talk, is_on_team in waiting.talks)
    yield from (_handover(offer, today) for offer in waiting.handovers)
    yield from (_approval(asking, today) for asking in waiting.approvals)
    yield from (_question(question, today) for question in waiting.questions)
    yield from (_answer(question, today) for question in waiting.answers)
    yield from (meeting_line(meeting, today) for meeting in waiting.meetings)
    yield from (_data_request(asked, today) for asked in waiting.data_requests)
    yield from (_pause(plan, today) for plan in waiting.pauses)
    yield from (_returned(plan) for plan in waiting.returned)
    yield from (age_line(age, today) for age in waiting.ages)
    yield from said_lines(waiting, today)
    yield from _stuck(waiting, today)
    yield from (_follow_up(due, user, today) for due in waiting.follow_ups)
    yield from (task_line(task, user, waiting, today, held) for task in waiting.tasks)
    yield from (meeting_due_line(due, today) for due in waiting.meetings_due)
    yield from _consents(waiting.consents, today, close=False)
    yield from (_goal(goal, today) for goal in waiting.goals)
    yield from _drafts(waiting)
    yield from (_unanswered(question, today) for question in waiting.unanswered)


def _talk(talk: Talk, is_on_team: bool, today: date) -> WaitingLine:
    """Whose conversation it is is told only to who is still on the team."""
    where, when = reverse("talk", args=[talk.plan_id]), f"begyndt {danish.near(talk.begun_at, today=today)}"
    if not is_on_team:
        return WaitingLine(
            "En samtale", "Kan ikke gemmes mere", when, "soon", where, next_step="Kopiér, eller slet"
        )
    return WaitingLine(
        talk.plan.citizen.name, "Læg jeres samtale i planen", when, "soon", where, next_step="Fortsæt"
    )


def _handover(offer: HandoverOffer, today: date) -> WaitingLine:
    return WaitingLine(
        offer.plan.citizen.name,
        "Vil du tage over?",
        f"spurgt {danish.near(offer.offered_at, today=today)}",
        "soon",
        reverse("workspace-handover-accept", args=[offer.plan_id]),
        next_step="Se og svar",
        deal=Deal(
            reverse("waiting-take-over", args=[offer.plan_id]), button="Ja, jeg tager over", leaves=True
        ),
    )


def _approval(asking: Withholding, today: date) -> WaitingLine:
    """Without the citizen's name: it stands on the page one opens, which is logged for itself."""
    return WaitingLine(
        "Til godkendelse",
        f"{asking.asked_by.name} beder dig godkende, at noget holdes tilbage fra borgeren",
        f"spurgt {danish.near(asking.asked_at, today=today)}",
        "soon",
        reverse("approval", args=[asking.pk]),
        next_step="Læs og svar",
    )


def _question(question: LeaderQuestion, today: date) -> WaitingLine:
    """Put to one as a leader: neither whose plan it is nor what it is about stands here."""
    return WaitingLine(
        "Spørgsmål til dig",
        f"{question.written_by.name} beder dig om svar",
        f"spurgt {danish.near(question.written_at, today=today)}",
        "soon",
        reverse("leader-question", args=[question.pk]),
        next_step="Læs og svar",
    )


def _answer(question: LeaderQuestion, today: date) -> WaitingLine:
    when = f"svarede {danish.near(question.answered_at, today=today)}" if question.answered_at else ""
    return WaitingLine(
        question.plan.citizen.name,
        f"{question.asked_of.name} har svaret på dit spørgsmål",
        when,
        "soon",
        reverse("question", args=[question.plan.pk, question.pk]),
        next_step="Læs svaret",
    )


def _data_request(asked: DataRequest, today: date) -> WaitingLine:
    """The law's time runs from the day it was asked."""
    is_access = asked.kind == DataRequest.Kind.ACCESS
    late = asked.answer_due_on < today
    within = "som regel inden 7 arbejdsdage" if is_access else "senest efter en måned"
    due = late_in_words(asked.answer_due_on, today) if late else danish.near(asked.answer_due_on, today=today)
    return WaitingLine(
        asked.plan.citizen.name,
        f"Svar på {'aktindsigt' if is_access else 'en rettelse'}, {within}",
        due if late else f"senest {due}",
        "overdue" if late else "soon",
        reverse("data-request-answer", args=[asked.plan_id, asked.pk]),
        next_step="Læs og svar",
    )


def _unanswered(question: LeaderQuestion, today: date) -> WaitingLine:
    return WaitingLine(
        question.plan.citizen.name,
        f"Dit spørgsmål venter på svar fra {question.asked_of.name}",
        f"spurgt {danish.near(question.written_at, today=today)}",
        "meta",
        reverse("question", args=[question.plan.pk, question.pk]),
        is_mine=False,
    )


def _pause(plan: Plan, today: date) -> WaitingLine:
    when = f"aftalt til {danish.near(plan.look_again_on, today=today)}" if plan.look_again_on else ""
    where = reverse("workspace-pause", args=[plan.pk])
    what = "Planen holder pause. Se på den igen"
    return WaitingLine(plan.citizen.name, what, when, "soon", where, next_step="Ret eller slut pausen")


def _returned(plan: Plan) -> WaitingLine:
    what = "Planen er afsluttet og er din nu. Tag den op igen, hvis borgeren er kommet tilbage"
    when = f"afsluttet {danish.day_near(plan.ended_at)}" if plan.ended_at else ""
    where = reverse("workspace-reopen", args=[plan.pk])
    return WaitingLine(plan.citizen.name, what, when, "soon", where, next_step="Tag planen op igen")


def _stuck(waiting: Waiting, today: date) -> Iterator[WaitingLine]:
    for one in waiting.stuck:
        plan = waiting.own[one.plan_id].plan
        when = f"siden {danish.near(one.since, today=today)}"
        yield WaitingLine(plan.citizen.name, one.what, when, "soon", at_plan(plan), next_step="Se planen")


def _follow_up(due: DueFollowUp, user: User, today: date) -> WaitingLine:
    """One's own where one's department decides on the measure or carries it out; the plan's own is who coordinates'."""
    plan, measure = due.plan, due.measure
    what, is_mine = "Følg op på hele planen", True
    where = reverse("workspace-follow-up-plan", args=[plan.pk])
    if measure is not None:
        what = f"Følg op på {measure.title}"
        is_mine = user.department_id in (measure.section.owner_id, measure.provider_id)
        where = at_plan(plan, f"indsats-{measure.pk}")
        if is_mine:
            where = reverse("workspace-measure-follow-up", args=[plan.pk, measure.pk])
    late = due.is_overdue(today)
    return WaitingLine(
        plan.citizen.name,
        what,
        late_in_words(due.due_on, today) if late else danish.near(due.due_on, today=today),
        "overdue" if late else "soon",
        where,
        next_step="Følg op" if is_mine else "",
        is_mine=is_mine,
    )


def _goal(goal: Goal, today: date) -> WaitingLine:
    plan = goal.section.plan
    when = late_in_words(goal.due_on, today) if goal.due_on else ""
    where = goal_at_plan(goal, plan)
    return WaitingLine(plan.citizen.name, f"Mål: {goal.title}", when, "overdue", where, next_step="Se målet")


def _drafts(waiting: Waiting) -> Iterator[WaitingLine]:
    for plan_id, count in waiting.drafts.items():
        plan = waiting.own[plan_id].plan
        what = f"Du har {danish.count(count, 'kladde', 'kladder')}, som kun du kan se"
        where = reverse("drafts", args=[plan_id])
        yield WaitingLine(plan.citizen.name, what, "", "muted", where, next_step="Vis eller ret")


def _is_close(ground: Ground, today: date) -> bool:
    """In the last week it stands before everything else."""
    return ground.valid_until is not None and danish.day_of(ground.valid_until) <= today + CLOSE


def _consents(consents: list[tuple[Plan, Ground]], today: date, *, close: bool) -> Iterator[WaitingLine]:
    """What lapses in a plan on the same day is one line: it is one conversation."""
    together: dict[tuple[object, ...], tuple[Plan, list[Ground]]] = {}
    for plan, ground in consents:
        if _is_close(ground, today) == close:
            alone = None if ground.kind.is_consent else ground.pk
            together.setdefault((plan.pk, ground.valid_until, alone), (plan, []))[1].append(ground)
    for plan, grounds in together.values():
        yield _consent(plan, grounds, today)


def _consent(plan: Plan, grounds: list[Ground], today: date) -> WaitingLine:
    """ "Samtykket om bolig. Forny det med borgeren", from thirty days before it ends."""
    ground = grounds[0]
    names = {area.pk: area.short_name for each in grounds for area in each.open_areas}
    areas = danish.listing(list(names.values()))
    what = f"{ground.kind_name[:1].upper()}{ground.kind_name[1:]} om {areas}"
    where, step = reverse("workspace-consents", args=[plan.pk]), "Se grundlaget"
    if ground.kind.is_consent:
        is_one = len(grounds) == 1
        consents, them = ("Samtykket", "det") if is_one else (f"{len(grounds)} samtykker", "dem")
        what = f"{consents} om {areas}. Forny {them} med borgeren"
        where, step = reverse("workspace-consents-renew", args=[plan.pk]), "Forny"
    ends = ""
    if ground.valid_until is not None:
        ends = f"udløber {danish.day_near(ground.valid_until, today=today)}"
        if _is_close(ground, today):
            ends = f"{ends}, {danish.distance(ground.valid_until, today=today)}"
    return WaitingLine(plan.citizen.name, what, ends, "soon", where, next_step=step)
