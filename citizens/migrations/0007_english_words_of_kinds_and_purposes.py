"""Kinds of ground and purposes get English words beside the Danish; those that still have our Danish ones get ours."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# The key, the Danish law it must still have, the English name and law.
KINDS = (
    ('sharing_consent', 'Kommunens egen regel om samtykke til deling (forvaltningsloven § 28, stk. 2)', 'consent to sharing', 'The municipality’s own rule on consent to sharing (Public Administration Act, section 28 (2))'),
    ('health_consent', 'Sundhedsloven § 43, samtykke til at dele helbredsoplysninger (højst et år, § 44)', 'Health Act, section 43', 'Health Act, section 43, consent to sharing health information (a year at most, section 44)'),
    ('obtaining', 'Retssikkerhedsloven § 11 a, indhentning af oplysninger til sagen', 'Act on Legal Protection and Administration in Social Matters, section 11 a', 'Act on Legal Protection and Administration in Social Matters, section 11 a, obtaining information for a matter'),
    ('providers', 'Serviceloven § 141, stk. 5, relevante dele af planen til den, der udfører indsatsen', 'Social Services Act, section 141 (5)', 'Social Services Act, section 141 (5), relevant parts of the plan to those who carry out the support'),
    ('current_treatment', 'Sundhedsloven § 41, aktuel behandling mellem sundhedspersoner', 'Health Act, section 41', 'Health Act, section 41, current treatment, between health professionals'),
    ('visitation', 'Visitationsfasen, som kommunen har fastsat den', 'the first look', 'The time before the start in which the municipality finds out what is needed, as it has decided'),
    ('acute_or_duty', 'Forvaltningsloven § 28 og sundhedsloven § 43, stk. 2: akut fare eller pligt i lov', 'acute danger or a duty in law', 'Public Administration Act, section 28, and Health Act, section 43 (2): danger or a duty in law'),
    ('supervision', 'Lederens tilsyn med egen afdeling', 'a leader’s supervision', 'A leader’s supervision of their own department'),
)
PURPOSES = (
    ('Vi arbejder sammen om min plan på tværs af afdelinger', 'We work together on my plan across departments'),
    ('Behandling, hverdag og job skal passe sammen', 'Treatment, everyday life and work must fit together'),
    ('Mine egne folk skal kunne hjælpe til', 'My own people must be able to help'),
    ('Noget skifter, og den nye skal vide, hvor vi er', 'Something is changing, and whoever is new must know where we are'),
)


def say_in_english(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    kinds = apps.get_model("citizens", "GroundKind").objects
    for key, law, name_en, law_en in KINDS:
        kinds.filter(key=key, law=law).update(name_en=name_en, law_en=law_en)
    purposes = apps.get_model("citizens", "ConsentPurpose").objects
    for text, text_en in PURPOSES:
        purposes.filter(text=text).update(text_en=text_en)


class Migration(migrations.Migration):
    dependencies = [("citizens", "0006_invitations")]

    operations = [
        migrations.AddField(
            "groundkind",
            "name_en",
            models.CharField("navn på engelsk", max_length=200, blank=True),
        ),
        migrations.AddField(
            "groundkind",
            "law_en",
            models.TextField("lov og paragraf på engelsk", blank=True),
        ),
        migrations.AddField(
            "consentpurpose",
            "text_en",
            models.CharField("formål på engelsk", max_length=200, blank=True),
        ),
        migrations.RunPython(say_in_english, migrations.RunPython.noop, elidable=True),
    ]
