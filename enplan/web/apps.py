"""Form fields in the design system, page pieces, charts and the ways to write things in each language. No models."""

from django.apps import AppConfig
from django.core import checks


class WebConfig(AppConfig):
    name = "enplan.web"
    label = "web"
    verbose_name = "Sider"

    def ready(self) -> None:
        from enplan.web.checks import municipality_is_told_of, translations_are_compiled

        checks.register(translations_are_compiled, "translation")
        checks.register(municipality_is_told_of, "compatibility", deploy=True)
