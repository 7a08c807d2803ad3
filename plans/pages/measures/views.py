"""`/planer/<uuid>/indsatser/`: a measure on a page of its own; made, changed, given more or less support, and ended."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from enplan import clock
from enplan.accounts.directory import departments_in_use
from plans.lookups.measures import catalogue, follow_ups_of, measure_for, support_changes_of
from plans.models import Measure
from plans.pages.measures.forms import EditMeasureForm, EndForm, NewMeasureForm, SupportForm
from plans.pages.measures.page import measure_page
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.pages.workspace.views_history import show_history
from plans.services.measures import add_measure, edit_measure, end_measure
from plans.services.support import change_support
from plans.standing import Action

METHODS = ["GET", "HEAD", "POST"]
STANDS = (
    "Det kan ikke fortrydes, for borgeren får begrundelsen at læse. Blev den forkert, så ændr støtten igen."
)


@require_safe
def one_measure(request: HttpRequest, plan_id: UUID, measure_id: UUID) -> HttpResponse:
    """All of a measure: its terms, how it has been followed up, and how support has gone up and down."""
    desk = desk_of(request, plan_id)
    measure = measure_for(desk.user, desk.plan, measure_id)
    page = measure_page(
        measure,
        desk.reading,
        follow_ups=follow_ups_of(desk.user, desk.plan).filter(measure=measure),
        changes=support_changes_of(desk.user, measure),
    )
    return desk.show("plans/measures/measure.html", {"page": page}, what="Indsats")


@require_http_methods(METHODS)
def new(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A measure in the own department's part of an area."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.ADD_MEASURE, desk.plan)
    areas = own_areas(desk.reading)
    wanted = request.GET.get("omraade", "")
    form = NewMeasureForm(
        request.POST if desk.is_post else None,
        reading=desk.reading,
        areas=areas,
        catalogue=catalogue(),
        departments=departments_in_use(),
        initial={"area": wanted if wanted in dict(areas) else ""},
    )
    sheet = FormSheet(
        desk,
        form,
        title="Ny indsats",
        button="Tilføj indsats",
        intro="En plan er ingen afgørelse. Det, der bevilges, står i fagsystemet.",
        template="plans/measures/new.html",
        context={"areas": areas, "wanted": form["area"].value()},
    )
    return sheet.answer(
        lambda: add_measure(
            by=desk.user, plan=desk.plan, area_id=form.cleaned_data["area"], **form.saved_fields
        ),
        anchor=f"omraade-{request.POST.get('area', '')}",
        said="Indsatsen er tilføjet.",
    )


@require_http_methods(METHODS)
def edit(request: HttpRequest, plan_id: UUID, measure_id: UUID) -> HttpResponse:
    """All of a measure but how much support it gives."""
    desk, measure = _found(request, plan_id, measure_id)
    sheet, save = measure_sheet(desk, measure, request.POST if desk.is_post else None)
    return sheet.answer(save, anchor=f"indsats-{measure.pk}", said="Indsatsen er gemt.")


def measure_sheet(
    desk: Desk, measure: Measure, data: QueryDict | None
) -> tuple[FormSheet, Callable[[], object]]:
    """The page of a measure, and what saves it."""
    form = EditMeasureForm.of(measure, desk.reading, departments_in_use(), data)
    history = reverse("workspace-measure-history", args=[desk.plan.pk, measure.pk])
    sheet = FormSheet(
        desk,
        form,
        title="Ret indsats",
        model=Measure,
        thing=measure,
        history=history,
        context=_back(desk, measure),
    )
    return sheet, lambda: edit_measure(
        by=desk.user, measure=measure, seen=form.cleaned_data["version"], **form.saved_fields
    )


@require_http_methods(METHODS)
def support(request: HttpRequest, plan_id: UUID, measure_id: UUID) -> HttpResponse:
    """Support up or down, with a reason for the citizen."""
    desk, measure = _found(request, plan_id, measure_id)
    initial = {"version": measure.version, "from_on": max(clock.today(), measure.starts_on)}
    form = SupportForm(request.POST if desk.is_post else None, initial=initial)
    now = measure.extent or "ikke skrevet"
    sheet = FormSheet(
        desk,
        form,
        title="Mere eller mindre støtte",
        intro=f"{measure.title}\nOmfang nu: {now}\n{STANDS}",
        model=Measure,
        context=_back(desk, measure),
    )

    def save() -> None:
        data = dict(form.cleaned_data)
        change_support(by=desk.user, measure=measure, seen=data.pop("version"), **data)

    return sheet.answer(
        save, anchor=f"indsats-{measure.pk}", said="Støtten er ændret. Borgeren kan læse hvorfor."
    )


@require_http_methods(METHODS)
def end(request: HttpRequest, plan_id: UUID, measure_id: UUID) -> HttpResponse:
    """A measure that is over."""
    desk, measure = _found(request, plan_id, measure_id)
    initial = {"version": measure.version, "on": clock.today()}
    form = EndForm(request.POST if desk.is_post else None, initial=initial)
    sheet = FormSheet(
        desk,
        form,
        title="Afslut indsatsen",
        button="Afslut indsatsen",
        intro=measure.title,
        model=Measure,
        context=_back(desk, measure),
    )

    def save() -> None:
        data = dict(form.cleaned_data)
        end_measure(by=desk.user, measure=measure, seen=data.pop("version"), **data)

    return sheet.answer(save, anchor=f"omraade-{measure.section.area_id}", said="Indsatsen er afsluttet.")


@require_safe
def history(request: HttpRequest, plan_id: UUID, measure_id: UUID) -> HttpResponse:
    """What has been changed in a measure, with its follow-ups and changes of support."""
    desk = desk_of(request, plan_id)
    measure = measure_for(desk.user, desk.plan, measure_id)
    below = [
        *follow_ups_of(desk.user, desk.plan).filter(measure=measure).values_list("pk", flat=True),
        *support_changes_of(desk.user, measure).values_list("pk", flat=True),
    ]
    return show_history(desk, title="Indsatsens historik", about=measure.title, things=[measure.pk, *below])


def _found(request: HttpRequest, plan_id: UUID, measure_id: UUID) -> tuple[Desk, Measure]:
    """The measure for who may change it: 404 where it is not seen, 403 where it is not theirs to change."""
    desk = desk_of(request, plan_id)
    measure = measure_for(desk.user, desk.plan, measure_id)
    desk.allow(Action.EDIT_MEASURE, measure)
    return desk, measure


def _back(desk: Desk, measure: Measure) -> dict[str, str]:
    return {"back": reverse("workspace-measure", args=[desk.plan.pk, measure.pk])}
