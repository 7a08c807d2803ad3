"""The first list of plans that the one plan can replace, and what it must then hold. In our words, not the law's.

A jurist must confirm it, and each municipality keeps its own.
"""

from typing import Any

KINDS: tuple[dict[str, str], ...] = (
    {
        "key": "handleplan",
        "name": "Handleplan for voksne",
        "law": "serviceloven § 141",
        "must_hold": (
            "Hvad indsatsen skal føre til\nHvilken indsats der skal til\nHvor længe den ventes at vare\n"
            "Bolig, beskæftigelse, personlig hjælp, behandling og hjælpemidler, hvor det har betydning"
        ),
    },
    {
        "key": "min_plan",
        "name": "Jobcentrets plan (Min plan)",
        "law": "lov om en aktiv beskæftigelsesindsats",
        "must_hold": (
            "Job- eller uddannelsesmålet\nHvilke tilbud og hvilken hjælp der er aftalt\nHvad der sker hvornår"
        ),
    },
    {
        "key": "rehabilitering",
        "name": "Rehabiliteringsplan",
        "law": "lov om aktiv socialpolitik, om ressourceforløb",
        "must_hold": (
            "Borgerens mål for job eller uddannelse\nIndsatserne på tværs, og hvem der står for dem\n"
            "Hvordan der følges op"
        ),
    },
    {
        "key": "barnets_plan",
        "name": "Barnets plan eller ungeplan",
        "law": "barnets lov § 91 og § 108",
        "must_hold": (
            "Barnets eller den unges egne ord\nHvad indsatsen skal føre til\nHvordan og hvornår der følges op"
        ),
    },
)


def fill_missing_defaults(**_signal: Any) -> None:
    """Receiver of `post_migrate`. Only missing rows are filled in; what has been changed stays."""
    from plans.models import OtherPlanKind

    kinds = [OtherPlanKind(position=position, **one) for position, one in enumerate(KINDS)]
    OtherPlanKind.objects.bulk_create(kinds, ignore_conflicts=True)
