"""The headings in the second person for the citizen, and with the name for who acts for them."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.models import Plan
from plans.reading import Reading
from plans.standing import Standing


@dataclass(frozen=True)
class Wording:
    """`is_own`: the citizen reads; otherwise a representative, and `first` is the citizen's first name."""

    is_own: bool
    first: str
    is_over: bool = False  # the plan has ended
    until: str = ""  # how long a representative acts, in words

    @classmethod
    def of(cls, reading: Reading) -> "Wording":
        wording = cls.to(reading.plan, reading.standing)
        return wording if wording.is_own else replace(wording, until=_acting_until(reading))

    @classmethod
    def to(cls, plan: Plan, standing: Standing) -> "Wording":
        return cls(standing.is_citizen, spoken.first_name(plan.citizen.name), not plan.is_active)

    def _say(self, own: str, other: str) -> str:
        return own if self.is_own else other % {"name": self.first, "names": spoken.possessive(self.first)}

    @property
    def dream(self) -> str:
        return self._say(_("Din drøm"), _("%(names)s drøm"))

    @property
    def matters(self) -> str:
        return self._say(_("Det er vigtigt for dig"), _("Det er vigtigt for %(name)s"))

    @property
    def own_words(self) -> str:
        return self._say(_("Dine egne ord"), _("%(names)s egne ord"))

    @property
    def own_tasks(self) -> str:
        return self._say(_("Det har du sagt ja til"), _("Det har %(name)s sagt ja til"))

    @property
    def others_tasks(self) -> str:
        return self._say(_("Det har de andre lovet dig"), _("Det har de andre lovet %(name)s"))

    @property
    def wellbeing(self) -> str:
        if self.is_over:
            return self._say(_("Sådan har du haft det"), _("Sådan har %(name)s haft det"))
        return self._say(_("Hvordan har du det i dag?"), _("Hvordan har %(name)s det i dag?"))

    @property
    def goals(self) -> str:
        return self._say(_("Dine mål"), _("%(names)s mål"))

    @property
    def help(self) -> str:
        return self._say(_("Det hjælper dig"), _("Det hjælper %(name)s"))

    @property
    def team(self) -> str:
        return self._say(_("Dit team"), _("%(names)s team"))

    @property
    def beside(self) -> str:
        return self._say(_("Dine egne folk"), _("%(names)s egne folk"))

    @property
    def knows(self) -> str:
        return self._say(_("Hvem ved hvad om dig?"), _("Hvem ved hvad om %(name)s?"))

    @property
    def if_no(self) -> str:
        return self._say(
            _("Hvad sker der med din hjælp, hvis du siger nej?"),
            _("Hvad sker der med %(names)s hjælp, hvis der siges nej?"),
        )

    @property
    def holds_threads(self) -> str:
        if self.is_over:
            return self._say(_("Holdt trådene i din plan"), _("Holdt trådene i %(names)s plan"))
        return self._say(_("Holder trådene i din plan"), _("Holder trådene i %(names)s plan"))

    @property
    def you(self) -> str:
        """Who rated or wrote, beside a day: “Dig” or the name."""
        return self._say(_("Dig"), "%(name)s")


def _acting_until(reading: Reading) -> str:
    """ "indtil videre", or the last day: custody ends with the day before the 18th birthday."""
    mine = [person for person in reading.representatives if person.user_id == reading.user.pk]
    ends = [person.ends_at for person in mine]
    last = max((end for end in ends if end is not None), default=None)
    if last is None or None in ends:
        return _("indtil videre")
    return _("til og med %s") % spoken.full_day(spoken.last_day(last))
