"""Starting, or saying why not: everything that is missing or unsafe is gathered and said at once, one line for each.

Whatever part reads the environment says its own line with `must` or `complain` before settings end with `refuse`.
What the program can run without, but a municipality should not, is a warning of `manage.py check --deploy` instead
(`enplan.web.checks`, `enplan.accounts.system_checks`).
"""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY, SHORTEST_TOKEN = 50, 20
_gathered: list[str] | None = []  # None: settings are read, so that a complaint is raised at once


class CannotStart(ImproperlyConfigured):
    """Everything that is missing or unsafe: its text is for whoever runs the program, as it stands."""


def complain(text: str) -> None:
    """Say in one line what is missing or wrong, and what to do. Never with the value itself: it may be a secret."""
    if _gathered is None:
        raise ImproperlyConfigured(text)
    _gathered.append(text)


def must(holds: bool, otherwise: str) -> None:
    """The program does not start unless this holds."""
    if not holds:
        complain(otherwise)


def refuse() -> None:
    """Stop here if anybody has complained: CannotStart, with every line. Called as settings end."""
    global _gathered  # noqa: PLW0603  # of this process alone, as its settings are
    lines = _gathered
    _gathered = [] if lines else None  # Django reads settings that have failed once more
    if lines:
        raise CannotStart("Én plan does not start:\n" + "\n".join(f"- {line}" for line in lines))


def is_strong(key: str) -> bool:
    """Whether it looks like random text that nobody guesses."""
    return len(key) >= SHORTEST_KEY and len(set(key)) >= 10


def must_be_safe(
    *,
    key: str,
    hosts: list[str],
    database: str,
    broker: str,
    address: str,
    municipality: str,
    has_demo_login: bool,
    is_behind_proxy: bool,
    metrics_token: str,
) -> None:
    """What production is not started without."""
    must(is_strong(key), f"ENPLAN_SECRET_KEY must be at least {SHORTEST_KEY} characters of random text.")
    must(bool(hosts), "ENPLAN_HOSTS must name the hosts people write in the browser, separated by commas.")
    must(
        not any("*" in host or host.startswith(".") for host in hosts),
        "ENPLAN_HOSTS must name each host whole: with * anybody's address could stand in the links of letters.",
    )
    must(
        urlsplit(database).scheme in ("postgres", "postgresql"),
        "DATABASE_URL must be the address of a PostgreSQL database (postgres://…): SQLite is for trying.",
    )
    must(
        urlsplit(broker).scheme in ("redis", "rediss"),
        "CELERY_BROKER_URL must be the address of a Redis (redis://…): files under var/ are for trying.",
    )
    must(
        is_behind_proxy,
        "ENPLAN_BEHIND_PROXY must be 1: a proxy with TLS stands in front, and sets X-Forwarded-Proto and -For.",
    )
    must(
        urlsplit(address).scheme == "https" and bool(urlsplit(address).hostname),
        "ENPLAN_ADDRESS must begin with https://: it stands in the links of letters.",
    )
    must(
        bool(municipality),
        "ENPLAN_MUNICIPALITY must name the municipality: the citizen is to know whose it is.",
    )
    must(not has_demo_login, "ENPLAN_DEMO_LOGIN lets anybody in as anybody; take it out.")
    must(
        not metrics_token or len(metrics_token) >= SHORTEST_TOKEN,
        f"ENPLAN_METRICS_TOKEN must be at least {SHORTEST_TOKEN} characters, or be left out.",
    )
