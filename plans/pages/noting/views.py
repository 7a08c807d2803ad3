"""`/planer/<uuid>/fra-borgeren/`: what can be noted for a citizen without a screen, and what was."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from enplan.web.forms import WellbeingField
from enplan.web.requests import see_other
from plans.lookups.noted import noted_of
from plans.models import CitizenWords
from plans.pages.coherence.forms import answers_in
from plans.pages.noting import forms
from plans.pages.noting.lines import noted_line
from plans.pages.talk.reading_lines import OVERALL
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.noting import note_coherence, note_comment, note_number, note_task_done, note_words
from plans.services.words import current_words
from plans.standing import Action

NOTING = "Noteret for borgeren"
INTRO = (
    "Det kommer til at stå som borgerens, med at det er fortalt til dig, hvordan og hvornår. "
    "Borgeren får det på papir: skriv kvitteringen ud bagefter, og giv eller send den til borgeren."
)


@dataclass(frozen=True)
class Kind:
    """One kind that can be noted: its form, and the service it goes through."""

    title: str
    form: type[forms.ToldForm]
    save: Callable[[Desk, Any], object]


def _words(kind: str) -> Callable[[Desk, Any], object]:
    def save(desk: Desk, form: forms.WordsForm) -> object:
        data = form.cleaned_data
        return note_words(
            by=desk.user, plan=desk.plan, told=form.told, kind=kind, text=data["text"], seen=data["seen"]
        )

    return save


def _number(desk: Desk, form: forms.NumberForm) -> object:
    data = form.cleaned_data
    return note_number(
        by=desk.user,
        plan=desk.plan,
        told=form.told,
        area_id=None if data["area"] == OVERALL else data["area"],
        value=None if data["value"] == WellbeingField.UNKNOWN else data["value"],
        note=data["note"],
    )


def _comment(desk: Desk, form: forms.CommentForm) -> object:
    about = form.things[form.cleaned_data["about"]]
    return note_comment(by=desk.user, told=form.told, about=about, text=form.cleaned_data["text"])


def _answers(desk: Desk, form: forms.AnswersForm) -> object:
    answers = answers_in(form.cleaned_data)
    return note_coherence(by=desk.user, plan=desk.plan, told=form.told, answers=answers)


def _task(desk: Desk, form: forms.TaskForm) -> object:
    task = form.tasks[form.cleaned_data["task"]]
    return note_task_done(by=desk.user, told=form.told, task=task, seen=task.version)


KINDS: dict[str, Kind] = {
    "droem": Kind("Drømmen", forms.WordsForm, _words(CitizenWords.Kind.DREAM)),
    "vigtigt": Kind("Det, der er vigtigt for borgeren", forms.WordsForm, _words(CitizenWords.Kind.MATTERS)),
    "tal": Kind("Borgerens tal for, hvordan det går", forms.NumberForm, _number),
    "kommentar": Kind("En kommentar til noget i planen", forms.CommentForm, _comment),
    "sammenhaeng": Kind("Svar på de tre spørgsmål om hjælpen", forms.AnswersForm, _answers),
    "aftale": Kind("En aftale, borgeren har gjort", forms.TaskForm, _task),
}
WORDS = {"droem": CitizenWords.Kind.DREAM, "vigtigt": CitizenWords.Kind.MATTERS}


@require_safe
def noting(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What can be noted, and what was."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_TOLD, desk.plan, writes=False)
    context = {
        "kinds": [(key, kind.title) for key, kind in KINDS.items()] if desk.plan.is_active else [],
        "noted": [noted_line(one, desk.reading) for one in noted_of(desk.user, desk.plan)],
    }
    return desk.show("plans/noting/noting.html", context, what=NOTING)


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, plan_id: UUID, told_kind: str) -> HttpResponse:
    """One kind: how and when it was told, and what."""
    desk = desk_of(request, plan_id)
    desk.allow(Action.NOTE_TOLD, desk.plan)
    kind = KINDS.get(told_kind)
    if kind is None:
        raise Http404
    initial = {}
    if told_kind in WORDS:
        words = current_words(desk.plan, WORDS[told_kind])
        initial = {"seen": words.number if words else 0}
    form = kind.form(request.POST if desk.is_post else None, reading=desk.reading, initial=initial)
    sheet = FormSheet(desk, form, title=kind.title, button="Notér for borgeren", intro=INTRO, what=NOTING)
    return sheet.answer(
        lambda: kind.save(desk, form),
        said="Det er noteret som borgerens. Skriv kvitteringen ud til borgeren.",
        to=lambda: see_other("noting", desk.plan.pk),
    )
