"""The environment of a good production, and starting the program in it: in a process of its own, as there."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

HOST = "enplan.example"
# Everything that production is not started without, and nothing else.
GOOD = {
    "ENPLAN_SECRET_KEY": "k3Jw-9sLq_Zx7Vb2Nm5Tp8Rf4Hd6Gy1Ce0Ua-WoXiQvBnMlKjHgFdSa",
    "ENPLAN_HOSTS": HOST,
    "ENPLAN_BEHIND_PROXY": "1",
    "ENPLAN_MUNICIPALITY": "Nordby Kommune",
    "DATABASE_URL": "postgres://enplan@127.0.0.1:1/enplan",
    "CELERY_BROKER_URL": "redis://127.0.0.1:1/0",
}
# What check --deploy asks for besides.
COMPLETE = GOOD | {
    "ENPLAN_MAIL_FROM": f"ingen-svar@{HOST}",
    "ENPLAN_ACCESSIBILITY_STATEMENT": "https://www.was.digst.dk/enplan-example",
    "ENPLAN_DATA_ADVISER": "40 50 60 70, dpo@enplan.example",
    "ENPLAN_COMPLAINTS_TO": "Borgerservice, Torvet 1",
    "ENPLAN_DATA_KEPT": "10 år efter, at planen er slut",
}


def run(
    tmp_path: Path, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Python with these arguments, in exactly this environment and what the machine itself needs."""
    ours = ("ENPLAN_", "DATABASE_URL", "CELERY_", "DJANGO_")
    usual = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    given = GOOD if environment is None else environment
    return subprocess.run(
        [sys.executable, *arguments],
        env=usual | {"ENPLAN_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "enplan.settings"} | given,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def complaints(tmp_path: Path, environment: dict[str, str]) -> list[str]:
    """What the program says it lacks, one for each line; none where it starts."""
    done = run(tmp_path, "-c", "import enplan.settings", environment=environment)
    lines = [line[2:] for line in done.stderr.splitlines() if line.startswith("- ")]
    assert bool(lines) == bool(done.returncode), done.stderr
    return lines


def address_of_test_database() -> str:
    """As DATABASE_URL. PostgreSQL alone: SQLite keeps its test database in this process."""
    name = connection.settings_dict
    who = f"{name['USER']}:{name['PASSWORD']}" if name["PASSWORD"] else str(name["USER"])
    return f"postgres://{who}@{name['HOST']}:{name['PORT'] or 5432}/{name['NAME']}"
