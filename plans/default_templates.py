"""The templates a municipality begins with. Only what is missing is filled in; what has been changed stays."""

from typing import Any

# key, area, type, title, why, how it is measured, steps
GOALS: tuple[tuple[str, str, str, str, str, str, tuple[str, ...]], ...] = (
    (
        "eget-hjem",
        "housing",
        "develop",
        "Have et sted at bo, hvor jeg kan blive",
        "Det meste andet er lettere, når man ved, hvor man skal sove næste måned.",
        "Der er en lejekontrakt, og huslejen er betalt tre måneder i træk.",
        (
            "Finde ud af, hvad jeg kan betale, og hvor jeg vil bo",
            "Blive skrevet op, og søge om hjælp til indskuddet",
            "Flytte ind og få hverdagen til at virke",
        ),
    ),
    (
        "regninger",
        "economy",
        "develop",
        "Kende min økonomi og betale det vigtigste til tiden",
        "Gæld og rykkere tager kræfter fra alt det andet.",
        "Husleje, el og forsikring er betalt til tiden i tre måneder.",
        (
            "Samle brevene, og lægge et budget sammen med nogen",
            "Få de faste regninger på betalingsservice",
            "Lave en aftale om gælden",
        ),
    ),
    (
        "skole-eller-job",
        "job_education",
        "develop",
        "Komme i gang med job eller uddannelse i mit eget tempo",
        "Det giver noget at stå op til og flere muligheder senere.",
        "Jeg møder de dage, vi har aftalt, og timerne går langsomt op.",
        (
            "Finde ud af, hvad jeg er god til og gerne vil",
            "Besøge et sted og prøve det af",
            "Begynde med få timer, og sætte dem op, når det går",
        ),
    ),
    (
        "hverdag",
        "everyday",
        "maintain",
        "Blive ved med at have en hverdag, der hænger sammen",
        "Faste vaner gør, at en dårlig uge ikke vælter det hele.",
        "Indkøb, vask og måltider går, som vi har aftalt.",
        ("Lave en ugeplan, der passer til mig", "Aftale, hvem jeg ringer til, når det glipper"),
    ),
    (
        "tryg-i-hovedet",
        "mental_health",
        "develop",
        "Få det bedre indeni, så jeg kan det, jeg gerne vil",
        "Når man sover og har ro, er der plads til andre ting.",
        "Mit eget tal for trivsel går op, og jeg sover de fleste nætter.",
        ("Fortælle, hvad der hjælper, og hvad der gør det værre", "Komme til de samtaler, vi har aftalt"),
    ),
    (
        "nogen-at-vaere-sammen-med",
        "network_leisure",
        "develop",
        "Have nogen at være sammen med og noget at glæde mig til",
        "De fleste har brug for andre end dem, der er på arbejde.",
        "Jeg ser nogen, jeg kan lide, mindst én gang om ugen.",
        ("Finde et sted eller en interesse, jeg vil prøve", "Følges med nogen den første gang"),
    ),
)

# key, name, when it fits, goals, months between follow-ups
PLANS: tuple[tuple[str, str, str, tuple[str, ...], int], ...] = (
    (
        "ung-paa-vej",
        "Ung på vej til at blive voksen",
        "En ung mellem 16 og 25 år, hvor skole, bolig og økonomi skal falde på plads på samme tid.",
        ("skole-eller-job", "eget-hjem", "regninger", "nogen-at-vaere-sammen-med"),
        3,
    ),
    (
        "paa-fode-igen",
        "På fode igen",
        "En voksen, hvor flere ting er gået i stykker på én gang: bolig, økonomi og trivsel.",
        ("eget-hjem", "regninger", "tryg-i-hovedet"),
        2,
    ),
    (
        "holde-fast",
        "Holde fast i det, der går godt",
        "En, der er kommet langt, og hvor det gælder om, at støtten kan blive mindre uden at noget falder.",
        ("hverdag", "nogen-at-vaere-sammen-med"),
        6,
    ),
)

