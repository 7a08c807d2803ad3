"""Every address of the program: each part brings its own, and only health and the language are named here."""

from django.urls import URLPattern, URLResolver, include, path

from enplan.web.health import healthz, readyz
from enplan.web.language import choose_language

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("sprog/", choose_language, name="choose-language"),
    path("", include("enplan.accounts.urls")),
    path("", include("citizens.administration.urls")),
    path("", include("plans.urls")),
]
