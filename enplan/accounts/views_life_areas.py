"""The administration's pages about life areas: what they are called, in Danish and in English."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.form_page import METHODS, answer, sent
from enplan.accounts.forms_administration import LifeAreaForm
from enplan.accounts.models import User
from enplan.accounts.scoped import life_areas
from enplan.accounts.services.life_areas import edit_life_area


@administrators_only
@require_safe
def life_area_list(request: HttpRequest, by: User) -> HttpResponse:
    """All life areas in their order."""
    return render(request, "accounts/administration/life_areas.html", {"areas": life_areas(by)})


@administrators_only
@require_http_methods(METHODS)
def life_area_edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    """What one life area is called."""
    area = get_object_or_404(life_areas(by), pk=key)
    return answer(
        request,
        LifeAreaForm(sent(request), initial=LifeAreaForm.stored(area)),
        "accounts/administration/life_area_edit.html",
        save=partial(edit_life_area, by=by, area=area),
        said=_("Navnet er gemt. Det står på alle sider fra nu af."),
        to="life-areas",
        context={"area": area},
    )
