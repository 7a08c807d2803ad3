"""The default kinds of ground and purposes (domain: consent and lawful sharing). A jurist must confirm the kinds."""

from typing import Any

from citizens.default_words import WORDS_OF_THE_PLAN
from citizens.default_words_of_help import WORDS_OF_HELP

GROUND_KINDS: tuple[dict[str, Any], ...] = (
    {
        "key": "sharing_consent",
        "name": "samtykke til deling",
        "law": "Kommunens egen regel om samtykke til deling (forvaltningsloven § 28, stk. 2)",
        "name_en": "consent to sharing",
        "law_en": "The municipality’s own rule on consent to sharing (Public Administration Act, section 28 (2))",
        "is_consent": True,
        "default_months": 12,
    },
    {
        "key": "health_consent",
        "name": "sundhedsloven § 43",
        "law": "Sundhedsloven § 43, samtykke til at dele helbredsoplysninger (højst et år, § 44)",
        "name_en": "Health Act, section 43",
        "law_en": "Health Act, section 43, consent to sharing health information (a year at most, section 44)",
        "is_consent": True,
        "covers_health": True,
        "default_months": 12,
        "longest_months": 12,
    },
    {
        "key": "obtaining",
        "name": "retssikkerhedsloven § 11 a",
        "law": "Retssikkerhedsloven § 11 a, indhentning af oplysninger til sagen",
        "name_en": "Act on Legal Protection and Administration in Social Matters, section 11 a",
        "law_en": (
            "Act on Legal Protection and Administration in Social Matters, section 11 a, obtaining information "
            "for a matter"
        ),
        "is_consent": True,
        "names_information": True,
    },
    {
        "key": "providers",
        "name": "serviceloven § 141 (5)",
        "law": "Serviceloven § 141, stk. 5, relevante dele af planen til den, der udfører indsatsen",
        "name_en": "Social Services Act, section 141 (5)",
        "law_en": "Social Services Act, section 141 (5), relevant parts of the plan to those who carry out the support",
        "used_by": "owner",
        "citizen_is_told": "informed",
    },
    {
        "key": "current_treatment",
        "name": "sundhedsloven § 41",
        "law": "Sundhedsloven § 41, aktuel behandling mellem sundhedspersoner",
        "name_en": "Health Act, section 41",
        "law_en": "Health Act, section 41, current treatment, between health professionals",
        "covers_health": True,
        "used_by": "health",
        "citizen_is_told": "informed",
    },
    {
        "key": "visitation",
        "name": "visitation",
        "law": "Visitationsfasen, som kommunen har fastsat den",
        "name_en": "the first look",
        "law_en": "The time before the start in which the municipality finds out what is needed, as it has decided",
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
        "name_en": "acute danger or a duty in law",
        "law_en": "Public Administration Act, section 28, and Health Act, section 43 (2): danger or a duty in law",
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
        "name_en": "a leader’s supervision",
        "law_en": "A leader’s supervision of their own department",
        "covers_health": True,
        "used_by": "leader",
        "default_days": 7,
        "longest_days": 14,
        "citizen_is_told": "log",
    },
)

CONSENT_PURPOSES: tuple[tuple[str, str, str], ...] = (
    # key, in the citizen's words, in English
    (
        "together",
        "Vi arbejder sammen om min plan på tværs af afdelinger",
        "We work together on my plan across departments",
    ),
    (
        "fits_together",
        "Behandling, hverdag og job skal passe sammen",
        "Treatment, everyday life and work must fit together",
    ),
    ("own_people", "Mine egne folk skal kunne hjælpe til", "My own people must be able to help"),
    (
        "transition",
        "Noget skifter, og den nye skal vide, hvor vi er",
        "Something is changing, and whoever is new must know where we are",
    ),
)


def fill_missing_defaults(**_signal: Any) -> None:
    """Receiver of `post_migrate`."""
    from citizens.models import ConsentPurpose, GlossaryWord, GroundKind

    GroundKind.objects.bulk_create(
        [GroundKind(position=position, **kind) for position, kind in enumerate(GROUND_KINDS)],
        ignore_conflicts=True,
    )
    ConsentPurpose.objects.bulk_create(
        [
            ConsentPurpose(key=key, text=text, text_en=text_en, position=position)
            for position, (key, text, text_en) in enumerate(CONSENT_PURPOSES)
        ],
        ignore_conflicts=True,
    )
    GlossaryWord.objects.bulk_create(
        [
            GlossaryWord(
                key=key, word=word, forms=forms, explanation=explanation, explanation_en=explanation_en
            )
            for key, word, forms, explanation, explanation_en in (*WORDS_OF_THE_PLAN, *WORDS_OF_HELP)
        ],
        ignore_conflicts=True,
    )
