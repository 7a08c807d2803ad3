"""What is kept of a citizen, made from what there is: which kinds, how much, why, on what ground, who and how long.

Each line says a kind once; nothing is written for a single plan. A kind of which there is nothing is not told of.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from citizens.models import Ground
from enplan.web import spoken
from enplan.web.parts_in_danish import named
from plans.models import CitizenWords, DataRequest, JournalNote
from plans.reading import Reading
from plans.services.unsaved import KEPT


@dataclass(frozen=True)
class Kept:
    """One kind of information: what, and how much; why; on what ground; who; how long."""

    name: str
    what: str
    why: str
    ground: str
    who: str
    how_long: str


def kept_of(
    reading: Reading,
    *,
    words: list[CitizenWords],
    notes: list[JournalNote],
    asked: list[DataRequest],
) -> tuple[Kept, ...]:
    """As `reading.user` may see it: the three lists come from scoped getters."""
    lines = (
        _who_one_is(reading),
        _the_plan(reading, words),
        _written(_("Noter i journalen"), len(notes), _("Så kommunen kan huske, hvad der er sagt og aftalt.")),
        _written(
            _("Billeder og dokumenter"),
            len(reading.attachments),
            _("Så det, I har brug for, ligger samme sted."),
        ),
        _people(reading),
        _answers(reading),
        _asked(asked),
        _looks(),
        _changes(),
        _typed(),
        _logins(),
    )
    return tuple(line for line in lines if line is not None)


def grounds_in_force(reading: Reading) -> list[str]:
    """The laws that open the plan to others now, each once."""
    said_of: dict[str, None] = {}
    for ground in reading.grounds:
        if ground.decision == ground.Decision.YES and ground.withdrawn_at is None and _holds(ground, reading):
            said_of[ground.said_law] = None
    return list(said_of)


def _holds(ground: Ground, reading: Reading) -> bool:
    end = ground.valid_until
    return ground.valid_from <= reading.at and (end is None or end > reading.at)


def basis() -> str:
    """Why the municipality may keep it at all; the municipality's own words where it has given some."""
    return named(settings.DATA_BASIS) or _(
        "Det hører til de opgaver, kommunen har efter loven (databeskyttelsesforordningen artikel 6, stk. 1, litra e)."
    )


def kept_for() -> str:
    if settings.PLAN_KEPT_YEARS and not settings.DATA_KEPT:
        return _("%(many)s år efter, at planen er slut.") % {"many": settings.PLAN_KEPT_YEARS}
    return named(settings.DATA_KEPT) or _(
        "Så længe planen er i gang. Bagefter så længe, som reglerne for kommunens arkiv siger."
    )


def _the_team() -> str:
    return _("De på teamet, der er sagt ja til, og den afdeling, der selv har skrevet det.")


def _counted(*pairs: tuple[int, str, str]) -> str:
    return spoken.listing([spoken.count(amount, one, many) for amount, one, many in pairs if amount])


def _who_one_is(reading: Reading) -> Kept:
    citizen = reading.plan.citizen
    fields = [
        _("navn"),
        _("CPR-nummer"),
        *([_("adresse")] if citizen.address else []),
        *([_("telefon")] if citizen.phone else []),
    ]
    return Kept(
        name=_("Hvem planen er om"),
        what=spoken.listing(fields),
        why=_("Så planen hører til det rigtige menneske."),
        ground=basis(),
        who=_("Teamet ser navnet. Adressen står på ingen sider i planen."),
        how_long=kept_for(),
    )


def _the_plan(reading: Reading, words: list[CitizenWords]) -> Kept:
    written = _counted(
        (len(words), _("gang egne ord"), _("gange egne ord")),
        (len(reading.goals), pgettext("ét", "mål"), _("mål")),
        (len(reading.tasks), _("aftale"), _("aftaler")),
        (len(reading.measures), pgettext("ét", "slags hjælp"), _("slags hjælp")),
        (len(reading.ratings), pgettext("ét", "tal for, hvordan det går"), _("tal for, hvordan det går")),
        (len(reading.disputes), _("uenighed"), _("uenigheder")),
    )
    agreed = reading.plan.agreed_on
    ground = basis()
    if agreed is not None:
        ground = _("Der er sagt ja til én plan den %(day)s. %(basis)s") % {
            "day": spoken.full_day(agreed),
            "basis": ground,
        }
    return Kept(
        name=_("Det, der står i planen"),
        what=written or _("Der er ikke skrevet noget endnu."),
        why=_("Så alle arbejder hen imod det samme, og ingen skal fortælle alt forfra."),
        ground=ground,
        who=_the_team(),
        how_long=kept_for(),
    )


