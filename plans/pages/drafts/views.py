"""`/planer/<uuid>/kladder/`: one's own drafts, showing one, and moving one out of a place that has closed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from enplan.web.saving import SeenForm, attempt
from plans.lookups.drafts import Draft, draft_for, drafts_of
from plans.lookups.talks import talk_of
from plans.lookups.unsaved import unsaved_of
from plans.lookups.withholdings import open_askings
from plans.models import JournalNote
from plans.pages.drafts.lines import draft_card
from plans.pages.drafts.unsaved_lines import unsaved_cards
from plans.pages.workspace.desk import Desk, desk_of
from plans.services.drafts import move_draft, publish_draft
from plans.standing import Action

CHANGED = "Kladden er ændret, siden du åbnede siden. Her står den, som den er nu."


@require_safe
def drafts(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    return _show(desk_of(request, plan_id))


@require_POST
def publish(request: HttpRequest, plan_id: UUID, draft_id: UUID) -> HttpResponse:
    """Shown to the others; a note is filed."""
    desk = desk_of(request, plan_id)
    draft = draft_for(desk.user, desk.plan, draft_id)
    desk.allow(Action.PUBLISH_DRAFT, draft)
    said = "Notatet er journaliseret." if isinstance(draft, JournalNote) else "De andre kan se det nu."
    return _save(desk, lambda seen: publish_draft(by=desk.user, draft=draft, seen=seen), said)


@require_POST
def move(request: HttpRequest, plan_id: UUID, draft_id: UUID) -> HttpResponse:
    """To the own department's part of the same area."""
    desk = desk_of(request, plan_id)
    draft: Draft = draft_for(desk.user, desk.plan, draft_id)
    desk.allow(Action.MOVE_DRAFT, draft)
    said = "Kladden står i din egen afdelings del nu."
    return _save(desk, lambda seen: move_draft(by=desk.user, draft=draft, seen=seen), said)


def _save(desk: Desk, service: Callable[[int], None], said: str) -> HttpResponse:
    form = SeenForm(desk.request.POST)
    done = attempt(form, lambda: service(form.cleaned_data["version"]))
    if not done.is_saved:
        notice = CHANGED if done.conflict else " ".join(map(str, form.non_field_errors())) or CHANGED
        return _show(desk.after_saving(), notice=notice, status=done.status)
    messages.success(desk.request, said)
    response = redirect("drafts", desk.plan.pk)
    response.status_code = 303
    return response


def _show(desk: Desk, *, notice: str = "", status: int = 200) -> HttpResponse:
    found = drafts_of(desk.user, desk.plan)
    asked = open_askings(desk.user, desk.plan, [draft.pk for draft in found])
    cards = [draft_card(draft, desk.reading, asked.get(draft.pk)) for draft in found]
    unsaved = unsaved_cards(unsaved_of(desk.user, desk.plan), {desk.plan.pk}, owners={})
    context = {"cards": cards, "unsaved": unsaved, "notice": notice}
    context["talk"] = talk_of(desk.user, desk.plan.pk)
    return desk.show("plans/drafts/drafts.html", context, what="Egne kladder", status=status)
