"""FFB themes as choices: each theme with its sub-themes as a group, those of the goal's life area first."""

from typing import Any

from enplan.accounts.areas import every_area
from enplan.accounts.models import LifeArea
from plans.lookups.terms import themes_to_choose, words_of_code
from plans.models import FfbTerm, Goal
from plans.themes import suggests

Group = tuple[str, list[tuple[str, str]]]


def theme_choices(goal: Goal | None) -> list[tuple[str, Any]]:
    """Nothing where no terms are loaded and the goal has none: then there is nothing to choose."""
    terms = themes_to_choose()
    current = goal.ffb_theme if goal else ""
    if not terms and not current:
        return []
    areas = every_area() if terms else []
    groups = _groups(terms, areas)
    first = goal.section.area_id if goal else None
    groups.sort(key=lambda group: first not in group[0])  # a stable sort: the file's order within
    choices: list[tuple[str, Any]] = [("", "Intet tema")]
    if current and current not in {term.code for term in terms}:
        choices.append((current, f"{words_of_code(current)} (som nu)"))
    names = {area.pk: area.short_name for area in areas}
    return [*choices, *(_named(theme, fits, options, names) for fits, theme, options in groups)]


def _groups(
    terms: list[FfbTerm], areas: list[LifeArea]
) -> list[tuple[list[str], str, list[tuple[str, str]]]]:
    """Per theme: the areas it is suggested for, its name, and what can be chosen of it."""
    groups: list[tuple[list[str], str, list[tuple[str, str]]]] = []
    for term in terms:
        if term.kind == FfbTerm.Kind.THEME or not groups:
            fits = [area.pk for area in areas if suggests(area, term)]
            groups.append((fits, term.display, [(term.code, f"{term.display} i det hele taget")]))
        else:
            groups[-1][2].append((term.code, term.display))
    return groups


def _named(theme: str, fits: list[str], options: list[tuple[str, str]], names: dict[str, str]) -> Group:
    """ "Samfundsliv (økonomi, job og uddannelse)": for which life areas it is suggested."""
    where = ", ".join(names[area] for area in fits)
    return (f"{theme} ({where})" if where else theme, options)
