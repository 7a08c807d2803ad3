"""The rhythm of a plan template counts months, as that of a plan does."""

from typing import Any

from django.db import migrations, models

WEEKS_OF_A_YEAR = 52


def to_months(apps: Any, _editor: Any) -> None:
    template = apps.get_model("plans", "PlanTemplate")
    for one in template.objects.exclude(follow_up_weeks=None):
        one.follow_up_months = min(36, max(1, round(one.follow_up_weeks * 12 / WEEKS_OF_A_YEAR)))
        one.save(update_fields=["follow_up_months"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0018_referrals")]

    operations = [
        migrations.AddField(
            model_name="plantemplate",
            name="follow_up_months",
            field=models.PositiveSmallIntegerField("følges op, måneder imellem", null=True, blank=True),
        ),
        migrations.RunPython(to_months, migrations.RunPython.noop),
        migrations.RemoveField(model_name="plantemplate", name="follow_up_weeks"),
    ]
