"""What `enplan.web.unsaved` asks of the plans: it knows the forms, the rows are here."""

from collections.abc import Iterable

from enplan.accounts.models import User
from enplan.web.unsaved.keeping import Fields, Typed
from enplan.web.unsaved.keys import Key
from plans.lookups.unsaved import unsaved_on
from plans.services.unsaved import forget_saved, keep_unsaved


class StoredForms:
    """A `enplan.web.unsaved.keeping.Keeper`."""

    def find(self, user: User, page: str) -> Iterable[Typed]:
        return [Typed(one.pk, one.form, one.fields, one.saved_at) for one in unsaved_on(user, page)]

    def keep(self, key: Key, fields: Fields) -> None:
        keep_unsaved(key, fields)

    def forget(self, keys: Iterable[Key]) -> None:
        forget_saved(keys)

    def set_aside(self, key: Key, fields: Fields) -> None:
        keep_unsaved(key, fields, is_set_aside=True)
