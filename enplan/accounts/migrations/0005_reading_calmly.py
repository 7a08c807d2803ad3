"""Private persons may read their pages large and calm."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_english_names_of_life_areas")]

    operations = [
        migrations.AddField(
            "user", "reads_calmly", models.BooleanField("læser stort og roligt", default=False)
        ),
    ]
