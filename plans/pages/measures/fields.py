"""Fields for small numbers and for amounts of money."""

import re
from decimal import Decimal
from typing import Any

from django import forms as django_forms

THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")


class Number(django_forms.IntegerField):
    """A small whole number, or nothing."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=most, required=False, **kwargs)
        self.widget = django_forms.TextInput(
            attrs={"inputmode": "numeric", "class": "input-width-xs", "autocomplete": "off"}
        )


class Kroner(django_forms.DecimalField):
    """An amount as Danes write it: 1.000, 12,50, 1.250,75 kr."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_digits=12, decimal_places=2, **kwargs)
        self.widget = django_forms.TextInput(attrs={"inputmode": "decimal", "class": "input-width-s"})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.casefold().removesuffix("kr.").removesuffix("kr").split())
            if "," in value or THOUSANDS.fullmatch(value):
                value = value.replace(".", "").replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, Decimal) else value
