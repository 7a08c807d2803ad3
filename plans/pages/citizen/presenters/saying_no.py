"""What a no means for the citizen's help, as far as that is true of the grounds at hand."""

from collections.abc import Iterable
from dataclasses import dataclass

from citizens.models import Ground


@dataclass(frozen=True)
class Consequence:
    """What a no to one ground may mean, in the words the citizen was told. Both are texts somebody wrote, in Danish;
    `told` is "" where nobody has written it down.
    """

    about: str
    told: str


@dataclass(frozen=True)
class SayingNo:
    """`consequences`: of the noes that may cost something; of all others it is true that they cost no help."""

    asks_about_health: bool
    consequences: tuple[Consequence, ...]

    @property
    def costs_no_help(self) -> bool:
        return not self.consequences


def saying_no(grounds: Iterable[Ground]) -> SayingNo:
    """Of consents, whether given or refused. What is shared without asking is no matter of a no."""
    asked = [ground for ground in grounds if ground.kind.is_consent]
    return SayingNo(
        asks_about_health=any(ground.covers_health for ground in asked),
        consequences=tuple(
            Consequence(about=ground.information or ground.purpose, told=ground.consequence)
            for ground in asked
            if not ground.kind.costs_no_help
        ),
    )
