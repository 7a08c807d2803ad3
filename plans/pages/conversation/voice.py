"""The questions in the second person to the citizen, alone or read aloud; with the name to who acts for them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.reading import Reading


@dataclass(frozen=True)
class Voice:
    """`is_own`: the words are the citizen's; otherwise a representative's, and `first` is the citizen's first name."""

    is_own: bool
    first: str
    with_caseworker: bool

    @classmethod
    def of(cls, reading: Reading, *, with_caseworker: bool) -> "Voice":
        first = spoken.first_name(reading.plan.citizen.name)
        return cls(with_caseworker or reading.standing.is_citizen, first, with_caseworker)

    def _say(self, own: str, other: str) -> str:
        return own if self.is_own else other % {"name": self.first, "names": spoken.possessive(self.first)}

    @property
    def one_plan(self) -> str:
        return self._say(_("Vil du have én plan?"), _("Skal %(name)s have én plan?"))

    @property
    def here_is_the_team(self) -> str:
        return self._say(
            _("Her er dit team. Må de se det, der står ud for dem?"),
            _("Her er %(names)s team. Må de se det, der står ud for dem?"),
        )

    @property
    def health(self) -> str:
        return self._say(
            _("Må de også se det, der handler om dit helbred?"),
            _("Må de også se det, der handler om %(names)s helbred?"),
        )

    @property
    def network(self) -> str:
        return self._say(_("Må dine egne folk se noget?"), _("Må %(names)s egne folk se noget?"))

    @property
    def yourself(self) -> str:
        """Whose writing, in “det, … har skrevet”."""
        return self._say(_("du selv"), "%(name)s")
