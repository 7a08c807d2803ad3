"""Following up: a measure in one line where it stands or on a page of its own, and the plan as a whole."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from enplan import clock
from enplan.audit.models import Look
from enplan.web.saving import attempt
from enplan.web.unsaved.here import page_is
from plans.looks import look_at_plan
from plans.lookups.measures import measure_for, plan_follow_ups_of
from plans.models import Measure, Plan, Progress
from plans.pages.measures.forms_follow_ups import FollowUpForm, FollowUpLineForm, PlanFollowUpForm, RhythmForm
from plans.pages.measures.lines import measure_line
from plans.pages.measures.page import follow_ups_page
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.pages.workspace.views_plan import show_area, show_plan
from plans.services.follow_ups import follow_up, follow_up_plan, set_plan_rhythm
from plans.standing import Action

METHODS = ["GET", "HEAD", "POST"]
MEANWHILE = "En anden har skrevet om indsatsen, mens du så på den. Din tekst står her endnu. Gem igen, hvis den passer."
STANDS = (
    "En opfølgning kan ikke fortrydes. Blev noget forkert, så følg op igen, og skriv, hvad der er rigtigt."
)
LINE = "plans/measures/follow_up_line.html"
LINE_ALONE = "linje"  # asked for from the plan's page
IN_ONE_LINE = "one_line"  # what the line's button sends, so that its errors come back where it stands


@require_http_methods(METHODS)
def of_measure(request: HttpRequest, plan_id: UUID, measure_id: UUID) -> HttpResponse:
    """Follow a measure up; the line in the workspace posts here as well."""
    desk = desk_of(request, plan_id)
    measure = measure_for(desk.user, desk.plan, measure_id)
    desk.allow(Action.FOLLOW_UP, measure)
    if desk.is_post and IN_ONE_LINE in request.POST:
        return _in_one_line(desk, measure)
    if desk.is_htmx and LINE_ALONE in request.GET:
        return _line_alone(desk, measure)
    initial = {"version": measure.version, "held_on": clock.today(), "progress": Progress.ON_TRACK}
    form = FollowUpForm(
        request.POST if desk.is_post else None,
        may_end=desk.standing.may(Action.EDIT_MEASURE, measure),
        initial=initial,
    )
    sheet = FormSheet(desk, form, title="Følg op", intro=f"{measure.title}\n{STANDS}", model=Measure)

    def save() -> None:
        data = dict(form.cleaned_data)
        follow_up(by=desk.user, measure=measure, seen=data.pop("version"), **data)

    return sheet.answer(save, anchor=f"indsats-{measure.pk}", said="Opfølgningen er gemt.")


def _line_alone(desk: Desk, measure: Measure) -> HttpResponse:
    """The form of one line, fetched into the plan's page where one begins to write."""
    page_is(desk.address)
    look_at_plan(by=desk.user, standing=desk.standing, kind=Look.Kind.PAGE, what="Et område i planen")
    form = FollowUpLineForm.for_measure(measure)
    form.fields["happened"].widget.attrs["autofocus"] = True
    context = {
        "measure": measure_line(measure, desk.reading),
        "area": {"anchor": f"omraade-{measure.section.area_id}"},
        "form": form,
    }
    return render(desk.request, LINE, context)


def _in_one_line(desk: Desk, measure: Measure) -> HttpResponse:
    form = FollowUpLineForm.for_measure(measure, desk.request.POST)
    area_id = measure.section.area_id

    def save() -> None:
        data = form.cleaned_data
        follow_up(
            by=desk.user,
            measure=measure,
            seen=data["version"],
            happened=data["happened"],
            progress=data["progress"],
        )

    done = attempt(form, save)
    if done.is_saved:
        if desk.is_htmx:
            return show_area(desk.after_saving(), area_id)
        return desk.back(f"indsats-{measure.pk}")
    notice = MEANWHILE if done.conflict else ""
    held = {measure.pk: form}
    if desk.is_htmx:
        return show_area(desk, area_id, held=held, notice=notice, status=done.status)
    return show_plan(desk, held=held, notice=notice, status=done.status)


@require_safe
def of_plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What is followed up when in this plan, and how the plan as a whole has been."""
    desk = desk_of(request, plan_id)
    page = follow_ups_page(desk.reading, plan_follow_ups_of(desk.user, desk.plan))
    return desk.show("plans/measures/follow_ups.html", {"page": page}, what="Opfølgning")


@require_http_methods(METHODS)
def new_of_plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Follow the plan as a whole up."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.FOLLOW_UP_PLAN, desk.plan)
    initial = {"version": desk.plan.version, "held_on": clock.today()}
    form = PlanFollowUpForm(request.POST if desk.is_post else None, initial=initial)
    intro = f"Om planen som helhed. Det læses af dem, der læser drømmen, også borgeren.\n{STANDS}"
    sheet = FormSheet(desk, form, title="Følg planen op", intro=intro, model=Plan)

    def save() -> None:
        data = dict(form.cleaned_data)
        follow_up_plan(by=desk.user, plan=desk.plan, seen=data.pop("version"), **data)

    return sheet.answer(save, to=lambda: _to_follow_ups(desk, "Opfølgningen er gemt."))


@require_http_methods(METHODS)
def rhythm(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """How often the plan as a whole is followed up."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.FOLLOW_UP_PLAN, desk.plan)
    initial = {"version": desk.plan.version, "months": desk.plan.follow_up_months}
    form = RhythmForm(request.POST if desk.is_post else None, initial=initial)
    sheet = FormSheet(desk, form, title="Hvor tit følges planen op?", model=Plan)

    def save() -> None:
        data = form.cleaned_data
        set_plan_rhythm(by=desk.user, plan=desk.plan, seen=data["version"], months=data["months"])

    return sheet.answer(save, to=lambda: _to_follow_ups(desk, "Det er gemt."))


def _to_follow_ups(desk: Desk, said: str) -> HttpResponse:
    messages.success(desk.request, said)
    response = redirect("workspace-follow-ups", desk.plan.pk)
    response.status_code = 303
    return response
