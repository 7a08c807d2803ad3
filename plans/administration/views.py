"""`/administration/skabeloner/`: templates for goals, plans and the checklists of transitions. No plan's content."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.conflicts import both_sides
from enplan.accounts.models import User
from enplan.web.saving import attempt
from plans.administration import scoped
from plans.administration.forms import (
    GoalTemplateForm,
    LineForm,
    NewGoalTemplateForm,
    NewLineForm,
    NewPlanTemplateForm,
    NewTransitionKindForm,
    PlanTemplateForm,
    TransitionKindForm,
    stored,
)
from plans.administration.page import lines_of, template_change_lines, template_sections
from plans.models import GoalTemplate, PlanTemplate, TransitionKind
from plans.services.templates import add_line, add_template, edit_line, edit_template

METHODS = ["GET", "HEAD", "POST"]
NEWEST = 50
COPIES = "Det, der allerede er lavet ud fra skabelonen, bliver ved med at være, som det er."


@dataclass(frozen=True)
class Page:
    """One page with one form: what stands around it, and where it leads."""

    request: HttpRequest
    form: django_forms.Form
    title: str
    back: str
    context: dict[str, Any] = field(default_factory=dict)

    def answer(self, save: Callable[[dict[str, Any]], object], said: str) -> HttpResponse:
        """`save` is given the form's fields, with `seen` where it has a version."""
        if self.request.method != "POST":
            return self._show({})

        def service() -> None:
            fields = dict(self.form.cleaned_data)
            if "version" in fields:
                fields["seen"] = fields.pop("version")
            save(fields)

        tried = attempt(self.form, service)
        if tried.is_saved:
            messages.success(self.request, said)
            response = HttpResponseRedirect(self.back)
            response.status_code = 303
            return response
        conflict = both_sides(tried.conflict) if tried.conflict else None
        return self._show({"conflict": conflict}, status=tried.status)

    def _show(self, more: dict[str, Any], status: int = 200) -> HttpResponse:
        here = {"form": self.form, "title": self.title, "back_to": self.back}
        context = here | self.context | more
        return render(self.request, "plans/administration/edit.html", context, status=status)


@administrators_only
@require_safe
def template_list(request: HttpRequest, by: User) -> HttpResponse:
    """Every template, by what it is for."""
    sections = template_sections(
        goals=scoped.goal_templates(by),
        plans=scoped.plan_templates(by),
        kinds=scoped.transition_kinds(by),
        other_plans=scoped.other_plan_kinds(by),
        meetings=scoped.meeting_kinds(by),
    )
    return render(request, "plans/administration/templates.html", {"sections": sections})


@administrators_only
@require_http_methods(METHODS)
def goal_add(request: HttpRequest, by: User) -> HttpResponse:
    page = Page(request, NewGoalTemplateForm(sent(request), by=by), "Ny skabelon for et mål", _all())
    return page.answer(
        lambda fields: add_template(by=by, model=GoalTemplate, **fields), "Skabelonen er gemt."
    )


@administrators_only
@require_http_methods(METHODS)
def goal_edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    template = get_object_or_404(scoped.goal_templates(by), pk=key)
    form = GoalTemplateForm(sent(request), by=by, initial=stored(GoalTemplateForm, template))
    return _edit(request, by, template, form)


@administrators_only
@require_http_methods(METHODS)
def plan_add(request: HttpRequest, by: User) -> HttpResponse:
    page = Page(request, NewPlanTemplateForm(sent(request), by=by), "Ny skabelon for en plan", _all())
    return page.answer(
        lambda fields: add_template(by=by, model=PlanTemplate, **fields), "Skabelonen er gemt."
    )


@administrators_only
@require_http_methods(METHODS)
def plan_edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    template = get_object_or_404(scoped.plan_templates(by), pk=key)
    form = PlanTemplateForm(sent(request), by=by, initial=stored(PlanTemplateForm, template))
    return _edit(request, by, template, form)


@administrators_only
@require_http_methods(METHODS)
def kind_add(request: HttpRequest, by: User) -> HttpResponse:
    """A kind of transition; then on to it, to write its lines."""
    page = Page(request, NewTransitionKindForm(sent(request)), "Ny slags overgang", _all())
    made: list[TransitionKind] = []
    answer = page.answer(
        lambda fields: made.append(add_template(by=by, model=TransitionKind, **fields)),
        "Overgangen er gemt. Skriv nu linjerne på dens tjekliste.",
    )
    return redirect("transition-kind-edit", made[0].pk) if made else answer


@administrators_only
@require_http_methods(METHODS)
def kind_edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    kind = get_object_or_404(scoped.transition_kinds(by), pk=key)
    form = TransitionKindForm(sent(request), initial=stored(TransitionKindForm, kind))
    return _edit(request, by, kind, form, {"kind": kind, "lines": lines_of(kind)})


@administrators_only
@require_http_methods(METHODS)
def line_add(request: HttpRequest, by: User, key: str) -> HttpResponse:
    kind = get_object_or_404(scoped.transition_kinds(by), pk=key)
    page = Page(request, NewLineForm(sent(request), by=by), f"Ny linje: {kind.name}", _of(kind))
    return page.answer(lambda fields: add_line(by=by, kind=kind, **fields), "Linjen er på tjeklisten.")


@administrators_only
@require_http_methods(METHODS)
def line_edit(request: HttpRequest, by: User, key: str, line_id: UUID) -> HttpResponse:
    kind = get_object_or_404(scoped.transition_kinds(by), pk=key)
    line = get_object_or_404(scoped.checklist_lines(by, kind), pk=line_id)
    form = LineForm(sent(request), by=by, initial=stored(LineForm, line))
    page = Page(request, form, f"Ret linjen: {kind.name}", _of(kind), {"about": COPIES})
    return page.answer(lambda fields: edit_line(by=by, line=line, **fields), "Linjen er gemt.")


def _edit(
    request: HttpRequest,
    by: User,
    template: GoalTemplate | PlanTemplate | TransitionKind,
    form: django_forms.Form,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    changes = scoped.template_changes(by, template)[:NEWEST]
    around = {"about": COPIES, "changes": template_change_lines(changes, type(template)), "has_history": True}
    page = Page(request, form, str(template), _all(), around | (context or {}))
    return page.answer(
        lambda fields: edit_template(by=by, template=template, **fields), "Skabelonen er gemt."
    )


def sent(request: HttpRequest) -> Any:
    """For the form; None when the page is only read."""
    return request.POST if request.method == "POST" else None


def _all() -> str:
    return reverse("templates")


def _of(kind: TransitionKind) -> str:
    return reverse("transition-kind-edit", args=[kind.pk])
