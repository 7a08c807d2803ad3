"""Who: citizens, their network and representatives, and the grounds on which others may see."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CitizensConfig(AppConfig):
    name = "citizens"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Borgere"

    def ready(self) -> None:
        from citizens.defaults import fill_missing_defaults
        from citizens.logging_in import citizen_with_cpr
        from citizens.login_choices import citizens_side_to_choose
        from enplan.accounts.logins.choices import also_offer
        from enplan.accounts.openid.citizens import find_with

        post_migrate.connect(fill_missing_defaults, sender=self)
        also_offer(citizens_side_to_choose)
        find_with(citizen_with_cpr)
