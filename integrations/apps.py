"""The world outside: the municipality's fagsystemer."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "integrations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Fagsystemer"

    def ready(self) -> None:
        from integrations.wanting import want_after_change
        from plans.events import plan_changed

        plan_changed.connect(want_after_change)
