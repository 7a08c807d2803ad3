"""An hour of the day as people write it: 13, 13.30, kl. 9."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

_HOUR = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?", re.IGNORECASE)


class HourField(forms.CharField):
    """Cleaned to a `datetime.time`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs.setdefault("class", "input-width-xs")
        self.widget.attrs.setdefault("autocomplete", "off")

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = _HOUR.fullmatch(text)
        if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
            raise ValidationError("Skriv et klokkeslæt, fx 13 eller 13.30.", code="invalid")
        return time(int(found[1]), int(found[2] or 0))

    def prepare_value(self, value: Any) -> Any:
        return f"{value.hour}.{value.minute:02}" if isinstance(value, time) else value
