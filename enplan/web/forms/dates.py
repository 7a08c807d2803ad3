"""A date as people write it in Danish, or on an English page: 12.03.2026, 12/3, 12. marts 2026, 12 March, på fredag.

One text field works the same on a phone, by keyboard and with a screen reader, which a browser's own calendar does not.
"""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from enplan import clock
from enplan.web import danish, english
from enplan.web.forms.days_in_words import Leaning, read_day_in_words

_NUMBERS = re.compile(r"(?:(?:den|d\.?)\s+)?(\d{1,2})\s*[./-]\s*(\d{1,2})(?:\s*[./-]\s*(\d{4}|\d{2}))?\.?")
_WRITTEN = re.compile(r"(?:(?:den|d\.?)\s+)?(\d{1,2})\.?\s*([a-zæøå]+)\.?,?(?:\s*(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = {
    "i forgårs": -2,
    "i går": -1,
    "i dag": 0,
    "idag": 0,
    "i morgen": 1,
    "imorgen": 1,
    "i overmorgen": 2,
    "i aften": 0,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
}


class DanishDateField(forms.DateField):
    """A day. `leans` says which year a date without one means: the coming ("future") or the latest ("past")."""

    widget = forms.TextInput

    def __init__(self, *, leans: Leaning = "future", **kwargs: Any) -> None:
        self.leans = leans
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("class", "input-width-s")
        self.widget.attrs.setdefault("autocomplete", "off")

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and "\x00" not in value:
            text = value.strip()
            if not text:
                return None
            found = read_date(text, today=clock.today(), leans=self.leans)
            if found is None:
                raise ValidationError(
                    _("“%(text)s” er ikke en dato, vi forstår. Skriv fx 12.03.2026 eller 12. marts."),
                    code="invalid",
                    params={"text": text[:40]},
                )
            return found
        if isinstance(value, str):
            raise ValidationError(_("Skriv datoen igen, fx 12.03.2026."), code="invalid")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d.%m.%Y}" if isinstance(value, date) else value


def read_date(text: str, *, today: date, leans: Leaning = "future") -> date | None:
    """The day that `text` names, or None. A year of two digits is this century's."""
    folded = " ".join(text.casefold().split())
    if folded in _WORDS:
        return today + timedelta(days=_WORDS[folded])
    if match := _ISO.fullmatch(folded):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if found := read_day_in_words(folded, today=today, leans=leans):
        return found
    if weekday := _with_weekday(folded):
        named = read_date(weekday[1], today=today, leans=leans)
        return named if named is not None and named.weekday() == weekday[0] else None
    if match := _NUMBERS.fullmatch(folded):
        month: int | None = int(match[2])
    elif match := _WRITTEN.fullmatch(folded):
        month = _month_named(match[2])
    else:
        return None
    if month is None:
        return None
    if match[3]:
        year = int(match[3])
        return _day(year + 2000 if year < 100 else year, month, int(match[1]))
    return _nearest(month, int(match[1]), today=today, leans=leans)


def _with_weekday(folded: str) -> tuple[int, str] | None:
    """ "fredag den 13. marts": the weekday's number and the rest."""
    first, _space, rest = folded.partition(" ")
    return (danish.WEEKDAYS.index(first), rest) if rest and first in danish.WEEKDAYS else None


def _nearest(month: int, day: int, *, today: date, leans: Leaning) -> date | None:
    """The coming or the latest such day; a leap day may be up to eight years away."""
    step = 1 if leans == "future" else -1
    for years in range(9):
        found = _day(today.year + step * years, month, day)
        if found and (found >= today if leans == "future" else found <= today):
            return found
    return None


def _month_named(word: str) -> int | None:
    matches = [
        number
        for months in (danish.MONTHS, english.MONTHS)
        for number, name in enumerate(months, start=1)
        if len(word) >= 3 and name.casefold().startswith(word)
    ]
    return matches[0] if len(set(matches)) == 1 else None


def _day(year: int, month: int, day: int) -> date | None:
    if not 1900 <= year <= 2200:
        return None  # a slip of the finger, not a day that matters to anybody's plan
    try:
        return date(year, month, day)
    except ValueError:
        return None
