"""What `manage.py check` says of the pages: translations not compiled, and what a municipality should have named.

What must be there before the program starts at all is `enplan.starting`'s.
"""

from typing import Any

from django.conf import settings
from django.core import checks

from enplan.web.catalogue import uncompiled


def translations_are_compiled(**_options: Any) -> list[checks.CheckMessage]:
    """Without it, who has chosen English gets Danish and nobody is told."""
    return [
        checks.Warning(f"{path} is not compiled.", hint="Run manage.py translations.", id="web.W001")
        for path in uncompiled()
    ]


def municipality_is_told_of(**_options: Any) -> list[checks.CheckMessage]:
    """What the law wants citizens to be told, and a sender that people can see is the municipality's."""
    named = {
        "ENPLAN_ACCESSIBILITY_STATEMENT": (
            settings.ACCESSIBILITY_STATEMENT,
            "the foot of every page links to it",
        ),
        "ENPLAN_DATA_ADVISER": (settings.DATA_ADVISER, "who is told of what is kept is told whom to ask"),
        "ENPLAN_COMPLAINTS_TO": (settings.COMPLAINTS_TO, "the citizen is told where to complain"),
        "ENPLAN_DATA_KEPT": (settings.DATA_KEPT, "the citizen is told how long a plan is kept"),
        "ENPLAN_MAIL_FROM": (
            not settings.DEFAULT_FROM_EMAIL.endswith("@localhost"),
            "letters come from an address of the municipality's",
        ),
    }
    return [
        checks.Warning(f"{name} is not set.", hint=f"With it, {why}.", id="web.W002")
        for name, (is_named, why) in named.items()
        if not is_named
    ]
