"""The administration's pages about roles: the table of who may do what, and changing a role."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.conflicts import both_sides, sentence
from enplan.accounts.forms_administration import RoleForm
from enplan.accounts.models import Role, User
from enplan.accounts.scoped import roles
from enplan.accounts.services.roles import ABILITIES, edit_role
from enplan.web.saving import attempt


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
@require_http_methods(["GET", "HEAD", "POST"])
def role_edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    """A role's name and abilities."""
    role = get_object_or_404(roles(by), pk=key)
    form = RoleForm(request.POST if request.method == "POST" else None, initial=RoleForm.stored(role))
    context: dict[str, object] = {"form": form, "role": role}
    if request.method != "POST":
        return render(request, "accounts/administration/role_edit.html", context)

    def save() -> None:
        fields = dict(form.cleaned_data)
        edit_role(by=by, role=role, seen=fields.pop("version"), **fields)

    tried = attempt(form, save)
    if tried.is_saved:
        messages.success(request, _("Ændringerne er gemt. De gælder for alle med rollen fra nu af."))
        return redirect("roles")
    if tried.conflict:
        context["conflict"] = both_sides(tried.conflict)
    return render(request, "accounts/administration/role_edit.html", context, status=tried.status)
