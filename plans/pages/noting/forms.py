"""The forms of noting for a citizen: how and when it was told, and what."""

from typing import Any

from django import forms as django_forms

from enplan import clock
from enplan.web import forms
from plans.models import NotedForCitizen
from plans.models.comments import Commented
from plans.pages.choices import as_answers, offer
from plans.pages.coherence.forms import CoherenceForm
from plans.pages.comments.lines import can_be_commented, title_of
from plans.pages.talk.reading_lines import OVERALL
from plans.pages.workspace.areas import own_areas
from plans.reading import Reading
from plans.services.noting import Told

CHOOSE = ("", "Vælg")


class ToldForm(forms.Form):
    """What all of them ask. `is_own` holds that nobody puts words into the citizen's mouth."""

    how = django_forms.ChoiceField(
        label="Hvordan sagde borgeren det?",
        choices=as_answers(NotedForCitizen.How.choices),
        widget=django_forms.RadioSelect,
        error_messages={"required": "Vælg, hvordan borgeren sagde det."},
    )
    told_on = forms.DanishDateField(label="Hvilken dag?", error_messages={"required": "Skriv dagen."})
    is_own = django_forms.BooleanField(
        label="Det er borgerens eget, som borgeren sagde eller skrev det",
        error_messages={"required": "Notér kun det, borgeren selv har sagt eller skrevet."},
    )

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        kwargs["initial"] = {"told_on": clock.today(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.reading = reading
        self.order_fields(
            ["how", "told_on", *(name for name in self.fields if name not in ToldForm.base_fields)]
        )

    @property
    def told(self) -> Told:
        return Told(self.cleaned_data["how"], self.cleaned_data["told_on"])


class WordsForm(ToldForm):
    """The dream, or what matters. `seen` is the number of the words that stand there now."""

    text = forms.LongTextField(
        label="Borgerens ord", error_messages={"required": "Skriv, hvad borgeren sagde."}
    )
    seen = django_forms.IntegerField(widget=django_forms.HiddenInput, min_value=0, max_value=2_000_000_000)


class NumberForm(ToldForm):
    """A number on the ruler."""

    area = django_forms.ChoiceField(label="Hvad handler tallet om?")
    value = forms.WellbeingField(
        label="Tallet, borgeren sagde",
        unknown=True,
        error_messages={"required": "Vælg det tal, borgeren sagde, eller “det ved jeg ikke”."},
    )
    note = forms.ShortTextField(label="Det sagde borgeren om det", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "area", [CHOOSE, (OVERALL, "Livet i det hele taget"), *own_areas(self.reading)])


class CommentForm(ToldForm):
    """What the citizen says of something in the plan."""

    about = django_forms.ChoiceField(
        label="Hvad handler det om?", error_messages={"required": "Vælg, hvad borgeren talte om."}
    )
    text = forms.LongTextField(
        label="Borgerens ord", error_messages={"required": "Skriv, hvad borgeren sagde."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.things = {str(thing.pk): thing for thing in _to_comment(self.reading)}
        offer(
            self,
            "about",
            [CHOOSE, *((key, title_of(thing, self.reading)) for key, thing in self.things.items())],
        )


class TaskForm(ToldForm):
    """Which of the citizen's own agreements is done."""

    task = django_forms.ChoiceField(
        label="Hvilken aftale er gjort?", error_messages={"required": "Vælg aftalen."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = (task for task in self.reading.tasks if task.responsible_is_citizen and task.is_open())
        self.tasks = {f"{task.pk}:{task.version}": task for task in own if not task.is_draft}
        offer(self, "task", [CHOOSE, *((key, task.title) for key, task in self.tasks.items())])


class AnswersForm(ToldForm, CoherenceForm):
    """The three questions."""

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, reading=reading, may_hide=False, **kwargs)


def _to_comment(reading: Reading) -> list[Commented]:
    ratings = [rating for rating in reading.newest_ratings if rating.section is not None]
    every: list[Commented] = [*reading.goals, *reading.measures, *reading.tasks, *ratings]
    return [thing for thing in every if can_be_commented(thing)]
