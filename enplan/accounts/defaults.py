"""The default life areas and roles. Only missing rows are filled in; what an administrator has changed stays."""

from typing import Any

LIFE_AREAS: tuple[tuple[str, tuple[str, str], tuple[str, str], tuple[str, ...]], ...] = (
    # key, name and English name, both in a list, FFB themes (names only; the terms themselves are KL's and are read
    # at run time)
    (
        "job_education",
        ("Job og uddannelse", "Work and education"),
        ("job og uddannelse", "work and education"),
        ("Samfundsliv",),
    ),
    ("housing", ("Bolig", "Housing"), ("bolig", "housing"), ("Omgivelser",)),
    ("economy", ("Økonomi", "Money"), ("økonomi", "money"), ("Samfundsliv",)),
    ("health", ("Helbred", "Health"), ("helbred", "health"), ("Sundhedsforhold", "Fysiske funktioner")),
    (
        "mental_health",
        ("Psykisk helbred", "Mental health"),
        ("psykisk helbred", "mental health"),
        ("Mentale funktioner",),
    ),
    (
        "substance_use",
        ("Rusmidler", "Alcohol and drugs"),
        ("rusmidler", "alcohol and drugs"),
        ("Sociale forhold",),
    ),
    (
        "family",
        ("Familie og børn", "Family and children"),
        ("familie og børn", "family and children"),
        ("Relationer",),
    ),
    (
        "network_leisure",
        ("Netværk og fritid", "Friends and free time"),
        ("netværk og fritid", "friends and free time"),
        ("Relationer", "Samfundsliv"),
    ),
    (
        "everyday",
        ("Hverdag", "Everyday life"),
        ("hverdag", "everyday life"),
        ("Egenomsorg", "Praktiske opgaver"),
    ),
)

ROLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "caseworker",
        "Sagsbehandler",
        ("join_team", "coordinate", "write_goals", "start_plans", "search"),
    ),
    ("provider", "Udfører", ("join_team", "search")),
    ("leader", "Faglig leder", ("join_team", "supervise")),
    ("administrator", "Administrator", ("administer",)),
    ("auditor", "Databeskyttelsesrådgiver", ("audit", "answer_about_looks")),
)


def fill_missing_defaults(**_signal: Any) -> None:
    """Receiver of `post_migrate`."""
    from enplan.accounts.models import LifeArea, Role

    LifeArea.objects.bulk_create(
        [
            LifeArea(
                key=key,
                name=name,
                name_en=name_en,
                short_name=short,
                short_name_en=short_en,
                ffb_themes=list(themes),
                position=position,
            )
            for position, (key, (name, name_en), (short, short_en), themes) in enumerate(LIFE_AREAS)
        ],
        ignore_conflicts=True,
    )
    Role.objects.bulk_create(
        [
            Role(key=key, name=name, position=position, **{f"can_{ability}": True for ability in abilities})
            for position, (key, name, abilities) in enumerate(ROLES)
        ],
        ignore_conflicts=True,
    )
