"""`/planer/<uuid>/samtale/sorter/`: each line where it will land, corrected there, and all stored by one press."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from enplan.audit.versions import Conflict
from enplan.web import danish
from enplan.web.requests import user_of
from enplan.web.saving import put_errors
from plans.lookups.talks import lines_of, talk_of, word_numbers
from plans.models import CitizenWords, Talk, TalkLine
from plans.pages.talk.forms_landing import OF_KIND, HowForm, LandingForm, TaskLanding
from plans.pages.talk.views import desk_or_own_text, to_talk
from plans.pages.workspace.desk import Desk
from plans.services.checks import NotAllowed
from plans.services.line_by_line import LineRefused
from plans.services.talk_sorting import sort_talk
from plans.services.talks import keep_landings

LATER = "senere"
WORDS = (TalkLine.Kind.DREAM, TalkLine.Kind.MATTERS)
CHANGED = "Samtalen er ændret, siden du åbnede siden. Her er den, som den er nu. Læs den igennem igen."


@dataclass(frozen=True)
class Sorting:
    """The lines that are to go into the plan, each with its form."""

    desk: Desk
    talk: Talk
    data: QueryDict | None

    @cached_property
    def lines(self) -> list[TalkLine]:
        return [line for line in lines_of(self.desk.user, self.talk) if not line.is_struck]

    @cached_property
    def numbers(self) -> dict[str, int]:
        return word_numbers(self.desk.user, self.desk.plan)

    @cached_property
    def forms(self) -> list[LandingForm]:
        goals = [line for line in self.lines if line.kind == TalkLine.Kind.GOAL]
        return [self._form(line, goals) for line in self.lines]

    def _form(self, line: TalkLine, goals: list[TalkLine]) -> LandingForm:
        # A line that was written in another window since then has not been sent: it begins as it was said.
        data = self.data if self.data is not None and f"{line.pk}-text" in self.data else None
        kind = OF_KIND[line.kind]
        more = {"goal_lines": goals} if kind is TaskLanding else {}
        return kind(data, line=line, reading=self.desk.reading, numbers=self.numbers, **more)

    @cached_property
    def how(self) -> HowForm | None:
        """Asked only where something is told in the citizen's words."""
        if not any(line.kind in WORDS for line in self.lines):
            return None
        initial = {"how": self.talk.how, "is_read_back": self.talk.is_read_back}
        return HowForm(self.data, initial=initial)

    @property
    def is_valid(self) -> bool:
        every = [*self.forms, *([self.how] if self.how else [])]
        answers = [form.is_valid() for form in every]  # all of them are asked, so that all errors are shown
        return all(answers)

    def keep(self) -> None:
        data = self.data or QueryDict()
        keep_landings(
            by=self.desk.user,
            talk=self.talk,
            how=data.get("how", self.talk.how),
            is_read_back="is_read_back" in data if self.how else self.talk.is_read_back,
            landings={form.line.pk: form.chosen for form in self.forms if form.is_bound},
        )

    def store(self) -> None:
        how = self.how.cleaned_data["how"] if self.how else ""
        landings = [form.landing for form in self.forms]
        sort_talk(by=self.desk.user, talk=self.talk, landings=landings, how=how)

    def refuse(self, refused: LineRefused) -> None:
        """The complaint at its line, and at the field where the form calls it something else."""
        form = next(form for form in self.forms if form.line.pk == refused.line_id)
        error = refused.error
        if hasattr(error, "error_dict"):
            names = {"title": "text", "responsible_contact": "responsible"}
            error = ValidationError({names.get(name, name): text for name, text in error.error_dict.items()})
        put_errors(form, error)


@require_http_methods(["GET", "HEAD", "POST"])
def sort(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    own = talk_of(user_of(request), plan_id)
    desk = desk_or_own_text(request, plan_id, own)
    if not isinstance(desk, Desk):
        return desk
    sorting = Sorting(desk, own, request.POST if desk.is_post else None) if own else None
    if sorting is None or not sorting.lines:
        messages.info(request, "Der er ingen linjer at lægge i planen. Måske er de allerede lagt ind.")
        return to_talk(desk)
    return _sort(sorting) if desk.is_post else _show(sorting)


def _sort(sorting: Sorting) -> HttpResponse:
    desk = sorting.desk
    try:
        sorting.keep()
        if desk.request.POST.get("seen") != str(sorting.talk.version):
            return _show(sorting, notice=CHANGED, status=409)
        if LATER in desk.request.POST:
            messages.info(desk.request, "Rettelserne er gemt. Der er ikke lagt noget i planen endnu.")
            return to_talk(desk)
        if not sorting.is_valid:
            return _show(sorting, status=422)
        sorting.store()
    except LineRefused as refused:
        sorting.refuse(refused)
        return _show(sorting, status=422)
    except Conflict:
        messages.info(desk.request, "Samtalen er allerede lagt i planen.")
        return desk.back()
    except NotAllowed as refused:
        return _show(sorting, notice=str(refused), status=422)
    except ValidationError as error:
        return _show(sorting, notice=" ".join(error.messages), status=422)
    messages.success(desk.request, f"Samtalen er lagt i planen: {_told(sorting.lines)}.")
    return desk.back()


def _told(lines: list[TalkLine]) -> str:
    """ "2 mål, 1 aftale og 1 notat" """
    names = {
        TalkLine.Kind.GOAL: ("mål", "mål"),
        TalkLine.Kind.TASK: ("aftale", "aftaler"),
        TalkLine.Kind.RATING: ("tal", "tal"),
        TalkLine.Kind.NOTE: ("linje i journalen", "linjer i journalen"),
    }
    kinds = [line.kind for line in lines]
    said = [danish.count(kinds.count(kind), *name) for kind, name in names.items() if kind in kinds]
    words = sum(kind in WORDS for kind in kinds)
    return danish.listing(
        [*([danish.count(words, "linje", "linjer") + " i borgerens ord"] if words else []), *said]
    )


def _show(sorting: Sorting, *, notice: str = "", status: int = 200) -> HttpResponse:
    desk = sorting.desk
    every = [*sorting.forms, *([sorting.how] if sorting.how else [])]
    if status != 200:
        for form in sorting.forms:
            if form.is_bound:
                form.show_again(sorting.numbers)
    context = {
        "talk": sorting.talk,
        "seen": sorting.talk.version,
        "first": danish.first_name(desk.plan.citizen.name),
        "forms": [(form, _stands_now(form, desk)) for form in sorting.forms],
        "how": sorting.how,
        "errors": [error for form in every for error in form.non_field_errors()] if status == 422 else [],
        "fields": [pair for form in every if form.is_bound for pair in form.visible_pairs],
        "summary": {"errors": status == 422 and any(form.errors for form in every)},
        "department": desk.user.department,
        "notice": notice,
    }
    return desk.show("plans/talk/sort.html", context, what="Samtale, lægges i planen", status=status)


def _stands_now(form: LandingForm, desk: Desk) -> CitizenWords | None:
    """What stands there of the citizen's words, where a line is to take its place."""
    now = {TalkLine.Kind.DREAM: desk.reading.dream, TalkLine.Kind.MATTERS: desk.reading.matters}
    return now.get(TalkLine.Kind(form.line.kind))
