"""`/administration/grundlag/`: the kinds of ground and the purposes, each with what has been changed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizens.administration.forms import ConfirmForm, KindForm, NewPurposeForm, PurposeForm
from citizens.administration.page import change_lines, kind_line
from citizens.administration.scoped import changes_of, kinds, purposes
from citizens.kinds import add_purpose, confirm_kind, edit_kind, edit_purpose
from citizens.models import ConsentPurpose, GroundKind
from enplan.accounts.administrators import administrators_only
from enplan.accounts.conflicts import both_sides
from enplan.accounts.models import User
from enplan.web.saving import attempt

METHODS = ["GET", "HEAD", "POST"]
NEWEST = 50


@administrators_only
@require_safe
def kind_list(request: HttpRequest, by: User) -> HttpResponse:
    """All kinds of ground, and the purposes of a consent."""
    context = {"lines": [kind_line(kind) for kind in kinds(by)], "purposes": purposes(by)}
    return _page(request, "kinds", context)


@administrators_only
@require_http_methods(METHODS)
def kind_edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    """A kind's terms, for what is noted from now on; and what has been changed."""
    kind = get_object_or_404(kinds(by), pk=key)
    data = request.POST if request.method == "POST" else None
    form = KindForm(data, by=by, kind=kind, initial=KindForm.stored(kind))
    changes = change_lines(changes_of(by, kind)[:NEWEST], GroundKind)
    context: dict[str, Any] = {"form": form, "line": kind_line(kind), "kind": kind, "changes": changes}
    if data is None:
        return _page(request, "kind_edit", context)

    def save() -> None:
        fields = dict(form.cleaned_data)
        edit_kind(by=by, kind=kind, seen=fields.pop("version"), **fields)

    tried = attempt(form, save)
    if tried.is_saved:
        messages.success(request, _("Ændringerne er gemt. De gælder for det, der noteres fra nu af."))
        return redirect("ground-kinds")
    if tried.conflict:
        context["conflict"] = both_sides(tried.conflict)
    return _page(request, "kind_edit", context, tried.status)


@administrators_only
@require_http_methods(METHODS)
def kind_confirm(request: HttpRequest, by: User, key: str) -> HttpResponse:
    """A jurist's yes to the terms as they stand."""
    kind = get_object_or_404(kinds(by), pk=key)
    data = request.POST if request.method == "POST" else None
    form = ConfirmForm(data, initial=ConfirmForm.stored(kind))
    context: dict[str, Any] = {"form": form, "line": kind_line(kind), "kind": kind}
    if data is None:
        return _page(request, "kind_confirm", context)

    def save() -> None:
        given = form.cleaned_data
        confirm_kind(by=by, kind=kind, seen=given["version"], jurist=given["jurist"], on=given["on"])

    tried = attempt(form, save)
    if tried.is_saved:
        messages.success(request, _("Juristens ja er noteret."))
        return redirect("ground-kinds")
    if tried.conflict:
        context["conflict"] = both_sides(tried.conflict)
    return _page(request, "kind_confirm", context, tried.status)


@administrators_only
@require_http_methods(METHODS)
def purpose_add(request: HttpRequest, by: User) -> HttpResponse:
    """One more purpose."""
    form = NewPurposeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, "purpose", {"form": form})
    tried = attempt(form, lambda: add_purpose(by=by, **form.cleaned_data))
    if tried.is_saved:
        messages.success(request, _("Formålet er gemt."))
        return redirect("ground-kinds")
    return _page(request, "purpose", {"form": form}, tried.status)


@administrators_only
@require_http_methods(METHODS)
def purpose_edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    """A purpose's words, and whether it is offered."""
    purpose = get_object_or_404(purposes(by), pk=key)
    data = request.POST if request.method == "POST" else None
    stored = {name: getattr(purpose, name) for name in ("text", "is_active", "version")}
    form = PurposeForm(data, initial=stored)
    changes = change_lines(changes_of(by, purpose)[:NEWEST], ConsentPurpose)
    context: dict[str, Any] = {"form": form, "purpose": purpose, "changes": changes}
    if data is None:
        return _page(request, "purpose", context)

    def save() -> None:
        fields = dict(form.cleaned_data)
        edit_purpose(by=by, purpose=purpose, seen=fields.pop("version"), **fields)

    tried = attempt(form, save)
    if tried.is_saved:
        messages.success(request, _("Ændringerne er gemt. Det, der er sagt ja til, beholder sine ord."))
        return redirect("ground-kinds")
    if tried.conflict:
        context["conflict"] = both_sides(tried.conflict)
    return _page(request, "purpose", context, tried.status)


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"citizens/administration/{name}.html", context, status=status)
