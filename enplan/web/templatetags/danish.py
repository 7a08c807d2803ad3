"""Template filters on top of `enplan.web.spoken`; nothing is decided here. An empty value gives "" throughout."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enplan.web import parts_in_danish, spoken

register = template.Library()

MaybeWhen = date | datetime | None | str


@register.simple_tag
def in_danish() -> SafeString:
    """` lang="da"` where the page is in another language: for what people and the municipality wrote themselves."""
    return SafeString("" if parts_in_danish.is_danish() else ' lang="da"')


@register.simple_tag
def as_it_was_written() -> str:
    """ "(skrevet på dansk)" before such a text, on a page in another language; nothing on a Danish page."""
    return "" if parts_in_danish.is_danish() else _("(skrevet på dansk)")


@register.filter
def day(when: MaybeWhen) -> str:
    return spoken.day(when) if isinstance(when, date) else ""


@register.filter
def short_day(when: MaybeWhen) -> str:
    return spoken.short_day(when) if isinstance(when, date) else ""


@register.filter
def full_day(when: MaybeWhen) -> str:
    return spoken.full_day(when) if isinstance(when, date) else ""


@register.filter
def day_near(when: MaybeWhen) -> str:
    return spoken.day_near(when) if isinstance(when, date) else ""


@register.filter
def weekday(when: MaybeWhen) -> str:
    return spoken.weekday(when) if isinstance(when, date) else ""


@register.filter
def clock_time(when: datetime | time | str | None) -> str:
    return spoken.clock_time(when) if isinstance(when, datetime | time) else ""


@register.filter
def meeting_time(when: MaybeWhen) -> str:
    return spoken.meeting_time(when) if isinstance(when, datetime) else ""


@register.filter
def moment(when: MaybeWhen) -> str:
    return spoken.moment(when) if isinstance(when, datetime) else ""


@register.filter
def near(when: MaybeWhen) -> str:
    return spoken.near(when) if isinstance(when, date) else ""


@register.filter
def distance(when: MaybeWhen) -> str:
    return spoken.distance(when) if isinstance(when, date) else ""


@register.filter
def number(value: int | float | Decimal | str | None) -> str:
    return spoken.number(value) if isinstance(value, int | float | Decimal) else ""


@register.filter
def count_of(amount: int, words: str) -> str:
    """`{{ 3|count_of:"aftale,aftaler" }}` gives "3 aftaler"."""
    one, _, many = words.partition(",")
    return spoken.count(amount, one, many)


@register.filter
def listing(words: Iterable[object], most: int | None = None) -> str:
    return spoken.listing([str(word) for word in words or ()], most=most)


@register.filter
def named(names: object) -> str | list[str]:
    """A Danish name, or each of several, as it stands in a text of the page."""
    if isinstance(names, list | tuple):
        return [parts_in_danish.named(name) for name in names]
    return parts_in_danish.named(names or "")


@register.filter
def possessive(name: object) -> str:
    return spoken.possessive(str(name))


@register.filter
def first_name(name: object) -> str:
    return spoken.first_name(str(name))
