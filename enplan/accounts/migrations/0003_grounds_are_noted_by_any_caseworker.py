"""A ground is noted by any caseworker on the team; the ability that no rule asked about goes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_who_keeps_an_eye_on_the_record")]

    operations = [migrations.RemoveField(model_name="role", name="can_note_grounds")]
