"""`/planer/haefte/`: many of one's own plans in one print, made by workers while one waits or does something else."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from enplan.accounts.models import User
from enplan.audit.models import Look
from enplan.web.requests import see_other, user_of
from enplan.web.saving import attempt
from plans.looks import look_at_list, look_at_plans
from plans.lookups.booklets import booklet_for, newest_booklet_of, progress_of, readings_still_open
from plans.lookups.plans import own_plans
from plans.models import Booklet
from plans.pages.booklets.forms import BookletForm
from plans.services.booklet_making import nudge_booklet
from plans.services.booklets import order_booklet, stop_booklet

CLOSED = "Noget i hæftet er lukket for dig, siden det blev lavet. Derfor kan det ikke åbnes. Lav et nyt."


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose whose plans. Nothing is chosen beforehand."""
    user = _worker(request)
    plans = [own.plan for own in own_plans(user).values()]
    form = BookletForm(
        request.POST if request.method == "POST" else None,
        plans=[(str(plan.pk), plan.citizen.name) for plan in plans],
    )
    status = 200
    if request.method == "POST":
        made: list[Booklet] = []
        tried = attempt(
            form,
            lambda: made.append(
                order_booklet(by=user, plans=[UUID(pk) for pk in form.cleaned_data["plans"]])
            ),
        )
        if tried.is_saved:
            nudge_booklet(made[0])
            return see_other("booklet", made[0].pk)
        status = tried.status
    look_at_list(by=user, plans=plans, what="Hæfte til teammøde")
    context = {"form": form, "has_plans": bool(plans), "newest": newest_booklet_of(user)}
    return render(request, "plans/booklets/new.html", context, status=status)


@require_safe
def booklet(request: HttpRequest, booklet_id: UUID) -> HttpResponse:
    """How far it is. Numbers alone, so no look is written."""
    return _show(request, booklet_for(user_of(request), booklet_id))


@require_POST
def stop(request: HttpRequest, booklet_id: UUID) -> HttpResponse:
    user = user_of(request)
    found = booklet_for(user, booklet_id)
    stop_booklet(by=user, booklet=found)
    return see_other("booklet", found.pk)


@require_safe
def pdf(request: HttpRequest, booklet_id: UUID) -> HttpResponse:
    """The booklet, where all that stands in it is still open to its reader; a look at each plan is written."""
    user = user_of(request)
    found = booklet_for(user, booklet_id)
    if not found.is_ready:
        raise Http404
    readings = readings_still_open(found)
    if readings is None:
        return _show(request, found, notice=CLOSED, status=403)
    look_at_plans(
        by=user,
        standings=[reading.standing for reading in readings],
        kind=Look.Kind.PRINT,
        what="Hæfte til teammøde",
    )
    response = HttpResponse(bytes(found.content or b""), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="haefte.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


def _show(request: HttpRequest, found: Booklet, *, notice: str = "", status: int = 200) -> HttpResponse:
    context = {"booklet": found, "progress": progress_of(found), "notice": notice}
    return render(request, "plans/booklets/booklet.html", context, status=status)


def _worker(request: HttpRequest) -> User:
    user = user_of(request)
    if user.role is None or not user.role.can_join_team:
        raise PermissionDenied("Denne side er for dem, der arbejder med planer.")
    return user
