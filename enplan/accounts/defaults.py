"""The default life areas and roles. Only missing rows are filled in; what an administrator has changed stays."""

from typing import Any

LIFE_AREAS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    # key, name, in a list, FFB themes (names only; the terms themselves are KL's and are read at run time)
    ("job_education", "Job og uddannelse", "job og uddannelse", ("Samfundsliv",)),
    ("housing", "Bolig", "bolig", ("Omgivelser",)),
    ("economy", "Økonomi", "økonomi", ("Samfundsliv",)),
    ("health", "Helbred", "helbred", ("Sundhedsforhold", "Fysiske funktioner")),
    ("mental_health", "Psykisk helbred", "psykisk helbred", ("Mentale funktioner",)),
    ("substance_use", "Rusmidler", "rusmidler", ("Sociale forhold",)),
    ("family", "Familie og børn", "familie og børn", ("Relationer",)),
    ("network_leisure", "Netværk og fritid", "netværk og fritid", ("Relationer", "Samfundsliv")),
    ("everyday", "Hverdag", "hverdag", ("Egenomsorg", "Praktiske opgaver")),
)

ROLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "caseworker",
        "Sagsbehandler",
        ("join_team", "coordinate", "write_goals", "note_grounds", "start_plans", "search"),
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
            LifeArea(key=key, name=name, short_name=short, ffb_themes=list(themes), position=position)
            for position, (key, name, short, themes) in enumerate(LIFE_AREAS)
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
