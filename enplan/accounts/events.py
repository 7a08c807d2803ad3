"""What the organisation announces, so that those who build on it can keep up without being imported here."""

from uuid import UUID

from django.db.models import QuerySet
from django.dispatch import Signal

from enplan.accounts.models import User

# Sent inside the transaction of the change, after it is stored, with `users`: a QuerySet of the users whose access may
# have changed, `departments`: the ids of departments that themselves changed (a set, possibly empty), and `moved`: the
# ids of users who came to another department (a set). A receiver that raises ValidationError stops the change; its
# words are shown to the administrator, so they name no citizen.
organisation_changed = Signal()


def announce(
    *, users: QuerySet[User], departments: set[UUID] | None = None, moved: set[UUID] | None = None
) -> None:
    """Tell the listeners. A listener that fails takes the change with it."""
    organisation_changed.send(
        sender=User, users=users, departments=departments or set(), moved=moved or set()
    )
