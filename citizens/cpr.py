"""CPR numbers: ten digits, checked as a real date by the century rule. Never logged, never in an address or a message.

No check digit is asked for: since 2007 numbers are given without it. Replacement numbers have day + 60; libraries
refuse those, so the check is our own (source: CPR-kontoret, "Personnummeret i CPR").
"""

from datetime import date

from django.core.exceptions import ValidationError

from enplan import clock

NOT_A_CPR = (
    "Skriv CPR-nummeret med ti tal: seks for fødselsdagen og fire til. Fødselsdagen skal være en rigtig dato."
)


def clean_cpr(text: str) -> str:
    """The ten digits of what a person typed ("740394-0012", "740394 0012"); ValidationError if it is no CPR number."""
    digits = "".join(text.split()).replace("-", "")
    check_cpr(digits)
    return digits


def check_cpr(digits: str) -> None:
    """Raise ValidationError unless `digits` can be somebody's CPR number. The message never repeats the number."""
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        raise ValidationError(NOT_A_CPR, code="cpr")
    try:
        born = born_on(digits)
    except ValueError:
        raise ValidationError(NOT_A_CPR, code="cpr") from None
    if born > clock.today():
        raise ValidationError("CPR-nummeret hører til en dato, der ikke er kommet endnu.", code="cpr")


def born_on(digits: str) -> date:
    """The date of birth in a CPR number. ValueError when it is no date."""
    day, month, year, seventh = int(digits[:2]), int(digits[2:4]), int(digits[4:6]), int(digits[6])
    if day > 60:
        day -= 60
    return date(_century(seventh, year) + year, month, day)


def _century(seventh: int, year: int) -> int:
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def masked(digits: str) -> str:
    """DDMMYY-XXXX, as it stands on screens and prints."""
    return f"{digits[:6]}-XXXX"
