"""`/administration/ffb-temaer/`: the life areas with the themes that are suggested in them, and changing that."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from enplan.accounts.administrators import administrators_only
from enplan.accounts.models import LifeArea, User
from enplan.accounts.scoped import life_areas
from enplan.accounts.services.areas import edit_area_themes
from enplan.web.saving import SeenForm, attempt
from plans.lookups.terms import themes_to_choose
from plans.models import FfbTerm
from plans.pages.choices import offer
from plans.themes import suggests

MEANWHILE = "En anden har ændret temaerne imens. Her står dine; gem igen for at beholde dem."


class AreaThemesForm(SeenForm):
    """A box for each theme."""

    themes = django_forms.MultipleChoiceField(
        label="Temaer, der foreslås her", required=False, widget=django_forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, area: LifeArea, themes: list[FfbTerm], **kwargs: Any) -> None:
        chosen = [theme.code for theme in themes if suggests(area, theme)]
        super().__init__(*args, initial={"themes": chosen, "version": area.version}, **kwargs)
        offer(self, "themes", [(theme.code, theme.display) for theme in themes])


@administrators_only
@require_safe
def area_list(request: HttpRequest, by: User) -> HttpResponse:
    themes = _themes()
    lines = [(area, [theme.display for theme in themes if suggests(area, theme)]) for area in life_areas(by)]
    return render(request, "plans/themes/areas.html", {"lines": lines, "has_terms": bool(themes)})


@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
def area_edit(request: HttpRequest, by: User, key: str) -> HttpResponse:
    area = get_object_or_404(life_areas(by), pk=key)
    data = request.POST if request.method == "POST" else None
    form = AreaThemesForm(data, area=area, themes=_themes())
    context: dict[str, Any] = {"form": form, "area": area}
    if data is None:
        return render(request, "plans/themes/area.html", context)

    def save() -> None:
        given = form.cleaned_data
        edit_area_themes(by=by, area=area, seen=given["version"], themes=given["themes"])

    tried = attempt(form, save)
    if tried.is_saved:
        messages.success(request, "Temaerne er gemt. De foreslås fra nu af; målene er, som de var.")
        return redirect("area-themes")
    if tried.conflict:
        form.add_error(None, MEANWHILE)
    return render(request, "plans/themes/area.html", context, status=tried.status)


def _themes() -> list[FfbTerm]:
    """The themes alone: eleven boxes can be looked through, seventy-eight cannot."""
    return [term for term in themes_to_choose() if term.kind == FfbTerm.Kind.THEME]
