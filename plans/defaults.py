"""The default catalogue of measures (domain: measures, and the rhythms of follow-up). A jurist must confirm each."""

from typing import Any

from plans.default_templates import fill_missing_templates

SERVICE, HEALTH, CHILDREN = "serviceloven", "sundhedsloven", "barnets lov"
WORK, SOCIAL_POLICY = "lov om en aktiv beskæftigelsesindsats", "lov om aktiv socialpolitik"
A_HOME: dict[str, Any] = {"areas": ("housing",), "first_follow_up_weeks": 12, "follow_up_months": 6}

MEASURE_TYPES: tuple[dict[str, Any], ...] = (
    {
        "key": "bostoette",
        "law": SERVICE,
        "paragraph": "§ 85",
        "name": "Bostøtte (socialpædagogisk støtte)",
        "areas": ("housing", "everyday"),
        "follow_up_months": 4,
    },
    {
        "key": "beskyttet-beskaeftigelse",
        "law": SERVICE,
        "paragraph": "§ 103",
        "name": "Beskyttet beskæftigelse",
        "areas": ("job_education",),
        "follow_up_months": 6,
        "fills_the_week": True,
    },
    {
        "key": "aktivitet-og-samvaer",
        "law": SERVICE,
        "paragraph": "§ 104",
        "name": "Aktivitets- og samværstilbud",
        "areas": ("network_leisure", "everyday"),
        "follow_up_months": 6,
        "fills_the_week": True,
    },
    {
        "key": "midlertidigt-botilbud",
        "law": SERVICE,
        "paragraph": "§ 107",
        "name": "Midlertidigt botilbud",
        **A_HOME,
    },
    {
        "key": "laengerevarende-botilbud",
        "law": SERVICE,
        "paragraph": "§ 108",
        "name": "Længerevarende botilbud",
        "areas": ("housing",),
        "follow_up_months": 12,
    },
    {
        "key": "herberg",
        "law": SERVICE,
        "paragraph": "§ 110",
        "name": "Midlertidigt ophold på herberg",
        "areas": ("housing",),
        "first_follow_up_weeks": 4,
        "follow_up_months": 1,
    },
    {
        "key": "praktisk-hjaelp",
        "law": SERVICE,
        "paragraph": "§ 83",
        "name": "Personlig og praktisk hjælp",
        "areas": ("everyday", "health"),
        "follow_up_months": 12,
    },
    {
        "key": "tidlig-stoette",
        "law": SERVICE,
        "paragraph": "§ 82 b",
        "name": "Tidlig støtte i en kort periode",
        "areas": ("everyday",),
        "follow_up_months": 3,
    },
    {
        "key": "ledsagelse",
        "law": SERVICE,
        "paragraph": "§ 97",
        "name": "Ledsagelse",
        "areas": ("network_leisure",),
        "follow_up_months": 12,
    },
    {
        "key": "stofbehandling",
        "law": SERVICE,
        "paragraph": "§ 101",
        "name": "Behandling for stofbrug",
        "areas": ("substance_use",),
        "follow_up_months": 3,
    },
    {
        "key": "alkoholbehandling",
        "law": HEALTH,
        "paragraph": "§ 141",
        "name": "Behandling for alkohol",
        "areas": ("substance_use",),
        "follow_up_months": 3,
    },
    {
        "key": "genoptraening",
        "law": HEALTH,
        "paragraph": "§ 140",
        "name": "Genoptræning efter sygehus",
        "areas": ("health",),
        "follow_up_months": 3,
    },
    {
        "key": "mentor",
        "law": WORK,
        "paragraph": "§ 167",
        "name": "Mentor",
        "areas": ("job_education", "everyday"),
        "follow_up_months": 3,
    },
    {
        "key": "praktik",
        "law": WORK,
        "paragraph": "§ 57",
        "name": "Virksomhedspraktik",
        "areas": ("job_education",),
        "first_follow_up_weeks": 4,
        "follow_up_months": 1,
        "fills_the_week": True,
    },
    {
        "key": "ressourceforloeb",
        "law": SOCIAL_POLICY,
        "paragraph": "§ 68",
        "name": "Ressourceforløb",
        "areas": ("job_education",),
        "follow_up_months": 3,
    },
    {
        "key": "stoette-til-familien",
        "law": CHILDREN,
        "paragraph": "§ 32",
        "name": "Støtte til barnet og familien",
        "areas": ("family",),
        "first_follow_up_weeks": 12,
        "follow_up_months": 6,
    },
)


def fill_missing_defaults(**_signal: Any) -> None:
    """Receiver of `post_migrate`. Only missing rows are filled in; what an administrator has changed stays."""
    from plans.models import MeasureType

    fill_missing_templates()
    there = set(MeasureType.objects.values_list("pk", flat=True))
    missing = [(position, dict(one)) for position, one in enumerate(MEASURE_TYPES) if one["key"] not in there]
    areas = {one["key"]: one.pop("areas") for _, one in missing}
    MeasureType.objects.bulk_create(
        [MeasureType(position=position, **one) for position, one in missing], ignore_conflicts=True
    )
    through = MeasureType.areas.through
    through.objects.bulk_create(
        [
            through(measuretype_id=key, lifearea_id=area)
            for key, belonging in areas.items()
            for area in belonging
        ],
        ignore_conflicts=True,
    )