def _written(name: str, amount: int, why: str) -> Kept | None:
    if not amount:
        return None
    return Kept(name, spoken.number(amount), why, basis(), _the_team(), kept_for())


def _people(reading: Reading) -> Kept | None:
    what = _counted(
        (len(reading.team), _("på teamet"), _("på teamet")),
        (len(reading.network), _("fra netværket"), _("fra netværket")),
        (len(reading.representatives), _("der handler på vegne af en"), _("der handler på vegne af en")),
    )
    if not what:
        return None
    return Kept(
        name=_("Mennesker omkring planen"),
        what=what,
        why=_("Så man ved, hvem der gør hvad, og hvem man kan ringe til."),
        ground=basis(),
        who=_("Dem, der arbejder sammen i et område, ser hinandens navne."),
        how_long=kept_for(),
    )


def _answers(reading: Reading) -> Kept | None:
    if not reading.grounds:
        return None
    return Kept(
        name=_("Ja og nej til, hvem der må se hvad"),
        what=spoken.count(len(reading.grounds), pgettext("ét", "svar"), _("svar")),
        why=_("Så kun de rigtige ser planen, og så man kan se, hvad der er svaret."),
        ground=_(
            "Kommunen skal kunne vise, hvad der er sagt ja til (databeskyttelsesforordningen artikel 7)."
        ),
        who=_("Den, der holder trådene, og kommunens databeskyttelsesrådgiver."),
        how_long=kept_for(),
    )


def _asked(asked: list[DataRequest]) -> Kept | None:
    if not asked:
        return None
    return Kept(
        name=_("Det, der er bedt om her på siden"),
        what=spoken.number(len(asked)),
        why=_("Så der bliver svaret, og så svaret kan findes igen."),
        ground=_("Retten til at se og få rettet (databeskyttelsesforordningen artikel 15 og 16)."),
        who=_("Den, der holder trådene."),
        how_long=kept_for(),
    )


def _security() -> str:
    return _("Kommunen skal passe på det, der er skrevet (databeskyttelsesforordningen artikel 32).")


def _looks() -> Kept:
    return Kept(
        name=_("Hvem der har kigget"),
        what=_("Hver gang nogen åbner planen: hvornår, hvilken afdeling og hvorfor."),
        why=_("Så det kan opdages, hvis nogen kigger uden grund."),
        ground=_security(),
        who=_("Borgeren selv og kommunens databeskyttelsesrådgiver."),
        how_long=spoken.count(settings.LOOK_LOG_MONTHS, _("måned"), _("måneder")),
    )


def _changes() -> Kept:
    return Kept(
        name=_("Hvad der er ændret"),
        what=_("Hver ændring i planen: hvad, hvem og hvornår."),
        why=_("Så man kan se, hvad der stod før, og hvem der skrev det."),
        ground=_security(),
        who=_("De samme som det, der er ændret."),
        how_long=kept_for(),
    )


def _typed() -> Kept:
    return Kept(
        name=_("Det, man er ved at skrive"),
        what=_("Tekst, der ikke er gemt endnu."),
        why=_("Så den ikke bliver væk."),
        ground=basis(),
        who=_("Kun den, der skriver."),
        how_long=spoken.count(KEPT.days, _("dag"), _("dage")),
    )


def _logins() -> Kept:
    return Kept(
        name=_("Hvor man er logget ind"),
        what=_("Hvilken slags telefon eller computer, og hvornår."),
        why=_("Så man kan se det og logge ud der."),
        ground=basis(),
        who=_("Kun den, der er logget ind."),
        how_long=_("Til man logger ud, eller højst %(hours)s timer.")
        % {"hours": settings.LOGIN_HOURS_PRIVATE},
    )
