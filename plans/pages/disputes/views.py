"""A disagreement on a page of its own: the views side by side; raising one, one's own view, and how it ends."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from plans.lookups.disagreements import Dispute, disagreement_for
from plans.lookups.measures import measure_for
from plans.lookups.questions import deciders_for, questions_about
from plans.lookups.things import goal_for
from plans.models import DecisionRule, DisagreementView
from plans.pages.disputes.forms import AreaViewForm, BringForm, EditViewForm, SettleForm, ViewForm
from plans.pages.disputes.lines import heading, settlement_lines, view_lines
from plans.pages.disputes.question_lines import question_line
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.decision_rule import decision_rule
from plans.services.disagreements import edit_view, raise_disagreement, settle_disagreement, write_view
from plans.services.questions import bring_to_leaders
from plans.standing import Action

reads_and_saves = require_http_methods(["GET", "HEAD", "POST"])
DISAGREEMENT = "En uenighed"  # as the look-log tells it


@require_safe
def dispute(request: HttpRequest, plan_id: UUID, disagreement_id: UUID) -> HttpResponse:
    """Both views side by side, how it ended, and who has been asked to decide."""
    desk = desk_of(request, plan_id)
    found = disagreement_for(desk.user, desk.plan, disagreement_id)
    one, may = found.disagreement, desk.standing.may
    is_open = one.is_open and desk.plan.is_active
    mine = own_view(found, desk.user.pk)
    rule = decision_rule()
    context = {
        "heading": heading(found, desk.reading),
        "disagreement": one,
        "is_open": one.is_open,
        "views": view_lines(found, desk.reading),
        "settlements": settlement_lines(found, desk.reading),
        "questions": [question_line(each, desk.reading) for each in questions_about(desk.user, one)],
        "can_write": is_open and mine is None and may(Action.WRITE_VIEW, one),
        "can_edit": is_open and mine is not None and may(Action.EDIT_VIEW, mine),
        "can_settle": is_open and may(Action.SETTLE_DISAGREEMENT, one),
        "can_bring": is_open
        and may(Action.BRING_TO_LEADERS, one)
        and rule.goes_to != DecisionRule.GoesTo.TEAM,
        "goes_to": who_decides(rule),
    }
    return desk.show("plans/disputes/dispute.html", context, what=DISAGREEMENT)


@reads_and_saves
def new_about_goal(request: HttpRequest, plan_id: UUID, goal_id: UUID) -> HttpResponse:
    """One disagrees about a goal, and says how one sees it."""
    desk = desk_of(request, plan_id)
    goal = goal_for(desk.user, desk.plan, goal_id)
    desk.allow(Action.RAISE_DISAGREEMENT, goal)
    form = ViewForm(request.POST if desk.is_post else None)
    sheet = FormSheet(
        desk, form, title="Skriv, at I er uenige", intro=f"Mål: {goal.title}", what=DISAGREEMENT
    )
    return sheet.answer(
        lambda: raise_disagreement(by=desk.user, plan=desk.plan, about=goal, text=form.cleaned_data["text"]),
        anchor=f"maal-{goal.pk}",
        said="Dit syn er gemt. De andre kan skrive deres ved siden af.",
    )


@reads_and_saves
def new_about_measure(request: HttpRequest, plan_id: UUID, measure_id: UUID) -> HttpResponse:
    """One disagrees about a measure."""
    desk = desk_of(request, plan_id)
    measure = measure_for(desk.user, desk.plan, measure_id)
    desk.allow(Action.RAISE_DISAGREEMENT, measure)
    form = ViewForm(request.POST if desk.is_post else None)
    sheet = FormSheet(
        desk, form, title="Skriv, at I er uenige", intro=f"Indsats: {measure.title}", what=DISAGREEMENT
    )
    return sheet.answer(
        lambda: raise_disagreement(
            by=desk.user, plan=desk.plan, about=measure, text=form.cleaned_data["text"]
        ),
        anchor=f"indsats-{measure.pk}",
        said="Dit syn er gemt. De andre kan skrive deres ved siden af.",
    )


@reads_and_saves
def new_about_area(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """One disagrees about something in an area that no single goal says."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.RAISE_DISAGREEMENT, desk.plan)
    form = AreaViewForm(request.POST if desk.is_post else None, areas=own_areas(desk.reading))
    sheet = FormSheet(
        desk,
        form,
        title="Skriv, at I er uenige",
        intro="Er det om et bestemt mål eller en indsats, så skriv det dér.",
        what=DISAGREEMENT,
    )
    return sheet.answer(
        lambda: raise_disagreement(
            by=desk.user,
            plan=desk.plan,
            area_id=form.cleaned_data["area"],
            text=form.cleaned_data["text"],
        ),
        said="Dit syn er gemt. De andre kan skrive deres ved siden af.",
        to=lambda: _to_questions(desk),
    )


