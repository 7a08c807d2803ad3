"""Reading a filter from the address, and writing it into the links that keep it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.forms import BaseForm
from django.http import HttpRequest

from enplan.accounts.models import User
from plans.register import employees_named


@dataclass(frozen=True)
class Filter:
    """The form as it is shown, what it asks for (None: it is not understood), and the employee it is about."""

    form: BaseForm
    wanted: dict[str, Any] | None
    employee: User | None = None
    state: dict[str, str] = field(default_factory=dict)

    @property
    def kept(self) -> str:
        """The filter as it stands in an address: days, ids and kinds, never a name."""
        return urlencode(
            {name: _as_text(value) for name, value in (self.wanted or {}).items() if value} | self.state
        )

    def kept_without(self, *names: str) -> str:
        wanted = {name: value for name, value in (self.wanted or {}).items() if name not in names}
        return Filter(self.form, wanted, state=self.state).kept

    @property
    def kept_without_employee(self) -> str:
        return self.kept_without("medarbejder")


def read_filter(
    request: HttpRequest, by: User, form_class: Any, *, initial: dict[str, Any] | None = None, **state: str
) -> Filter:
    """The filter of `request.GET`; where it says nothing at all, `initial`. `state` is what else the links keep."""
    is_asked = bool(request.GET.keys() & form_class.base_fields.keys())
    form = form_class(request.GET if is_asked else None, by=by, initial=initial or {})
    if not is_asked:
        return Filter(form, dict(initial or {}), state=state)
    if not form.is_valid():
        return Filter(form, None, state=state)
    employee = None
    if employee_id := form.cleaned_data.get("medarbejder"):
        employee = employees_named(by).filter(pk=employee_id).first()
        if employee is None:
            form.add_error(None, "Medarbejderen findes ikke. Vælg en anden.")
            return Filter(form, None, state=state)
    return Filter(form, dict(form.cleaned_data), employee, state)


def _as_text(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(getattr(value, "pk", value))
