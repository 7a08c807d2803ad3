"""The plan: what it holds, who may see what of it, and what is done with it."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Planer"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from citizens.logging_in import make_no_login_where
        from enplan.accounts.events import organisation_changed
        from enplan.audit import periods
        from enplan.mail.letters import register
        from enplan.web.unsaved import keeping
        from plans.defaults import fill_missing_defaults
        from plans.defaults_meetings import fill_missing_defaults as fill_missing_meeting_kinds
        from plans.defaults_other_plans import fill_missing_defaults as fill_missing_other_plans
        from plans.grants import forget_permission_ids
        from plans.letters import invitation_letter, notice_letter
        from plans.organisation import keep_coordinators
        from plans.regrant import regrant_after_organisation_change
        from plans.retention import PERIODS
        from plans.services.dying import has_died
        from plans.services.invitations import LETTER
        from plans.services.notices import LETTER as NOTICE
        from plans.stored_forms import StoredForms

        keeping.register(StoredForms())
        periods.register(*PERIODS)
        make_no_login_where(has_died)
        register(LETTER, invitation_letter)
        register(NOTICE, notice_letter)
        post_migrate.connect(forget_permission_ids)
        post_migrate.connect(fill_missing_defaults, sender=self)
        post_migrate.connect(fill_missing_meeting_kinds, sender=self)
        post_migrate.connect(fill_missing_other_plans, sender=self)
        organisation_changed.connect(keep_coordinators)  # first: what is refused need not be regranted
        organisation_changed.connect(regrant_after_organisation_change)
