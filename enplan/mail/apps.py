"""Letters by e-mail: an outbox that loses none and sends none twice. What stands in them is told by those above."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "enplan.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "E-mail"
