"""Life areas get an English name beside the Danish one; those that still have our Danish name get ours."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAMES = (
    ("Job og uddannelse", "Work and education"),
    ("Bolig", "Housing"),
    ("Økonomi", "Money"),
    ("Helbred", "Health"),
    ("Psykisk helbred", "Mental health"),
    ("Rusmidler", "Alcohol and drugs"),
    ("Familie og børn", "Family and children"),
    ("Netværk og fritid", "Friends and free time"),
    ("Hverdag", "Everyday life"),
)


def name_in_english(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    areas = apps.get_model("accounts", "LifeArea").objects
    for danish, english in NAMES:
        areas.filter(name=danish).update(name_en=english)
        areas.filter(short_name=danish.lower()).update(short_name_en=english.lower())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_grounds_are_noted_by_any_caseworker")]

    operations = [
        migrations.AddField(
            "lifearea",
            "name_en",
            models.CharField("navn på engelsk", max_length=100, blank=True),
        ),
        migrations.AddField(
            "lifearea",
            "short_name_en",
            models.CharField("navn i en opremsning på engelsk", max_length=60, blank=True),
        ),
        migrations.AddField("lifearea", "version", models.PositiveIntegerField(default=1)),
        migrations.AlterField("lifearea", "name", models.CharField("navn", max_length=100)),
        migrations.AlterField(
            "lifearea",
            "short_name",
            models.CharField(
                "navn i en opremsning", max_length=60, help_text="Med småt, som i en opremsning: “bolig”"
            ),
        ),
        migrations.RunPython(name_in_english, migrations.RunPython.noop, elidable=True),
    ]
