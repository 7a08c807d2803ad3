"""Asking that a draft be kept from the citizen, the second person's answer, and showing it before the date."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from enplan.audit.models import Look
from enplan.web import danish, forms
from enplan.web.requests import user_of
from enplan.web.saving import SeenForm, attempt
from plans.looks import look_at_plan_for_approval
from plans.lookups.drafts import draft_for
from plans.lookups.withholdings import (
    approvers_for,
    withheld_thing_for,
    withholding_to_answer,
    withholdings_to_answer,
)
from plans.pages.drafts.lines import said_of, where_of
from plans.pages.staff_choices import StaffField, offer_staff
from plans.pages.workspace.desk import desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.withholding import answer_withholding, ask_to_withhold, end_withholding
from plans.standing import Action

reads_and_saves = require_http_methods(["GET", "HEAD", "POST"])


class AskForm(forms.Form):
    """Until when, on which ground, and who is asked."""

    until = forms.DanishDateField(
        label="Til og med", leans="future", help_text="Dagen efter ser borgeren det af sig selv."
    )
    ground = forms.LongTextField(
        label="Hvilken lov og paragraf, og hvorfor?",
        rows=3,
        help_text="Skriv altid lovens navn. Borgeren kan læse begrundelsen bagefter.",
        is_about_others=True,
        error_messages={"required": "Skriv lov og paragraf, og hvorfor borgeren ikke må se det endnu."},
    )
    asked_of = StaffField(label="Hvem skal godkende det?")


class AnswerForm(SeenForm):
    """Yes or no, of what one has read."""

    answer = django_forms.ChoiceField(
        label="Må det holdes tilbage?",
        choices=[
            ("ja", "Ja, borgeren ser det først efter den dag"),
            ("nej", "Nej, det skal ikke holdes tilbage"),
        ],
        widget=django_forms.RadioSelect,
    )


@reads_and_saves
def ask(request: HttpRequest, plan_id: UUID, draft_id: UUID) -> HttpResponse:
    desk = desk_of(request, plan_id)
    draft = draft_for(desk.user, desk.plan, draft_id)
    desk.allow(Action.WITHHOLD, draft)
    form = AskForm(request.POST if desk.is_post else None)
    offer_staff(form, "asked_of", approvers_for(desk.user, desk.plan))
    kind, title, _text = said_of(draft)
    intro = (
        f"{kind}: {title}\n\nEn anden i din afdeling skal godkende det. Indtil da er det din kladde, og ingen ser det. "
        "Når det er godkendt, ser teamet det, og borgeren ser det dagen efter den dag, du skriver. "
        "Dagen kan ikke rykkes bagefter, så vælg den med omtanke."
    )
    sheet = FormSheet(
        desk,
        form,
        title="Hold tilbage fra borgeren",
        button="Bed om godkendelse",
        intro=intro,
        what="Egne kladder",
    )

    def to_drafts() -> HttpResponse:
        response = redirect("drafts", desk.plan.pk)
        response.status_code = 303
        return response

    return sheet.answer(
        lambda: ask_to_withhold(by=desk.user, draft=draft, **form.cleaned_data),
        said="Der er bedt om godkendelse.",
        to=to_drafts,
    )


@reads_and_saves
def end(request: HttpRequest, plan_id: UUID, thing_id: UUID) -> HttpResponse:
    """Shown to the citizen before the date."""
    desk = desk_of(request, plan_id)
    thing = withheld_thing_for(desk.user, desk.plan, thing_id)
    desk.allow(Action.END_WITHHOLDING, thing)
    form = SeenForm(request.POST if desk.is_post else None, initial={"version": thing.version})
    kind, title, _text = said_of(thing)
    sheet = FormSheet(
        desk,
        form,
        title="Vis det for borgeren nu",
        button="Vis det nu",
        intro=f"{kind}: {title}",
        model=type(thing),
        what="Planen",
    )
    return sheet.answer(
        lambda: end_withholding(by=desk.user, thing=thing, seen=form.cleaned_data["version"]),
        said="Borgeren kan se det nu.",
    )


@require_safe
def approvals(request: HttpRequest) -> HttpResponse:
    """What one has been asked to approve. Without names: they stand on the page one opens."""
    rows = [
        {"pk": row.pk, "by": row.asked_by.name, "when": danish.moment(row.asked_at)}
        for row in withholdings_to_answer(user_of(request))
    ]
    return render(request, "plans/withholding/approvals.html", {"rows": rows})


@reads_and_saves
def approve(request: HttpRequest, withholding_id: UUID) -> HttpResponse:
    """The draft, the ground and the date, for who was asked; nothing else of the plan."""
    user = user_of(request)
    asking, draft = withholding_to_answer(user, withholding_id)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"version": draft.version})
    status = 200
    if form.is_bound:
        done = attempt(
            form,
            lambda: answer_withholding(
                by=user,
                asking=asking,
                seen=form.cleaned_data["version"],
                is_approved=form.cleaned_data["answer"] == "ja",
            ),
        )
        if done.is_saved:
            messages.success(request, "Dit svar er gemt.")
            response = redirect("approvals")
            response.status_code = 303
            return response
        status = done.status
    look_at_plan_for_approval(by=user, plan=asking.plan, kind=Look.Kind.PAGE, withheld_until=asking.until)
    kind, title, text = said_of(draft)
    context: dict[str, Any] = {
        "form": form,
        "is_conflict": status == 409,
        "kind": kind,
        "title": title,
        "text": text,
        "where": where_of(draft),
        "citizen": asking.plan.citizen.name,
        "ground": asking.ground,
        "until": asking.until,
        "by": asking.asked_by.name,
    }
    return render(request, "plans/withholding/approve.html", context, status=status)
