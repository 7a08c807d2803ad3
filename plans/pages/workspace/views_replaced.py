"""Which other plans this one stands in place of, what it must then hold, and which must be made again."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from enplan.web import forms
from enplan.web.saving import SeenForm, attempt
from plans.lookups.replaced import kinds_to_replace, replaced_by, replaced_for
from plans.models import OtherPlanKind, ReplacedPlan
from plans.pages.choices import offer
from plans.pages.workspace.desk import Desk, desk_of
from plans.services.replacing import end_replacing, note_made_again, replace_plan, tick_held
from plans.standing import Action


class ReplaceForm(forms.Form):
    kind = django_forms.ChoiceField(
        label="Hvilken plan træder den her i stedet for?", widget=django_forms.RadioSelect
    )
    agreed_on = forms.DanishDateField(label="Hvilken dag sagde borgeren ja til det?", leans="past")

    def __init__(self, *args: Any, kinds: list[OtherPlanKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = {kind.pk: kind for kind in kinds}
        offer(self, "kind", [(kind.pk, f"{kind.name} ({kind.law})") for kind in kinds])


class HeldForm(SeenForm):
    held = django_forms.MultipleChoiceField(
        label="Det skal planen så rumme",
        required=False,
        widget=django_forms.CheckboxSelectMultiple,
        help_text="Sæt kryds ved det, der står i planen.",
    )

    def __init__(self, *args: Any, replaced: ReplacedPlan, **kwargs: Any) -> None:
        initial = {"held": replaced.held, "version": replaced.version}
        super().__init__(*args, prefix=f"r{replaced.pk.hex[:8]}", initial=initial, **kwargs)
        offer(self, "held", [(line, line) for line in replaced.must_hold])


@require_http_methods(["GET", "HEAD", "POST"])
def replaced(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The list, and a new one."""
    desk = _desk(request, plan_id, writes=False)
    taken = {row.kind_id for row in replaced_by(desk.user, desk.plan) if row.ended_at is None}
    kinds = [kind for kind in kinds_to_replace() if kind.pk not in taken]
    form = ReplaceForm(request.POST if desk.is_post else None, kinds=kinds)
    if not desk.is_post:
        return _show(desk, form)

    def save() -> None:
        data = form.cleaned_data
        replace_plan(by=desk.user, plan=desk.plan, kind=form.kinds[data["kind"]], agreed_on=data["agreed_on"])

    tried = attempt(form, save)
    return _back(desk) if tried.is_saved else _show(desk, form, status=tried.status)


@require_POST
def held(request: HttpRequest, plan_id: UUID, replaced_id: UUID) -> HttpResponse:
    """What of it stands in the plan now."""
    desk = _desk(request, plan_id)
    row = replaced_for(desk.user, desk.plan, replaced_id)
    form = HeldForm(request.POST, replaced=row)
    data = form.cleaned_data if form.is_valid() else {}
    tried = attempt(
        form, lambda: tick_held(by=desk.user, replaced=row, seen=data["version"], held=data["held"])
    )
    if tried.conflict:
        messages.warning(request, "En kollega har lige sat kryds her. Se, om det passer, og gem igen.")
    return (
        _back(desk) if tried.is_saved or tried.conflict else _show(desk, None, held=form, status=tried.status)
    )


@require_POST
def end(request: HttpRequest, plan_id: UUID, replaced_id: UUID) -> HttpResponse:
    """The citizen wants the other plan back."""
    desk = _desk(request, plan_id)
    row = replaced_for(desk.user, desk.plan, replaced_id)
    return _do(desk, lambda: end_replacing(by=desk.user, replaced=row), f"{row.kind_name} skal laves igen.")


@require_POST
def made_again(request: HttpRequest, plan_id: UUID, replaced_id: UUID) -> HttpResponse:
    """Also of a plan that has ended."""
    desk = _desk(request, plan_id, writes=False)
    row = replaced_for(desk.user, desk.plan, replaced_id)
    return _do(desk, lambda: note_made_again(by=desk.user, replaced=row), f"{row.kind_name} er lavet igen.")


def _do(desk: Desk, service: Any, said: str) -> HttpResponse:
    try:
        service()
    except ValidationError as error:
        messages.warning(desk.request, " ".join(error.messages))
    else:
        messages.success(desk.request, said)
    return _back(desk)


def _desk(request: HttpRequest, plan_id: UUID, *, writes: bool = True) -> Desk:
    desk = desk_of(request, plan_id)
    desk.allow(Action.REPLACE_PLAN, desk.plan, writes=writes)
    return desk


def _show(
    desk: Desk, form: ReplaceForm | None, *, held: HeldForm | None = None, status: int = 200
) -> HttpResponse:
    rows = replaced_by(desk.user, desk.plan)
    lines = [(row, held if held and held.prefix == _prefix(row) else HeldForm(replaced=row)) for row in rows]
    context = {
        "form": form,
        "running": [(row, one) for row, one in lines if row.ended_at is None],
        "to_make_again": [row for row in rows if row.ended_at and not row.made_again_at],
        "made_again": [row for row in rows if row.made_again_at],
    }
    return desk.show("plans/workspace/replaced.html", context, what="Andre planer", status=status)


def _prefix(row: ReplacedPlan) -> str:
    return f"r{row.pk.hex[:8]}"


def _back(desk: Desk) -> HttpResponse:
    response = redirect("workspace-replaced", desk.plan.pk)
    response.status_code = 303
    return response
