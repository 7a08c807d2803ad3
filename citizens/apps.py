"""Who: citizens, their network and representatives, and the grounds on which others may see."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CitizensConfig(AppConfig):
    name = "citizens"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Borgere"

    def ready(self) -> None:
        from citizens.defaults import fill_missing_defaults

        post_migrate.connect(fill_missing_defaults, sender=self)
