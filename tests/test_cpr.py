"""CPR numbers: a real date by the century rule, day + 60 allowed, no check digit; never in a text that is kept."""

import logging
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from citizens.cpr import born_on, clean_cpr, masked
from citizens.models import Citizen
from citizens.services import register_citizen
from enplan import clock
from tests.cast import CPRS, NOW

# The seventh digit and the year within the century tell the century (CPR-kontoret, "Personnummeret i CPR").
CENTURIES = [
    ("010100", "0", 1900),
    ("010199", "3", 1999),
    ("010136", "4", 2036),
    ("010137", "4", 1937),
    ("010157", "5", 2057),
    ("010158", "5", 1858),
    ("010199", "8", 1899),
    ("010136", "9", 2036),
    ("010137", "9", 1937),
]


@pytest.fixture(autouse=True)
def much_later():
    with clock.standing_at(datetime(2060, 1, 1, tzinfo=clock.COPENHAGEN)):
        yield


@pytest.mark.parametrize(("day", "seventh", "year"), CENTURIES)
def test_century_follows_the_seventh_digit(day, seventh, year):
    assert born_on(f"{day}{seventh}000").year == year
    assert clean_cpr(f"{day}-{seventh}000") == f"{day}{seventh}000"


@pytest.mark.parametrize("typed", ["740394-0012", "740394 0012", " 7403940012 ", "7403940012"])
def test_number_is_taken_as_people_write_it(typed):
    assert clean_cpr(typed) == "7403940012"
    assert born_on("7403940012") == date(1994, 3, 14)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ringede i går",
        "123",
        "740394001",
        "74039400123",
        "3002940012",  # 30 February
        "2902930012",  # no leap year
        "0013940012",
        "0000000000",
        "3213940012",
        "6003940012",  # day 60 is no day and no replacement
        "9203940012",  # day 32 + 60
        "7413940012",  # month 13
        "٧٤٠٣٩٤٠٠١٢",
        "７４０３９４００１２",
        "74039400¹²",
        "74O3940012",
        "7403940012\x00",
        "7" * 20_000,
    ],
)
def test_what_is_no_number_is_refused_without_repeating_it(typed):
    with pytest.raises(ValidationError) as refused:
        clean_cpr(typed)
    if typed:
        assert typed not in str(refused.value)


def test_leap_day_of_2000_is_a_day_and_of_1900_is_none():
    assert born_on("2902004000") == date(2000, 2, 29)
    with pytest.raises(ValueError, match="day"):
        born_on("2902000000")


def test_number_of_the_future_is_refused():
    with clock.standing_at(NOW), pytest.raises(ValidationError):
        clean_cpr("0101274000")  # 2027
    with clock.standing_at(datetime(2026, 3, 14, tzinfo=clock.COPENHAGEN)):
        assert clean_cpr("1403264000")  # born today


@settings(max_examples=200, derandomize=True, database=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(1999, 12, 31)), st.booleans())
def test_every_day_is_found_again_with_and_without_sixty(day, is_replacement):
    first = day.day + 60 if is_replacement else day.day
    assert born_on(f"{first:02}{day.month:02}{day.year % 100:02}0000") == day


def test_mask_keeps_the_date_only():
    assert masked("7403940012") == "740394-XXXX"


# Never in a text -----------------------------------------------------------------------------------------------------


def test_number_stands_in_no_text_of_the_citizen(cast):
    citizen = cast.citizen
    texts = (str(citizen), repr(citizen), repr(Citizen.objects.all()), repr(vars(citizen)["_state"]))
    assert not [text for text in texts if CPRS[0] in text or "0012" in text]
    assert citizen.cpr_masked == "740394-XXXX"


def test_registering_twice_is_refused_without_the_number_in_message_chain_or_log(cast, caplog):
    with caplog.at_level(logging.DEBUG), pytest.raises(ValidationError) as refused:
        register_citizen(by=cast.sofie, name="Bo Hede", cpr=CPRS[0])
    assert CPRS[0] not in str(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    logged = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert CPRS[0] not in " ".join(logged)


def test_race_for_a_number_is_refused_without_it(cast, monkeypatch):
    """Two register the same person at once: the second passes the look-up, and the database says no with the number."""
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda _rows: False)
    with pytest.raises(ValidationError) as refused:
        register_citizen(by=cast.sofie, name="Bo Hede", cpr=CPRS[0])
    assert CPRS[0] not in str(refused.value)
    assert (
        refused.value.__suppress_context__
    )  # what the database said, and the number in it, is in no traceback


def test_database_is_the_last_to_know_and_its_words_stay_inside(cast):
    """Why the service swallows what the database says: PostgreSQL repeats the number."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Citizen.objects.create(name="Bo Hede", cpr=CPRS[0], registered_at=NOW)
