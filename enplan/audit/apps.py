"""The record of who saw and who changed what."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "enplan.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Spor"

    def ready(self) -> None:
        from enplan.audit.periods import Period, register
        from enplan.audit.retention import delete_expired

        register(Period("ENPLAN_LOOK_LOG_MONTHS", "enplan.audit.tasks.delete_old_looks", delete_expired))
