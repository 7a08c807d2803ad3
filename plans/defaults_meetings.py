"""The forms of meeting a municipality begins with (domain: meetings). A practice, so they are rows and no code."""

from typing import Any

KINDS: tuple[dict[str, Any], ...] = (
    {
        "key": "kickoff",
        "name": "Opstartsmøde",
        "name_en": "First meeting",
        "minutes": 90,
        "has_columns": True,
        "programme": (
            "Borgeren fortæller først\nDet bekymrer, det virker, det skal der ske\n"
            "Hvem må se hvad\nHvem vil du gerne have med\nNæste møde"
        ),
    },
    {
        "key": "mini_kick",
        "name": "Opfølgning efter opstart",
        "name_en": "Follow-up after the first meeting",
        "minutes": 60,
        "rhythm": "3, 6, 9",
        "programme": "Passer drømmen og målene stadig?\nHvad er lykkedes?\nHvad skal ændres?\nNæste møde",
    },
    {
        "key": "team",
        "name": "Teammøde",
        "name_en": "Team meeting",
        "minutes": 60,
        "programme": (
            "Borgerens punkter\nSiden sidst\nAftaler, der er gået over tiden\nDet beslutter vi\nNæste møde"
        ),
    },
    {
        "key": "tfa",
        "name": "TFA-konference",
        "name_en": "TFA conference",
        "minutes": 60,
        "prepare": "Et kort notat fra dit eget fag",
        "prepare_days": 1,
        "programme": (
            "Jobmål (5 minutter)\nDet kan borgeren (15 minutter)\nDet står i vejen (15 minutter)\n"
            "Indsatser (15 minutter)\nAftaler med dato (10 minutter)"
        ),
    },
    {
        "key": "step_up",
        "name": "Step-Up-møde",
        "name_en": "Step-Up meeting",
        "minutes": 90,
        "prepare": "Arbejdsarket, som du har fået sendt",
        "prepare_days": 7,
        "programme": "Arbejdsarket gennemgås\nDet bliver vi enige om\nUnderskrift\nHvornår ser vi på det igen?",
    },
    {
        "key": "borgerkonference",
        "name": "Borgerkonference",
        "name_en": "Leaders' conference",
        "minutes": 60,
        "with_citizen": False,
        "programme": (
            "Hvad er det svære?\nHvad har hver afdeling prøvet?\n"
            "Hvad beslutter vi, og hvem fortæller borgeren det?"
        ),
    },
    {
        "key": "weekly",
        "name": "Ugemøde i teamet",
        "name_en": "The team's weekly meeting",
        "minutes": 30,
        "with_citizen": False,
        "programme": "Siden sidst\nDet skal ske i denne uge",
    },
)


def fill_missing_defaults(**_signal: Any) -> None:
    """Receiver of `post_migrate`. Only missing rows are filled in; what has been changed stays."""
    from plans.models import MeetingKind

    kinds = [MeetingKind(position=position, **one) for position, one in enumerate(KINDS)]
    MeetingKind.objects.bulk_create(kinds, ignore_conflicts=True)
