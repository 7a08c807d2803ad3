"""The addresses of prints: who may, the log, the PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from enplan.accounts.models import User
from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.lookups.noted import noted_together
from plans.lookups.things import plan_for
from plans.models import Plan
from plans.pages.citizen.finding import plan_asked_for
from plans.prints.consent_form import consent_form
from plans.prints.document import pdf_of
from plans.prints.kept import kept_pdf_of
from plans.prints.receipt import receipt
from plans.reading import read_plan
from plans.services.checks import WHY_NOT, NotAllowed
from plans.standing import Action


@require_safe
def plan_pdf(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """A professional's own copy of a plan they work on."""
    user = user_of(request)
    return _answer(user, plan_for(user, plan_id))


@require_safe
def min_plan_pdf(request: HttpRequest) -> HttpResponse:
    """The citizen's copy of their own plan, or the copy of somebody who acts for them; `?plan=` as on the page, and
    `?skrift=stor` for large letters.
    """
    is_large = request.GET.get("skrift") == "stor"
    return _answer(user_of(request), plan_asked_for(request), is_large=is_large)


@require_safe
def consent_form_pdf(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The conversation about consent on paper, for who holds it with the citizen."""
    user = user_of(request)
    plan = plan_for(user, plan_id)
    reading = read_plan(user, plan)
    for action in (Action.SEE_TEAM_WHOLE, Action.NOTE_GROUND):
        if not reading.standing.may(action, plan):
            raise NotAllowed(WHY_NOT[action])
    if not plan.is_active:
        raise NotAllowed("Planen er afsluttet, så der er ikke noget at spørge om.")
    look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.PRINT, what="Samtykkeskema")
    return as_pdf(render_to_string("plans/print/consent_form.html", {"page": consent_form(reading)}), "skema")


@require_safe
def receipt_pdf(request: HttpRequest, plan_id: UUID, noted_id: UUID) -> HttpResponse:
    """What was noted for the citizen of one letter, call or visit, for who coordinates to give them."""
    user = user_of(request)
    plan = plan_for(user, plan_id)
    noted = noted_together(user, plan, noted_id)
    reading = read_plan(user, plan)
    look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.PRINT, what="Kvittering til borgeren")
    return as_pdf(
        render_to_string("plans/print/receipt.html", {"page": receipt(reading, noted)}), "kvittering"
    )


def _answer(user: User, plan: Plan, *, is_large: bool = False) -> HttpResponse:
    reading = read_plan(user, plan)
    look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.PRINT, what="Udskrift af planen")
    content = kept_pdf_of(reading, is_large=is_large)
    return _answered(content, "en-plan-stor-skrift" if is_large else "en-plan")


def as_pdf(html: str, name: str) -> HttpResponse:
    return _answered(pdf_of(html), name)


def _answered(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    # Neither name nor CPR: the file lies in a list of downloads that others may see.
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response