@reads_and_saves
def view(request: HttpRequest, plan_id: UUID, disagreement_id: UUID) -> HttpResponse:
    """One's own view: written the first time, changed afterwards."""
    desk = desk_of(request, plan_id)
    found = disagreement_for(desk.user, desk.plan, disagreement_id)
    mine = own_view(found, desk.user.pk)
    data = request.POST if desk.is_post else None
    intro = f"Uenighed om: {heading(found, desk.reading)}"
    if mine is None:
        desk.allow(Action.WRITE_VIEW, found.disagreement)
        form = ViewForm(data)
        sheet = FormSheet(desk, form, title="Skriv dit syn", intro=intro, what=DISAGREEMENT)
        return sheet.answer(
            lambda: write_view(by=desk.user, disagreement=found.disagreement, text=form.cleaned_data["text"]),
            to=lambda: _to_dispute(desk, disagreement_id),
        )
    desk.allow(Action.EDIT_VIEW, mine)
    edited = EditViewForm(data, initial={"text": mine.text, "version": mine.version})
    sheet = FormSheet(
        desk, edited, title="Ret dit syn", intro=intro, model=DisagreementView, what=DISAGREEMENT
    )
    return sheet.answer(
        lambda: edit_view(
            by=desk.user,
            view=mine,
            seen=edited.cleaned_data["version"],
            text=edited.cleaned_data["text"],
        ),
        to=lambda: _to_dispute(desk, disagreement_id),
    )


@reads_and_saves
def settle(request: HttpRequest, plan_id: UUID, disagreement_id: UUID) -> HttpResponse:
    """The team has agreed, or goes on disagreeing."""
    desk = desk_of(request, plan_id)
    found = disagreement_for(desk.user, desk.plan, disagreement_id)
    desk.allow(Action.SETTLE_DISAGREEMENT, found.disagreement)
    form = SettleForm(request.POST if desk.is_post else None)
    intro = (
        f"Om: {heading(found, desk.reading)}\nAlles syn bliver stående. Der kan ikke skrives mere bagefter."
    )
    sheet = FormSheet(desk, form, title="Afslut uenigheden", button="Afslut", intro=intro, what=DISAGREEMENT)
    return sheet.answer(
        lambda: settle_disagreement(by=desk.user, disagreement=found.disagreement, **form.cleaned_data),
        to=lambda: _to_dispute(desk, disagreement_id),
    )


@reads_and_saves
def bring(request: HttpRequest, plan_id: UUID, disagreement_id: UUID) -> HttpResponse:
    """Brought to the leaders who decide by the municipality's rule."""
    desk = desk_of(request, plan_id)
    found = disagreement_for(desk.user, desk.plan, disagreement_id)
    desk.allow(Action.BRING_TO_LEADERS, found.disagreement)
    rule = decision_rule()
    leaders = deciders_for(desk.user, found, rule)
    form = BringForm(request.POST if desk.is_post else None, leaders=leaders)
    intro = [who_decides(rule), "De ser uenigheden og målet, og kun de syn, deres afdeling må læse."]
    if not leaders:
        intro.append(
            "Der er ingen at vælge: afdelingerne har ingen leder her, eller lederen må ikke se noget af det."
        )
    sheet = FormSheet(
        desk,
        form,
        title="Læg det frem for en leder",
        button="Send",
        intro="\n".join(intro),
        what=DISAGREEMENT,
    )
    return sheet.answer(
        lambda: bring_to_leaders(
            by=desk.user,
            disagreement=found.disagreement,
            leaders=form.chosen,
            text=form.cleaned_data["text"],
        ),
        said="Spørgsmålet er sendt. Svaret kommer tilbage her.",
        to=lambda: _to_dispute(desk, disagreement_id),
    )


def own_view(found: Dispute, user_id: UUID) -> DisagreementView | None:
    return next((view for view in found.views if view.written_by_id == user_id), None)


def who_decides(rule: DecisionRule) -> str:
    """ "I jeres kommune afgøres det af …" """
    if rule.goes_to == DecisionRule.GoesTo.DEPARTMENT:
        return f"I jeres kommune afgøres uenighed af lederen i {rule.department}."
    if rule.goes_to == DecisionRule.GoesTo.TEAM:
        return "I jeres kommune afgør teamet det selv."
    return "I jeres kommune afgøres uenighed af lederne i de afdelinger, der er uenige."


def _to_dispute(desk: Desk, disagreement_id: UUID) -> HttpResponse:
    response = redirect("dispute", desk.plan.pk, disagreement_id)
    response.status_code = 303
    return response


def _to_questions(desk: Desk) -> HttpResponse:
    response = redirect("questions", desk.plan.pk)
    response.status_code = 303
    return response
