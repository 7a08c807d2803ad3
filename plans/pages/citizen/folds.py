"""The forms of Min plan that stand folded away.

The page is opened far more often than it is written in, on old phones: each form is drawn when it is asked for, or
where something of the person's stands in it (typed and not saved, or sent and come back).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from enplan.web import forms
from enplan.web.unsaved.here import is_typed
from plans.models import CitizenWords
from plans.pages.citizen.forms import AreaRatingForm, ProposalForm, WordsForm
from plans.pages.citizen.lookups import areas_for
from plans.pages.citizen.presenters.page import MinPlan, ShownWords
from plans.pages.citizen.presenters.parts import PART_OF
from plans.pages.parts import address_of
from plans.reading import Reading

WRITES = "skriv"  # of the address: the form that is asked for
PART_WITH = {
    **{kind: ("words", {"kind": kind}) for kind in CitizenWords.Kind.values},
    "area": ("wellbeing_areas", {}),
    "goal": ("goals", {}),
}  # by the name of a form: what htmx swaps to show it, and what that is given


@dataclass(frozen=True)
class Fold:
    """`form` is None while it is folded away; `address` is that of the page with it unfolded."""

    address: str
    form: forms.Form | None


def folds_of(
    page: MinPlan, reading: Reading, *, asked: str, unsaved: tuple[str, forms.Form] | None
) -> dict[str, Fold]:
    """By name. None when the plan has ended, but for one that was sent just before and was not saved."""
    held = dict([unsaved] if unsaved else [])
    at = partial(_address, page)
    if not page.is_open:
        return {name: Fold(at(name), form) for name, form in held.items() if name in PART_WITH}
    return {
        name: Fold(at(name), held.get(name) or _unfolded(name, make, asked=asked))
        for name, make in _makers(page, reading).items()
    }


def _makers(page: MinPlan, reading: Reading) -> Mapping[str, Callable[[], forms.Form]]:
    def areas_form(kind: type[AreaRatingForm] | type[ProposalForm], prefix: str) -> forms.Form:
        areas, may_hide = areas_for(reading.standing), reading.standing.is_citizen
        return kind(prefix=prefix, areas=areas, may_hide=may_hide)

    return {
        **{words.kind: partial(_words_form, words) for words in page.words},
        "area": partial(areas_form, AreaRatingForm, "area"),
        "goal": partial(areas_form, ProposalForm, "goal"),
    }


def _words_form(words: ShownWords) -> WordsForm:
    initial = {"text": words.text, "version": words.version}
    return WordsForm(prefix=words.kind, heading=words.heading, initial=initial)


def _unfolded(name: str, make: Callable[[], forms.Form], *, asked: str) -> forms.Form | None:
    if name != asked and not is_typed(name):
        return None
    form = make()
    if name != asked and not form.is_begun:
        return None  # what was typed is what is saved
    if name == asked:
        form.visible_fields()[0].field.widget.attrs["autofocus"] = True
    return form


def _address(page: MinPlan, name: str) -> str:
    return f"{address_of(page.address, PART_OF[name])}&{WRITES}={name}"