Line = tuple[str, str, str, int]  # what, who, area, days
# key, name, age in months, days ahead it is told, lines
TRANSITIONS: tuple[tuple[str, str, int | None, int, tuple[Line, ...]], ...] = (
    (
        "16-aar",
        "16 år",
        16 * 12,
        90,
        (
            ("Tale med den unge om, hvad der er vigtigt de næste to år", "coordinator", "everyday", -60),
            ("Holde et møde, hvor alle på teamet er med", "coordinator", "everyday", -14),
            ("Aftale, hvad der skal ske efter 9. eller 10. klasse", "area", "job_education", 0),
            ("Skrive op, hvem der følger hvad indtil 18 år", "coordinator", "everyday", 14),
        ),
    ),
    (
        "17-et-halvt",
        "17½ år",
        17 * 12 + 6,
        90,
        (
            ("Finde ud af, hvilken støtte der slutter ved 18 år", "coordinator", "everyday", -60),
            ("Invitere dem, der tager over i voksenafdelingen", "coordinator", "everyday", -30),
            ("Tage stilling til, hvor den unge skal bo", "area", "housing", 0),
            ("Lægge et budget for tiden efter 18 år", "citizen", "economy", 30),
            ("Aftale, hvad den unge vil dele med sine forældre efter 18 år", "coordinator", "family", 60),
        ),
    ),
    (
        "18-aar",
        "18 år",
        18 * 12,
        60,
        (
            ("Spørge den unge om samtykker på ny, nu som voksen", "coordinator", "everyday", -14),
            ("Få NemKonto, MitID og adgang til egen post", "citizen", "economy", -14),
            ("Ny afdeling har overtaget, og den gamle har sagt farvel", "coordinator", "everyday", 0),
            ("Holde et møde om, hvordan den første tid er gået", "coordinator", "everyday", 60),
        ),
    ),
    (
        "udskrivelse",
        "Udskrivelse",
        None,
        0,
        (
            ("Aftale med afsnittet, hvem der gør hvad den første uge", "health", "health", -7),
            ("Sørge for, at der er mad, varme og nøgler hjemme", "coordinator", "everyday", -1),
            ("Ringe eller besøge den første dag hjemme", "coordinator", "everyday", 1),
            ("Følge op på, hvordan den første måned er gået", "coordinator", "health", 30),
        ),
    ),
    (
        "pension",
        "Pension",
        None,
        0,
        (
            ("Regne på, hvad der ændrer sig i økonomien", "area", "economy", -90),
            ("Tale om, hvad hverdagen skal indeholde bagefter", "coordinator", "everyday", -60),
            ("Se efter, at den nye udbetaling er kommet", "citizen", "economy", 14),
        ),
    ),
    (
        "ny-afdeling",
        "Ny afdeling tager over",
        None,
        0,
        (
            ("Fortælle borgeren, hvem der kommer, og hvem der går", "coordinator", "everyday", -21),
            ("Holde et møde, hvor begge afdelinger er med", "coordinator", "everyday", -14),
            ("Gå de åbne aftaler igennem: hvem tager hver af dem?", "coordinator", "everyday", -7),
            (
                "Spørge borgeren, om den nye afdeling må se det, de har brug for",
                "coordinator",
                "everyday",
                -7,
            ),
            ("Høre borgeren, om noget faldt mellem to stole", "coordinator", "everyday", 30),
        ),
    ),
)


def fill_missing_templates() -> None:
    """Fill in what is missing, and nothing else."""
    _fill_goals_and_plans()
    _fill_transitions()


def _fill_goals_and_plans() -> None:
    from plans.models import GoalTemplate, PlanTemplate

    GoalTemplate.objects.bulk_create(
        [
            GoalTemplate(
                key=key,
                area_id=area,
                type=type_,
                title=title,
                why=why,
                measured_by=measured_by,
                steps="\n".join(steps),
                position=position,
            )
            for position, (key, area, type_, title, why, measured_by, steps) in enumerate(GOALS)
        ],
        ignore_conflicts=True,
    )
    there = _taken(PlanTemplate)
    for position, (key, name, about, goals, months) in enumerate(PLANS):
        if not {key, name} & there:  # the goals of one that is there are the administrator's
            made = PlanTemplate.objects.create(
                key=key, name=name, about=about, follow_up_months=months, position=position
            )
            made.goals.set(GoalTemplate.objects.filter(pk__in=goals))


def _taken(model: Any) -> set[str]:
    """Keys and names that are in use."""
    return {word for pair in model.objects.values_list("pk", "name") for word in pair}


def _fill_transitions() -> None:
    from plans.models import ChecklistLine, TransitionKind

    there = _taken(TransitionKind)
    for position, (key, name, age_months, days_ahead, lines) in enumerate(TRANSITIONS):
        if {key, name} & there:  # a line that was taken off the list stays off
            continue
        kind = TransitionKind.objects.create(
            key=key, name=name, age_months=age_months, days_ahead=days_ahead, position=position
        )
        ChecklistLine.objects.bulk_create(
            [
                ChecklistLine(kind=kind, text=text, who=who, area_id=area, days=days, position=number)
                for number, (text, who, area, days) in enumerate(lines)
            ]
        )
