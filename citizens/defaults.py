"""The default kinds of ground and purposes (domain: consent and lawful sharing). A jurist must confirm the kinds."""

from typing import Any

GROUND_KINDS: tuple[dict[str, Any], ...] = (
    {
        "key": "sharing_consent",
        "name": "samtykke til deling",
        "law": "Kommunens egen regel om samtykke til deling (forvaltningsloven § 28, stk. 2)",
        "is_consent": True,
        "default_months": 12,
    },
    {
        "key": "health_consent",
        "name": "sundhedsloven § 43",
        "law": "Sundhedsloven § 43, samtykke til at dele helbredsoplysninger (højst et år, § 44)",
        "is_consent": True,
        "covers_health": True,
        "default_months": 12,
        "longest_months": 12,
    },
    {
        "key": "obtaining",
        "name": "retssikkerhedsloven § 11 a",
        "law": "Retssikkerhedsloven § 11 a, indhentning af oplysninger til sagen",
        "is_consent": True,
        "names_information": True,
    },
    {
        "key": "providers",
        "name": "serviceloven § 141 (5)",
        "law": "Serviceloven § 141, stk. 5, relevante dele af planen til den, der udfører indsatsen",
        "used_by": "owner",
        "citizen_is_told": "informed",
    },
    {
        "key": "current_treatment",
        "name": "sundhedsloven § 41",
        "law": "Sundhedsloven § 41, aktuel behandling mellem sundhedspersoner",
        "covers_health": True,
        "used_by": "health",
        "citizen_is_told": "informed",
    },
    {
        "key": "visitation",
        "name": "visitation",
        "law": "Visitationsfasen, som kommunen har fastsat den",
        "is_active": False,  # until the municipality says that it has such a phase, and what it opens
        "used_by": "coordinator",
        "default_days": 28,
        "longest_days": 28,
        "citizen_is_told": "informed",
    },
    {
        "key": "acute_or_duty",
        "name": "akut fare eller lovbestemt pligt",
        "law": "Forvaltningsloven § 28 og sundhedsloven § 43, stk. 2: akut fare eller pligt i lov",
        "covers_health": True,
        "used_by": "owner",
        "longest_days": 14,
        "citizen_is_told": "later",
        "longest_wait_days": 30,
        "is_reviewed": True,
    },
    {
        "key": "supervision",
        "name": "ledelsestilsyn",
        "law": "Lederens tilsyn med egen afdeling",
        "covers_health": True,
        "used_by": "leader",
        "default_days": 7,
        "longest_days": 14,
        "citizen_is_told": "log",
    },
)

CONSENT_PURPOSES: tuple[tuple[str, str], ...] = (
    ("together", "Vi arbejder sammen om min plan på tværs af afdelinger"),
    ("fits_together", "Behandling, hverdag og job skal passe sammen"),
    ("own_people", "Mine egne folk skal kunne hjælpe til"),
    ("transition", "Noget skifter, og den nye skal vide, hvor vi er"),
)


def fill_missing_defaults(**_signal: Any) -> None:
    """Receiver of `post_migrate`."""
    from citizens.models import ConsentPurpose, GroundKind

    GroundKind.objects.bulk_create(
        [GroundKind(position=position, **kind) for position, kind in enumerate(GROUND_KINDS)],
        ignore_conflicts=True,
    )
    ConsentPurpose.objects.bulk_create(
        [
            ConsentPurpose(key=key, text=text, position=position)
            for position, (key, text) in enumerate(CONSENT_PURPOSES)
        ],
        ignore_conflicts=True,
    )
