"""The citizen's yes to the one plan, its pauses, its end with an outcome, and taking it up again."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from enplan.web import forms
from enplan.web.saving import attempt
from plans.models import TeamMember
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.forms_ending import AgreementForm, EndForm, PauseForm, ReopenForm
from plans.pages.workspace.sheet import FormSheet
from plans.services.pausing import pause_plan, resume_plan
from plans.services.plans import agree_to_plan, end_plan
from plans.services.reopening import reopen_plan
from plans.services.team import may_be_on_a_team
from plans.standing import Action

reads_and_saves = require_http_methods(["GET", "HEAD", "POST"])


def agreement(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_GROUND, desk.plan)
    form = AgreementForm(request.POST if desk.is_post else None)
    intro = "Et ja til at have én plan. Hvem der må se hvad, er et samtykke for sig."
    sheet = FormSheet(desk, form, title="Notér borgerens ja til én plan", button="Gem", intro=intro)
    return sheet.answer(
        lambda: agree_to_plan(by=desk.user, plan=desk.plan, on=form.cleaned_data["agreed_on"]),
        said="Borgerens ja er noteret.",
    )


@reads_and_saves
def pause(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    desk.allow(Action.PAUSE_PLAN, desk.plan)
    plan = desk.plan
    initial = {"reason": plan.pause_reason, "look_again_on": plan.look_again_on}
    form = PauseForm(request.POST if desk.is_post else None, initial=initial)
    intro = (
        "Alle ser det samme som før, og der kan stadig skrives i planen. Samtykker udløber, som de plejer."
    )
    sheet = FormSheet(
        desk,
        form,
        title="Planens pause" if plan.is_paused else "Sæt planen på pause",
        button="Gem" if plan.is_paused else "Sæt på pause",
        intro=intro,
        template="plans/workspace/pause.html",
    )
    return sheet.answer(
        lambda: pause_plan(by=desk.user, plan=desk.plan, **form.cleaned_data), said="Planen holder pause."
    )


@require_POST
def resume(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    desk.allow(Action.PAUSE_PLAN, desk.plan)
    attempt(forms.Form(request.POST), lambda: resume_plan(by=desk.user, plan=desk.plan))
    return desk.back()  # somebody else may just have ended the pause: the plan shows it


def end(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    desk.allow(Action.END_PLAN, desk.plan)
    form = EndForm(request.POST if desk.is_post else None)
    intro = (
        "Når planen er afsluttet, kan ingen gemme mere i den, og teamet ser kun det, egen afdeling har skrevet. "
        "Borgeren kan altid komme tilbage: du kan tage planen op igen."
    )
    sheet = FormSheet(desk, form, title="Afslut planen", button="Afslut planen", intro=intro)
    return sheet.answer(
        lambda: end_plan(by=desk.user, plan=desk.plan, outcome=form.cleaned_data["outcome"]),
        said="Planen er afsluttet.",
    )


@reads_and_saves
def reopen(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    desk.allow(Action.REOPEN_PLAN, desk.plan, writes=False)
    if desk.plan.is_active and not desk.is_post:
        return desk.back()
    form = ReopenForm(request.POST if desk.is_post else None, user=desk.user, team=_old_team(desk))
    intro = (
        "Planen går videre, hvor den slap. Samtykkerne fra før gælder ikke mere: I spørger borgeren igen, "
        "og indtil da ser hver afdeling kun det, den selv har skrevet."
    )
    sheet = FormSheet(desk, form, title="Tag planen op igen", button="Tag planen op igen", intro=intro)

    def save() -> None:
        data = form.cleaned_data
        reopen_plan(
            by=desk.user,
            plan=desk.plan,
            coordinator=data["coordinator"],
            keep=[UUID(key) for key in data.get("keep", ())],
            agreed_on=data["agreed_on"],
        )

    return sheet.answer(save, said="Planen er taget op igen.", to=lambda: _after_reopening(desk, form))


def _old_team(desk: Desk) -> list[tuple[str, str]]:
    members = (m for m in desk.reading.team if m.capacity == TeamMember.Capacity.MEMBER)
    people = {str(m.user_id): m.user for m in members if may_be_on_a_team(m.user)}
    return [(key, f"{user.name}, {user.department}") for key, user in people.items()]


def _after_reopening(desk: Desk, form: ReopenForm) -> HttpResponse:
    """To what must be looked after; to the plan for who has let somebody else hold it together."""
    is_own = form.cleaned_data["coordinator"] == desk.user
    response = redirect("workspace-takeover" if is_own else "workspace", desk.plan.pk)
    response.status_code = 303
    return response
