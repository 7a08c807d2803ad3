"""Names, numbers and addresses of people who do not exist."""

from datetime import date, timedelta
from random import Random

# No Danish name is made of these.
STARTS = ("Bju", "Dro", "Fly", "Gna", "Kvi", "Pjo", "Skvo", "Svu", "Try", "Vrø", "Knæ", "Smi")
FIRST_ENDS = ("bo", "dul", "fim", "gas", "lop", "mut", "nef", "pal", "rix", "zo")
LAST_ENDS = ("bark", "dalt", "fesk", "gront", "helm", "kamp", "mort", "nask", "pind", "rusk", "tolm")

OLDEST = date(1940, 1, 1)
YOUNGEST = date(2007, 12, 31)
BIRTHDAYS = (YOUNGEST - OLDEST).days
STRIDE = 7919  # prime, and no divisor of BIRTHDAYS: neighbours in the count are years apart in age


def person_name(rng: Random) -> str:
    """First name, sometimes a middle name, and last name."""
    names = [rng.choice(STARTS) + rng.choice(FIRST_ENDS)]
    if rng.random() < 0.2:
        names.append(rng.choice(STARTS) + rng.choice(LAST_ENDS))
    return " ".join([*names, rng.choice(STARTS) + rng.choice(LAST_ENDS)])


def cpr_of(number: int) -> str:
    """The replacement number (day + 60) of the citizen with this number in the country; no two get the same."""
    serial, place = divmod(number, BIRTHDAYS)
    if serial > 999:
        raise ValueError("There are not that many CPR numbers here.")
    born = OLDEST + timedelta(days=place * STRIDE % BIRTHDAYS)
    century = "4" if born.year >= 2000 else "0"
    return f"{born.day + 60:02}{born:%m%y}{century}{serial:03}"


def address(rng: Random, municipality: int) -> str:
    return f"Vej {rng.randint(1, 400)}, nr. {rng.randint(1, 120)}, By {municipality:03}"


def phone(rng: Random) -> str:
    """A number of the form 00 00 xx xx, which is nobody's."""
    return f"00 00 {rng.randint(0, 99):02} {rng.randint(0, 99):02}"
