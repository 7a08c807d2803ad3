"""The administration's pages about roles: the table of who may do what, and changing a role."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.conflicts import sentence
from enplan.accounts.form_page import METHODS, answer, sent
from enplan.accounts.forms_administration import RoleForm
from enplan.accounts.models import Role, User
from enplan.accounts.scoped import roles
from enplan.accounts.services.roles import ABILITIES, edit_role


@administrators_only
@require_safe
def role_list(request: HttpRequest, by: User) -> HttpResponse:
    """The roles with their abilities: a row for each ability, a column for each role."""
    shown = list(roles(by))
    rows = [
        (sentence(Role._meta.get_field(ability)), [getattr(role, ability) for role in shown])
        for ability in ABILITIES
    ]
    return render(request, "accounts/administration/roles.html", {"roles": shown, "rows": rows})


@administrators_only
@require_http_methods(METHODS)
def role_edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    """A role's name and abilities."""
    role = get_object_or_404(roles(by), pk=key)
    return answer(
        request,
        RoleForm(sent(request), initial=RoleForm.stored(role)),
        "accounts/administration/role_edit.html",
        save=partial(edit_role, by=by, role=role),
        said=_("Ændringerne er gemt. De gælder for alle med rollen fra nu af."),
        to="roles",
        context={"role": role},
    )
