"""What the organisation announces, so that those who build on it can keep up without being imported here."""

from django.dispatch import Signal

# Sent inside the transaction of the change, after it is stored, with `users`: a QuerySet of the users whose access may
# have changed, `departments`: the ids of departments that themselves changed (a set, possibly empty), and `moved`: the
# ids of users who came to another department (a set). A receiver that raises ValidationError stops the change; its
# words are shown to the administrator, so they name no citizen.
organisation_changed = Signal()
