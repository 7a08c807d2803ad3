from django.db import migrations


class Migration(migrations.Migration):
    """Django's own table of sessions, which nothing has read since 0007 (docs/adr/0030). A new database has none."""

    dependencies = [
        ("accounts", "0007_sessions"),
    ]

    operations = [
        migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop),
    ]
