"""`/administration/`: an administrator's own start."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.models import User


@administrators_only
@require_safe
def administration(_request: HttpRequest, _by: User) -> HttpResponse:
    """Straight to what is needed most often; the menu leads to the rest."""
    return redirect("employees")
