"""Users, departments, roles and logins."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "enplan.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Organisation"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in
        from django.core import checks

        from enplan.accounts.defaults import fill_missing_defaults
        from enplan.accounts.logins import security_log
        from enplan.accounts.logins.entering import begin_session
        from enplan.accounts.services.forgetting import forget_old_logins
        from enplan.accounts.system_checks import staff_login_asks_for_a_level
        from enplan.audit.periods import Period, register

        # After migrate and not in a migration: an emptied test database gets its defaults back the same way.
        post_migrate.connect(fill_missing_defaults, sender=self)
        user_logged_in.connect(begin_session)
        security_log.listen()
        register(Period("the program", "enplan.accounts.tasks.forget_old_logins", forget_old_logins))
        checks.register(staff_login_asks_for_a_level, checks.Tags.security, deploy=True)
