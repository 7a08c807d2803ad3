"""`/`: sends each person to their own start."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from enplan.web.requests import user_of
from plans.grants import On
from plans.lookups.referrals import referrals_on_citizens_side
from plans.permissions import plans_as


def start(request: HttpRequest) -> HttpResponse:
    """Citizens and representatives to Min plan, network to Min del, employees to their work."""
    user = user_of(request)
    if user.is_employee and user.role is not None and not user.is_superuser:
        if user.role.can_join_team:
            return redirect("caseload")
        if user.role.can_audit:
            return redirect("audit")
        if user.role.can_answer_about_looks:
            return redirect("look-questions")
        if user.role.can_administer:
            return redirect("administration")
    elif hasattr(user, "citizen") or plans_as(user, On.OWN, On.REPRESENT).exists():
        return redirect("min-plan")
    elif plans_as(user, On.FOLLOW).exists():
        return redirect("min-del")
    elif referrals_on_citizens_side(user).exists():  # acts for somebody who has no plan yet
        return redirect("my-referrals")
    return render(request, "plans/nothing_here.html")
