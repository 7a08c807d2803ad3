"""Form fields in the design system, page pieces, charts and the ways to write things in each language. No models."""

from typing import Any

from django.apps import AppConfig
from django.core import checks


class WebConfig(AppConfig):
    name = "enplan.web"
    label = "web"
    verbose_name = "Sider"

    def ready(self) -> None:
        checks.register(translations_are_compiled, "translation")


def translations_are_compiled(**_options: Any) -> list[checks.CheckMessage]:
    """Without it, who has chosen English gets Danish and nobody is told."""
    from enplan.web.catalogue import uncompiled

    return [
        checks.Warning(f"{path} is not compiled.", hint="Run manage.py translations.", id="web.W001")
        for path in uncompiled()
    ]
