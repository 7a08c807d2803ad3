"""`/min-plan/<uuid>/filer/`: what lies in my plan, adding a photo or a document of my own, and taking it out again."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.audit.models import Look
from enplan.audit.versions import Conflict
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_at_plan
from plans.lookups.files import file_for
from plans.models import Plan
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.forms import PrivateForm
from plans.pages.citizen.lookups import areas_for
from plans.pages.citizen.posting import saves
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.files.forms import OwnFileForm
from plans.pages.files.lines import file_lines
from plans.permissions import standing_of
from plans.reading import Reading, read_plan
from plans.services.attachments import add_attachment, remove_attachment
from plans.services.checks import WHY_NOT, NotAllowed
from plans.services.private_marks import keep_private
from plans.standing import Action


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """All the files one may see, and the form for one's own."""
    plan, user = own_plan_for(request, plan_id), user_of(request)
    if request.method != "POST":
        return _show(request, read_plan(user, plan))
    reading = read_plan(user, plan)
    form = _form(reading, request.POST, request.FILES)
    done = attempt(
        form,
        lambda: add_attachment(
            by=user,
            plan=plan,
            area_id=form.cleaned_data["area"],
            file=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
            is_private=form.cleaned_data.get("is_private", False),
        ),
    )
    if not done.is_saved:
        return _show(request, reading, form, status=done.status)
    messages.success(request, _("Det er lagt ind i planen."))
    return _back(plan)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, plan_id: UUID, file_id: UUID) -> HttpResponse:
    """Asks once, then takes it out of view for everybody."""
    plan, user = own_plan_for(request, plan_id), user_of(request)
    attachment = file_for(user, plan, file_id)
    standing = standing_of(user, plan)
    if not standing.may(Action.REMOVE_ATTACHMENT, attachment):
        raise NotAllowed(WHY_NOT[Action.REMOVE_ATTACHMENT])
    if request.method == "POST":
        remove_attachment(by=user, attachment=attachment)
        messages.success(request, _("Det er taget ud af planen."))
        return _back(plan)
    look_at_plan(by=user, standing=standing, kind=Look.Kind.PAGE, what="Billeder og dokumenter")
    context = {"plan": plan, "file": attachment, "wording": Wording.to(plan, standing)}
    return render(request, "plans/files/citizen_remove.html", context)


@saves
def keep(request: HttpRequest, plan: Plan, file_id: UUID) -> HttpResponse:
    """“Del ikke dette”, and sharing it again. Posts `private` and `version`."""
    user = user_of(request)
    attachment = file_for(user, plan, file_id)
    form = PrivateForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    private, seen = form.cleaned_data["private"], form.cleaned_data["version"]
    try:
        keep_private(by=user, thing=attachment, seen=seen, is_private=private)
    except Conflict:
        messages.warning(request, _("Det er ændret, siden du åbnede siden. Her er det, som det er nu."))
    else:
        messages.success(request, _("Kun du kan se det nu.") if private else _("Det deles igen."))
    return _back(plan)


def _form(reading: Reading, *posted: object) -> OwnFileForm:
    standing = reading.standing
    areas = [(area.pk, area.said_name) for area in areas_for(standing)]
    return OwnFileForm(*posted, areas=areas, may_hide=standing.is_citizen)


def _show(
    request: HttpRequest, reading: Reading, form: OwnFileForm | None = None, *, status: int = 200
) -> HttpResponse:
    look_at_plan(
        by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what="Billeder og dokumenter"
    )
    if form is None and reading.plan.is_active:
        form = _form(reading)
    context = {
        "plan": reading.plan,
        "wording": Wording.of(reading),
        "files": file_lines(reading.attachments, reading),
        "form": form,
    }
    return render(request, "plans/files/citizen.html", context, status=status)


def _back(plan: Plan) -> HttpResponse:
    response = redirect(reverse("min-plan-files", args=[plan.pk]))
    response.status_code = 303
    return response
