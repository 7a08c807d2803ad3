"""The form of a renewal, for the citizen and for a caseworker with the citizen: a yes or a no to each consent that
lapses, "the same as before", and only what would be different beside it. Nothing is ticked beforehand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext as _

from citizens.models import Ground, GroundParty
from enplan.web import forms, spoken
from enplan.web.parts_in_danish import named
from plans.asking import asked_of, not_asked, uncovered
from plans.facts import facts_of
from plans.pages.choices import offer
from plans.reading import Reading
from plans.renewing import AFTERWARDS, around_of, going_on
from plans.yearly import lined_up_end


@dataclass(frozen=True)
class New:
    """What a renewal cannot carry on, as nobody has answered it: receivers, and those whose writing is not meant."""

    receivers: str
    sources: str


Naming = Callable[[GroundParty, Reading], str]


class RenewalForm(forms.Form):
    """One question for each ground, under its id. What is left open is asked again another day."""

    def __init__(
        self, *args: Any, grounds: Iterable[Ground], reading: Reading, naming: Naming, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {str(ground.pk): ground for ground in grounds}
        questions: dict[str, django_forms.Field] = {}
        for key, ground in self.asked.items():
            questions[key] = django_forms.ChoiceField(
                label=_question(ground, reading, naming),
                help_text=" ".join(_details(ground, reading, naming)),
                required=False,
                widget=django_forms.RadioSelect,
            )
        self.fields = questions | self.fields
        for key, ground in self.asked.items():
            offer(self, key, _choices(ground, reading))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.answers_in(cleaned):
            self.add_error(None, _("Sig ja eller nej til mindst ét."))
        return cleaned

    @property
    def costs_no_help(self) -> bool:
        """Is it true of all that a no takes no help away?"""
        return all(ground.kind.costs_no_help for ground in self.asked.values())

    @property
    def asks_about_health(self) -> bool:
        return any(ground.covers_health for ground in self.asked.values())

    @property
    def answers(self) -> dict[Ground, str]:
        """What the service takes."""
        return self.answers_in(self.cleaned_data)

    def answers_in(self, cleaned: dict[str, Any]) -> dict[Ground, str]:
        return {ground: cleaned[key] for key, ground in self.asked.items() if cleaned.get(key)}


def new_since(reading: Reading) -> New | None:
    """None where everything has been asked about."""
    facts = facts_of(reading.plan)
    asked = asked_of(reading, facts)
    recent = [g for g in reading.grounds if g.valid_until is None or g.valid_until > reading.at - AFTERWARDS]
    receivers = [one.name for one in not_asked(asked, recent)]
    sources = {named(source) for one in uncovered(asked, facts, reading.at) for source in one.sources}
    if not receivers and not sources:
        return None
    return New(spoken.listing(receivers), spoken.listing(sorted(sources)))


def _question(ground: Ground, reading: Reading, naming: Naming) -> str:
    """ "Må Beskæftigelse stadig se økonomi og bolig?" of who is still there."""
    groups = going_on(ground, around_of(reading))
    parties = [party for _areas, those in groups for party in those]
    kept = {area for areas, _those in groups for area in areas}
    areas = [area.said_short for area in ground.areas.all() if area.pk in kept]
    if not parties:
        return _("%(who)s er ikke på teamet længere") % {"who": _names(ground.parties.all(), reading, naming)}
    is_over = ground.valid_until is not None and ground.valid_until <= reading.at
    question = _("Må %(who)s se %(areas)s igen?") if is_over else _("Må %(who)s stadig se %(areas)s?")
    return question % {
        "who": _names(parties, reading, naming),
        "areas": spoken.listing(areas),
    }


def _details(ground: Ground, reading: Reading, naming: Naming) -> Iterable[str]:
    groups = going_on(ground, around_of(reading))
    if sources := spoken.listing([named(source) for source in reading.sources_of(ground)]):
        yield _("Det, som %s skriver.") % sources
    if ground.valid_until is not None and ground.valid_until <= reading.at:
        yield _("Det gjaldt til og med %s.") % spoken.day_near(spoken.last_day(ground.valid_until))
    if ground.consequence:
        yield _("Hvis der siges nej: %s") % named(ground.consequence)
    if groups:
        starts = max(ground.valid_until or reading.at, reading.at)
        end = lined_up_end(reading.plan, ground.kind, given_on=spoken.day_of(reading.at), starts=starts)
        yield _("Et ja gælder fra %(start)s til og med %(end)s.") % {
            "start": spoken.full_day(starts),
            "end": spoken.full_day(spoken.last_day(end)),
        }
    kept = {party.pk for _areas, those in groups for party in those}
    gone = [party for party in ground.parties.all() if party.withdrawn_at is None and party.pk not in kept]
    if gone and groups:
        yield _("%s er ikke på teamet længere og er ikke med.") % _capital(_names(gone, reading, naming))
    closed = [party for party in ground.parties.all() if party.withdrawn_at is not None]
    if closed:
        yield _("Det, der er lukket for %s, bliver ved med at være lukket.") % _names(closed, reading, naming)
    for party in ground.parties.all():
        missing = [area.said_short for area in ground.areas_missing_for(party)]
        if party.pk in kept and missing:
            yield _("%(who)s ser stadig ikke %(areas)s.") % {
                "who": _capital(naming(party, reading)),
                "areas": spoken.listing(missing),
            }


def _choices(ground: Ground, reading: Reading) -> list[tuple[str, str]]:
    ends = ground.valid_until or reading.at
    last_day = spoken.full_day(spoken.last_day(ends))
    no = _("Nej, det er slut") if ends <= reading.at else _("Nej. Sidste dag er %s") % last_day
    yes = (
        [(str(Ground.Decision.YES), _("Ja, det samme som før"))]
        if going_on(ground, around_of(reading))
        else []
    )
    return [*yes, (str(Ground.Decision.NO), no)]


def _names(parties: Iterable[GroundParty], reading: Reading, naming: Naming) -> str:
    # A receiver that was closed has no name on the professionals' pages.
    return spoken.listing([name for party in parties if (name := naming(party, reading))]) or _("en modtager")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
