"""Answers with Min plan: the whole page, or for htmx the changed parts of the same template. Logs the look first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse

from citizens.explaining import Glossary
from enplan.accounts.models import User
from enplan.audit.models import Look
from enplan.web import forms
from enplan.web.requests import user_of
from enplan.web.unsaved.here import page_is
from plans.looks import look_at_plan
from plans.lookups.families import is_family_asked
from plans.lookups.journal import newest_notes_with
from plans.lookups.looks import looks_at
from plans.lookups.messages import unopened_with
from plans.models import FamilySide, Message, Plan
from plans.pages.citizen.finding import choose
from plans.pages.citizen.folds import PART_WITH, WRITES, folds_of
from plans.pages.citizen.forms import RatingForm
from plans.pages.citizen.lookups import dismissed_by, words_with
from plans.pages.citizen.presenters.page import MinPlan, min_plan
from plans.pages.citizen.presenters.parts import NEXT, PART_OF, parts_of
from plans.pages.parts import PARAMETER, PagePart, Parts, address_of
from plans.reading import Reading, read_plan
from plans.undoing import last_addition

# A boosted form would else put the address it posts to in the browser's address line.
STAYS_HERE = {"HX-Push-Url": "false"}
NOTES_SHOWN = 2
PART = "plans/citizen/parts/{}.html"


@dataclass(frozen=True)
class Part:
    """A part of the page that htmx swaps: its template, and what the template is given besides the page."""

    name: str
    extra: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""  # that it is saved, for htmx; the whole page says it at its top
    undo: str = ""  # where that is taken back


def answer(
    request: HttpRequest,
    plan: Plan,
    *parts: Part,
    form: tuple[str, forms.Form] | None = None,
    status: int = 200,
    notices: Mapping[str, str] | None = None,
    plans: tuple[Plan, ...] | None = None,
) -> HttpResponse:
    """Show the plan as it is now. `form` is one that was not saved, by its name, shown with the person's own text.
    `notices` are what went wrong where nothing was typed, by the part they stand in. `plans`: those one may turn to,
    where they have been read.
    """
    page_is(page_address(plan))
    user = user_of(request)
    reading = read_plan(user, plan)
    look_at_plan(by=user, standing=reading.standing, kind=Look.Kind.PAGE, what="Min plan")
    page = min_plan(
        reading,
        words=words_with(reading.keys, plan),
        last_look=looks_at(user, plan).exclude(kind=Look.Kind.LIST).first(),
        plans=choose(request).plans if plans is None else plans,
        dismissed=partial(dismissed_by, user, plan),
        notes=newest_notes_with(reading.keys, plan, NOTES_SHOWN),
        is_family_asked=reading.has_any(FamilySide) and is_family_asked(user, plan),
        unopened=unopened_with(reading.keys, user, plan, is_citizen=reading.standing.is_citizen)
        if reading.has_any(Message)
        else [],
    )
    folds = folds_of(page, reading, asked=request.GET.get(WRITES, ""), unsaved=form)
    overall = _overall(page, reading, form)
    page_parts = _read_by(request, parts_of(page), parts)
    context = {
        "page": page,
        "parts": page_parts,
        "overall": overall,
        "folds": folds,
        "begun": _begun(
            page_parts, {"overall": overall, **{name: fold.form for name, fold in folds.items()}}
        ),
        "notices": notices or {},
        "glossary": Glossary(),
    }
    if parts and is_htmx(request):
        html = "".join(
            render_to_string(PART.format(part.name), {**context, **_extra(part, page)}, request)
            for part in parts
        )
        return HttpResponse(html, status=status, headers=STAYS_HERE)
    return render(request, "plans/citizen/min_plan.html", context, status=status)


def unfold(request: HttpRequest, plan: Plan, *, plans: tuple[Plan, ...]) -> HttpResponse:
    """The plan, with the form unfolded that is asked for; to htmx the part that it stands in."""
    part = PART_WITH.get(request.GET.get(WRITES, ""))
    parts = [Part(*part)] if part and is_htmx(request) else []
    return answer(request, plan, *parts, plans=plans)


def saved(
    request: HttpRequest,
    plan: Plan,
    *parts: Part,
    anchor: str = "",
    message: str = "",
    added: Sequence[object] = (),
) -> HttpResponse:
    """After a save: the changed parts for htmx, otherwise back to the page, which then shows `message`, with a button
    that takes back what was `added`.
    """
    undo = undo_of(user_of(request), plan, added)
    if is_htmx(request):
        return answer(request, plan, *(replace(part, note=message, undo=undo) for part in parts))
    if message:
        messages.success(request, message, extra_tags=undo)
    is_from_the_next_thing = request.POST.get(PARAMETER) == NEXT
    key = NEXT if is_from_the_next_thing or not parts else PART_OF[parts[0].name]
    return redirect(part_address(user_of(request), plan, key, anchor))


def page_address(plan: Plan, name: str = "min-plan") -> str:
    """The address of one of the citizen's pages about this plan."""
    return f"{reverse(name)}?plan={plan.pk}"


def part_address(user: User, plan: Plan, key: str, anchor: str = "") -> str:
    """Where a part of Min plan is read; `anchor` is a place in it. A part on its own is read from the top."""
    page = page_address(plan)
    return address_of(page, key) if user.reads_calmly else f"{page}#{anchor or key}"


def undo_of(user: User, plan: Plan, added: Sequence[object]) -> str:
    """Where the last of it is taken back; "" where there is nothing to."""
    change_id = last_addition(user, added[-1]) if added else None
    return reverse("min-plan-undo", args=[plan.pk, change_id]) if change_id else ""


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _read_by(request: HttpRequest, page_parts: Parts, sent: Sequence[Part]) -> Parts:
    """All parts, or the one that is asked for; after a form that was not saved, the one that the form stands in."""
    if not user_of(request).reads_calmly:
        return page_parts
    return page_parts.one_at_a_time(PART_OF[sent[0].name] if sent else request.GET.get(PARAMETER, ""))


def _begun(page_parts: Parts, every_form: Mapping[str, forms.Form | None]) -> list[PagePart]:
    """Other parts than the one that is read, in which something is typed and not saved."""
    if page_parts.at is None or not page_parts.begins_here:
        return []
    keys = {PART_OF[name] for name, form in every_form.items() if form and form.is_begun}
    return [part for part in page_parts.every if part.key in keys and part != page_parts.at]


def _extra(part: Part, page: MinPlan) -> dict[str, Any]:
    extra = {"words": page.words_of(part.extra["kind"])} if part.name == "words" else dict(part.extra)
    return {**extra, "saved_note": part.note, "saved_undo": part.undo}


def _overall(page: MinPlan, reading: Reading, unsaved: tuple[str, forms.Form] | None) -> forms.Form | None:
    """How one is, always at hand: empty, or the one that was not saved. None when the plan has ended."""
    name, form = unsaved or ("", None)
    if name == "overall":
        return form
    return RatingForm(prefix="overall", may_hide=reading.standing.is_citizen) if page.is_open else None
