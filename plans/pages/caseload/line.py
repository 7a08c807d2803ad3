"""One line of what waits: whose, what, when in words, where to go, and what may be done with it where it stands."""

from dataclasses import dataclass, field
from uuid import UUID

from enplan.web import forms


@dataclass(frozen=True)
class Deal:
    """What is done on the line itself. `address` takes the post; `version` where it saves what one has seen.

    A message is answered in `form`.
    A task has a box (`is_task`), and a new date where one may change it; others have one button. `leaves`: what follows
    is another page.
    """

    address: str
    button: str = ""
    version: int | None = None
    is_task: bool = False
    sets_date: bool = False
    pk: UUID | None = None
    title: str = ""
    date_text: str = ""
    date_error: str = ""
    leaves: bool = False
    form: forms.Form | None = None
    said: tuple[str, ...] = ()  # what is answered

    @property
    def is_sent_back(self) -> bool:
        """Did what was written here come back with an error?"""
        return bool(self.date_error) or (self.form is not None and self.form.is_bound)

    @property
    def change(self) -> str:
        """As a card of a board has it."""
        return self.address

    @property
    def buttons(self) -> tuple[()]:
        return ()


@dataclass(frozen=True)
class WaitingLine:
    """`kind` is the class of the words about when. `next_step` is what the link asks one to do."""

    citizen: str
    what: str
    when: str
    kind: str
    address: str
    next_step: str = ""
    is_mine: bool = True
    deal: Deal | None = field(default=None)
