"""`/tilsyn/`: what a leader looks at afterwards, and supervision of the own department's part for days (rule 8)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from citizens.models import GroundReview
from enplan.accounts.models import User
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.grounds import longest_supervision
from plans.looks import look_at_reviews, look_at_supervised, look_by_search
from plans.lookups.leader import review_for, supervisable_plan_for, supervision_on
from plans.pages.leader.finding import find_supervisable
from plans.pages.leader.forms import FindForm, ReviewForm, SupervisionForm
from plans.pages.leader.page import leader_page, share_line
from plans.services.sharing import review_share
from plans.services.supervision import end_supervision, start_supervision


@sensitive_post_parameters("q")
@require_http_methods(["GET", "HEAD", "POST"])
def supervision(request: HttpRequest) -> HttpResponse:
    """Shares to look at, supervisions going on, and finding a plan that the own department has a part in."""
    user = _leader(request)
    is_post = request.method == "POST"
    form = FindForm(request.POST if is_post else None)
    context: dict[str, Any] = {"form": form, "is_search": False}
    status = 200
    if is_post and form.is_valid():
        found = find_supervisable(user, form.cleaned_data["q"])
        look_by_search(
            by=user,
            citizens=[(one.citizen, one.plan) for one in found or ()],
            reason=f"Ledelsestilsyn: {form.cleaned_data['reason']}",
        )
        context |= {"is_search": True, "found": found, "reason": form.cleaned_data["reason"]}
    elif is_post:
        status = 422
    page = leader_page(user)
    look_at_supervised(by=user, plans=page.plans)
    look_at_reviews(by=user, reviews=[share.review for share in page.shares])
    return render(request, "plans/leader/supervision.html", context | {"page": page}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Why, and for how many days. What is posted from the search brings its reason along, and no days yet."""
    user = user_of(request)
    plan = supervisable_plan_for(user, plan_id)
    longest = longest_supervision()
    is_sent = request.method == "POST" and "days" in request.POST
    initial = {"reason": request.POST.get("reason", "")}
    form = SupervisionForm(request.POST if is_sent else None, longest=longest, initial=initial)
    status = 200
    if is_sent:
        tried = attempt(form, lambda: start_supervision(by=user, plan=plan, **form.cleaned_data))
        if tried.is_saved:
            messages.success(request, "Du kan nu se det, din egen afdeling har skrevet i planen.")
            return redirect("workspace", plan.pk)
        status = tried.status
    look_at_supervised(by=user, plans=[plan])
    return render(request, "plans/leader/start.html", {"form": form, "plan": plan}, status=status)


@require_POST
def end(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Done before the days are over."""
    user = user_of(request)
    end_supervision(by=user, ground=supervision_on(user, plan_id))
    messages.success(request, "Tilsynet er slut, og planen er lukket for dig igen.")
    return redirect("supervision")


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, ground_id: UUID) -> HttpResponse:
    """One share without consent, and what the leader found."""
    user = user_of(request)
    waiting = review_for(user, ground_id)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        tried = attempt(form, lambda: _save(user, waiting, form.cleaned_data))
        if tried.is_saved:
            messages.success(request, "Gennemgangen er gemt.")
            return redirect("supervision")
        status = tried.status
    elif waiting.reviewed_at is not None:
        raise Http404
    look_at_reviews(by=user, reviews=[waiting])
    context = {"form": form, "share": share_line(waiting)}
    return render(request, "plans/leader/review.html", context, status=status)


def _save(user: User, waiting: GroundReview, data: dict[str, Any]) -> None:
    review_share(by=user, review=waiting, was_right=data["found"] == ReviewForm.RIGHT, note=data["note"])


def _leader(request: HttpRequest) -> User:
    user = user_of(request)
    if user.is_superuser or user.role is None or not user.role.can_supervise:
        raise PermissionDenied("Denne side er for ledere, der fører tilsyn med egen afdeling.")
    return user
