"""Every address of the program: each part brings its own, and only health is named here."""

from django.urls import URLPattern, URLResolver, include, path

from enplan.web.health import healthz, readyz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("enplan.accounts.urls")),
    path("", include("citizens.administration.urls")),
    path("", include("plans.urls")),
]
