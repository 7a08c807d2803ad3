"""The record of who saw and who changed what."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "enplan.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Spor"
