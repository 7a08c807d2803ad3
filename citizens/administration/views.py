"""`/administration/grundlag/`: the kinds of ground and the purposes, each with what has been changed."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citizens.administration.forms import ConfirmForm, KindForm, NewPurposeForm, PurposeForm
from citizens.administration.page import change_lines, kind_line
from citizens.administration.scoped import changes_of, kinds, purposes
from citizens.kinds import add_purpose, confirm_kind, edit_kind, edit_purpose
from citizens.models import ConsentPurpose, GroundKind
from enplan.accounts.administrators import administrators_only
from enplan.accounts.form_page import METHODS, answer, sent
from enplan.accounts.models import User

PAGES = "citizens/administration"
NEWEST = 50


@administrators_only
@require_safe
def kind_list(request: HttpRequest, by: User) -> HttpResponse:
    """All kinds of ground, and the purposes of a consent."""
    context = {"lines": [kind_line(kind) for kind in kinds(by)], "purposes": purposes(by)}
    return render(request, f"{PAGES}/kinds.html", context)


@administrators_only
@require_http_methods(METHODS)
def kind_edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    """A kind's terms, for what is noted from now on; and what has been changed."""
    kind = get_object_or_404(kinds(by), pk=key)
    return answer(
        request,
        KindForm(sent(request), by=by, kind=kind, initial=KindForm.stored(kind)),
        f"{PAGES}/kind_edit.html",
        save=partial(edit_kind, by=by, kind=kind),
        said=_("Ændringerne er gemt. De gælder for det, der noteres fra nu af."),
        to="ground-kinds",
        context={
            "line": kind_line(kind),
            "kind": kind,
            "changes": change_lines(changes_of(by, kind)[:NEWEST], GroundKind),
        },
    )


@administrators_only
@require_http_methods(METHODS)
def kind_confirm(request: HttpRequest, by: User, key: str) -> HttpResponse:
    """A jurist's yes to the terms as they stand."""
    kind = get_object_or_404(kinds(by), pk=key)
    return answer(
        request,
        ConfirmForm(sent(request), initial=ConfirmForm.stored(kind)),
        f"{PAGES}/kind_confirm.html",
        save=partial(confirm_kind, by=by, kind=kind),
        said=_("Juristens ja er noteret."),
        to="ground-kinds",
        context={"line": kind_line(kind), "kind": kind},
    )


@administrators_only
@require_http_methods(METHODS)
def purpose_add(request: HttpRequest, by: User) -> HttpResponse:
    """One more purpose."""
    return answer(
        request,
        NewPurposeForm(sent(request)),
        f"{PAGES}/purpose.html",
        save=partial(add_purpose, by=by),
        said=_("Formålet er gemt."),
        to="ground-kinds",
    )


@administrators_only
@require_http_methods(METHODS)
def purpose_edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    """A purpose's words, and whether it is offered."""
    purpose = get_object_or_404(purposes(by), pk=key)
    stored = {name: getattr(purpose, name) for name in ("text", "text_en", "is_active", "version")}
    return answer(
        request,
        PurposeForm(sent(request), initial=stored),
        f"{PAGES}/purpose.html",
        save=partial(edit_purpose, by=by, purpose=purpose),
        said=_("Ændringerne er gemt. Det, der er sagt ja til, beholder sine ord."),
        to="ground-kinds",
        context={
            "purpose": purpose,
            "changes": change_lines(changes_of(by, purpose)[:NEWEST], ConsentPurpose),
        },
    )
