"""Leading through the conversation, the same for both who hold it: a step is shown, kept, and leads to the next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from citizens.models import Ground
from enplan.audit.versions import Conflict
from enplan.web import forms
from enplan.web.saving import attempt
from plans.lookups.conversation import HEALTH, SHARING
from plans.pages.conversation.forms_parties import PartiesStep
from plans.pages.conversation.now import said_until_now
from plans.pages.conversation.review import review_of
from plans.pages.conversation.talk import Step, Talk
from plans.services.conversation import drop_answers, hold_conversation, keep_answers

BACK_TO_REVIEW = "ret"
BEGIN_ANEW = "forfra"
SEEN = "set"


@dataclass(frozen=True)
class Place:
    """Where the conversation is held: its addresses, and how its page answers (after writing the look)."""

    address: Callable[[Step], str]
    done: str  # where it leads when it is stored, or left
    show: Callable[[Mapping[str, Any], int], HttpResponse]


def lead(request: HttpRequest, talk: Talk, place: Place, name: str) -> HttpResponse:
    """Answer one step. 404 for a step that there is not; one that does not apply now leads on to the next that does."""
    if name not in list(Step):
        raise Http404
    step = Step(name)
    if step not in talk.steps:
        return redirect(place.address(talk.after(step)))
    if step is Step.REVIEW:
        return _review(request, talk, place)
    if request.method != "POST":
        return _show(talk, place, step, talk.form(step), 200)
    form = talk.form(step, request.POST)
    values = {name: chosen for name in form.fields if (chosen := request.POST.getlist(name))}
    done = attempt(
        form, lambda: keep_answers(by=talk.reading.user, plan=talk.reading.plan, step=step, values=values)
    )
    if not done.is_saved:
        return _show(talk, place, step, form, done.status)
    now = Talk(talk.reading, talk.with_caseworker)
    on = Step.REVIEW if BACK_TO_REVIEW in request.GET else now.after(step)
    return redirect(place.address(now.missing or on if on is Step.REVIEW else on))


def _show(talk: Talk, place: Place, step: Step, form: forms.Form, status: int) -> HttpResponse:
    before, cards = talk.before(step), _cards(talk, step, form)
    context = {
        "talk": talk,
        "step": step,
        "form": form,
        "cards": cards,
        "all_said": bool(cards) and all(now for _card, now in cards),
        "number": talk.questions.index(step) + 1 if step in talk.questions else 0,
        "back": place.address(before) if before else place.done,
        "out": place.done,
    }
    return place.show(context, status)


def _cards(talk: Talk, step: Step, form: forms.Form) -> list[tuple[Any, str]]:
    """Each receiver's fields, with what has been said about them until now."""
    if not isinstance(form, PartiesStep):
        return []
    kind = HEALTH if step is Step.HEALTH else SHARING
    return [(card, said_until_now(card.asked, kind, talk.reading)) for card in form.cards]


def _review(request: HttpRequest, talk: Talk, place: Place) -> HttpResponse:
    if request.method == "POST" and BEGIN_ANEW in request.POST:
        drop_answers(by=talk.reading.user, plan=talk.reading.plan)
        messages.info(request, _("Svarene er slettet. Der er ikke gemt noget."))
        return redirect(place.address(Step.PLAN))
    if talk.draft is None and request.method == "POST":  # sent twice, or confirmed elsewhere
        messages.info(request, _("Der var ikke flere svar at gemme. Her kan du se, hvad der gælder."))
        return redirect(place.done)
    if talk.missing is not None:
        return redirect(place.address(talk.missing))
    if request.method == "POST":
        return _confirm(request, talk, place)
    return _show_review(talk, place, 200)


def _confirm(request: HttpRequest, talk: Talk, place: Place) -> HttpResponse:
    review = review_of(talk)
    if request.POST.get(SEEN) != review.seen or talk.draft is None:
        text = _("Noget er ændret, siden du så det. Læs det igennem igen. Der er ikke gemt noget endnu.")
        return _show_review(talk, place, 409, [text])
    try:
        hold_conversation(
            by=talk.reading.user, plan=talk.reading.plan, conversation=talk.conversation, draft=talk.draft
        )
    except Conflict:
        messages.info(request, _("Svarene er allerede gemt. Her kan du se, hvad der gælder."))
        return redirect(place.done)
    except ValidationError as error:
        return _show_review(talk, place, 422, error.messages)
    if review.is_empty:
        messages.info(request, _("Der var ingen svar, så der er ikke gemt noget. Det er helt i orden."))
    elif talk.with_caseworker:
        messages.success(request, _saved_together(talk))
    else:
        messages.success(request, _("Dine svar er gemt. Du kan ændre dem hver dag."))
    return redirect(place.done)


def _saved_together(talk: Talk) -> str:
    if talk.conversation.form == Ground.Form.WRITTEN:
        return "Svarene er gemt og gælder. Læg nu den underskrevne side ind ved dem."
    return "Svarene er gemt og gælder."


def _show_review(talk: Talk, place: Place, status: int, errors: list[str] | None = None) -> HttpResponse:
    before, review = talk.before(Step.REVIEW), review_of(talk)
    context = {
        "talk": talk,
        "step": Step.REVIEW,
        "review": review,
        "errors": errors or [],
        "steps": [(group, f"{place.address(group.step)}?{BACK_TO_REVIEW}") for group in review.groups],
        "back": place.address(before or Step.PLAN),
        "out": place.done,
    }
    return place.show(context, status)
