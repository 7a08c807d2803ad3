"""Dates, numbers, lists and names the Danish way."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.template import Context, Template

from enplan import clock
from enplan.web import danish

TODAY = date(2026, 3, 1)


def test_day_has_no_year_and_full_day_has():
    assert danish.day(date(2026, 3, 10)) == "10. marts"
    assert danish.full_day(date(2026, 1, 12)) == "12. januar 2026"
    assert danish.short_day(date(2026, 2, 20)) == "20. feb."


def test_day_of_an_instant_is_the_day_in_denmark():
    just_after_midnight = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)
    assert danish.day(just_after_midnight) == "10. marts"
    assert danish.clock_time(just_after_midnight) == "0.30"


def test_last_day_of_a_period_is_the_day_before_its_midnight():
    assert danish.last_day(clock.end_of(date(2026, 3, 10))) == date(2026, 3, 10)
    assert danish.last_day(datetime(2026, 3, 10, 12, tzinfo=UTC)) == date(2026, 3, 10)


def test_meeting_time_on_the_hour_leaves_the_minutes_out():
    assert (
        danish.meeting_time(datetime(2026, 3, 10, 12, tzinfo=UTC), today=TODAY)
        == "tirsdag den 10. marts kl. 13"
    )
    assert (
        danish.meeting_time(datetime(2026, 7, 1, 11, 5, tzinfo=UTC), today=TODAY)
        == "onsdag den 1. juli kl. 13.05"
    )


def test_meeting_time_far_away_has_the_year():
    assert (
        danish.meeting_time(datetime(2027, 3, 10, 12, tzinfo=UTC), today=TODAY)
        == "onsdag den 10. marts 2027 kl. 13"
    )


def test_naive_instant_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        danish.clock_time(datetime(2026, 3, 10, 12))  # noqa: DTZ001  # what is tested


@pytest.mark.parametrize(
    ("when", "near", "distance"),
    [
        (date(2026, 3, 1), "i dag", "i dag"),
        (date(2026, 2, 28), "i går", "i går"),
        (date(2026, 3, 2), "i morgen", "i morgen"),
        (date(2026, 3, 13), "13. marts", "om 12 dage"),
        (date(2026, 2, 8), "8. februar", "for 3 uger siden"),
        (date(2026, 9, 1), "1. september 2026", "om 6 måneder"),
        (date(2024, 3, 1), "1. marts 2024", "for 2 år siden"),
    ],
)
def test_near_and_distance_from_today(when, near, distance):
    assert danish.near(when, today=TODAY) == near
    assert danish.distance(when, today=TODAY) == distance


def test_moment_yesterday():
    assert danish.moment(datetime(2026, 2, 28, 13, 2, tzinfo=UTC), today=TODAY) == "i går kl. 14.02"


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-3, "−3"), (1234567, "1.234.567"), (12.5, "12,5"), (Decimal("1234.50"), "1.234,50")],
)
def test_number(value, written):
    assert danish.number(value) == written


@pytest.mark.parametrize(("amount", "said"), [(0, "ingen aftaler"), (1, "1 aftale"), (2, "2 aftaler")])
def test_count(amount, said):
    assert danish.count(amount, "aftale", "aftaler") == said


@pytest.mark.parametrize(
    ("words", "most", "said"),
    [
        ([], None, ""),
        (["Jan"], None, "Jan"),
        (["Jan", "Sofie"], None, "Jan og Sofie"),
        (["Jan", "Sofie", "Bodil"], None, "Jan, Sofie og Bodil"),
        (["Jan", "Sofie", "Bodil"], 2, "Jan, Sofie og Bodil"),  # "1 andre" is no Danish
        (["Jan", "Sofie", "Bodil", "Mads"], 2, "Jan, Sofie og 2 andre"),
    ],
)
def test_listing(words, most, said):
    assert danish.listing(words, most=most) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Sofie", "Sofies"),
        ("Rasmus", "Rasmus’"),
        ("Max", "Max’"),
        ("Liz", "Liz’"),
        ("LARS", "LARS’"),
        ("", "s"),
    ],
)
def test_possessive(name, said):
    assert danish.possessive(name) == said


def test_alphabetical_ends_with_the_danish_letters_and_knows_aa():
    words = [
        "Ånd",
        "ære",
        "zink",
        "østers",
        "Aarhus",
        "aftale",
        "éntal",
        "Bo",
        "af",
        "§ 101",
        "§ 85",
        "2 ting",
    ]
    ordered = [
        "§ 85",
        "§ 101",
        "2 ting",
        "af",
        "aftale",
        "Bo",
        "éntal",
        "zink",
        "ære",
        "østers",
        "Ånd",
        "Aarhus",
    ]
    assert sorted(words, key=danish.alphabetical) == ordered


def test_filters_say_the_same_and_are_quiet_about_nothing():
    template = Template(
        "{% load danish %}{{ at|moment }}|{{ on|distance }}|{{ none|day }}|{{ n|number }}|"
        '{{ 3|count_of:"aftale,aftaler" }}|{{ names|listing:1 }}|{{ name|possessive }}|{{ none|full_day }}'
    )
    with clock.standing_at(datetime(2026, 3, 1, 12)):  # noqa: DTZ001  # means Danish time
        said = template.render(
            Context(
                {
                    "at": datetime(2026, 3, 1, 13, 30, tzinfo=clock.COPENHAGEN),
                    "on": date(2026, 3, 13),
                    "none": None,
                    "n": 1234,
                    "names": ["<b>", "Jan", "Bo"],
                    "name": "Rasmus",
                }
            )
        )
    assert said == "i dag kl. 13.30|om 12 dage||1.234|3 aftaler|&lt;b&gt; og 2 andre|Rasmus’|"


def test_clock_time_of_a_plain_time():
    assert danish.clock_time(time(9, 5)) == "9.05"
    assert danish.clock_time(time(13)) == "13"
