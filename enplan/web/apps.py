"""Form fields in the design system, page pieces, charts and the Danish way to write things. No models."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "enplan.web"
    label = "web"
    verbose_name = "Sider"
