"""What the organisation announces, so that those who build on it can keep up without being imported here."""

from django.dispatch import Signal

# Sent inside the transaction of the change, with `users`: a QuerySet of the users whose access may have changed, and
# `departments`: the ids of departments that themselves changed (a set, possibly empty).
organisation_changed = Signal()
