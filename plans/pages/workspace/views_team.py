"""The team's page and its forms, for who coordinates: members in and out, and a deputy."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from enplan import clock
from enplan.web import forms
from plans.lookups.things import blocked_for, coming_members_for, member_for
from plans.models import TeamMember
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.forms_team import DeputyForm, MemberForm
from plans.pages.workspace.page_team import team_page
from plans.pages.workspace.sheet import FormSheet
from plans.services.team import add_member, appoint_deputy, end_deputy, end_member
from plans.standing import Action


def manager_desk(request: HttpRequest, plan_id: UUID, action: Action = Action.MANAGE_TEAM) -> Desk:
    desk = desk_of(request, plan_id)
    desk.allow(action, desk.plan)
    return desk


def to_team(desk: Desk) -> HttpResponse:
    response = redirect("workspace-team", desk.plan.pk)
    response.status_code = 303
    return response


@require_safe
def team(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    desk.allow(Action.MANAGE_TEAM, desk.plan, writes=False)
    coming = coming_members_for(desk.user, desk.plan)
    page = team_page(desk.reading, blocked_for(desk.user, desk.plan), coming)
    return desk.show("plans/workspace/team.html", {"team": page}, what="Teamet")


def new_member(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = manager_desk(request, plan_id)
    form = MemberForm(request.POST if desk.is_post else None)
    intro = "Personen ser det, egen afdeling har skrevet, og det, borgeren har sagt ja til."
    sheet = FormSheet(desk, form, title="Nyt medlem af teamet", button="Tilføj", intro=intro)

    def save() -> None:
        data = form.cleaned_data
        ends_at = clock.end_of(data["ends_on"]) if data["ends_on"] else None
        add_member(
            by=desk.user,
            plan=desk.plan,
            user=data["user"],
            areas=data["areas"],
            role=data["role"],
            ends_at=ends_at,
        )

    return sheet.answer(save, said="Personen er på teamet nu.", to=lambda: to_team(desk))


def end_membership(request: HttpRequest, plan_id: UUID, member_id: UUID) -> HttpResponse:
    desk = manager_desk(request, plan_id)
    member = member_for(desk.user, desk.plan, member_id)
    form = forms.Form(request.POST if desk.is_post else None)
    if member.capacity == TeamMember.Capacity.DEPUTY:
        return _end_deputy(desk, member, form)
    intro = f"Så kan {member.user.name} ikke længere se planen. Det, der er skrevet, bliver stående."
    sheet = FormSheet(desk, form, title="Afslut medlemskab", button="Afslut medlemskabet", intro=intro)
    return sheet.answer(
        lambda: end_member(by=desk.user, plan=desk.plan, user=member.user),
        said=f"{member.user.name} er ikke længere på teamet.",
        to=lambda: to_team(desk),
    )


def _end_deputy(desk: Desk, member: TeamMember, form: forms.Form) -> HttpResponse:
    has_begun = member.starts_at <= clock.now()
    title = "Afslut stedfortræderen" if has_begun else "Tag stedfortræderen tilbage"
    intro = (
        f"{member.user.name} er så ikke stedfortræder længere. Andet, personen er på teamet, bliver stående."
    )
    sheet = FormSheet(desk, form, title=title, button=title, intro=intro)
    return sheet.answer(
        lambda: end_deputy(by=desk.user, plan=desk.plan, member=member),
        said=f"{member.user.name} er ikke længere stedfortræder.",
        to=lambda: to_team(desk),
    )


def deputy(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = manager_desk(request, plan_id)
    form = DeputyForm(request.POST if desk.is_post else None)
    intro = "En stedfortræder ser og kan det samme som dig i en periode."
    sheet = FormSheet(desk, form, title="Stedfortræder", button="Gem stedfortræder", intro=intro)

    def save() -> None:
        data = form.cleaned_data
        begins = max(clock.start_of(data["starts_on"]), clock.now())
        appoint_deputy(
            by=desk.user,
            plan=desk.plan,
            user=data["user"],
            starts_at=begins,
            ends_at=clock.end_of(data["ends_on"]),
        )

    return sheet.answer(save, said="Stedfortræderen er noteret.", to=lambda: to_team(desk))
