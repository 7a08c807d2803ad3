"""Every address of the program: each part brings its own, and only what belongs to every page is named here."""

from django.urls import URLPattern, URLResolver, include, path

from enplan.web.health import healthz, readyz
from enplan.web.language import choose_language
from enplan.web.reading_mode import choose_reading_mode
from enplan.web.way_out import way_out

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("sprog/", choose_language, name="choose-language"),
    path("visning/", choose_reading_mode, name="choose-reading-mode"),
    path("min-plan/vaek/", way_out, name="way-out"),
    path("", include("enplan.accounts.urls")),
    path("", include("citizens.administration.urls")),
    path("", include("plans.urls")),
    path("", include("integrations.urls")),
]

handler400 = "enplan.web.errors.bad_request"
