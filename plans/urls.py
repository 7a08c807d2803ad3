"""The addresses of plans: each side of the plan has its own room."""

from django.urls import URLPattern, URLResolver, include, path

from plans.pages.start import start

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start, name="start"),
    path("", include("plans.administration.urls")),
    path("", include("plans.pages.citizen.urls")),
    path("", include("plans.pages.network.urls")),
    path("", include("plans.pages.glossary.urls")),
    path("", include("plans.pages.invitations.urls")),
    path("", include("plans.pages.coordinators.urls")),
    path("planer/", include("plans.pages.caseload.urls")),
    path("", include("plans.pages.journal.urls")),
    path("", include("plans.pages.blocks.urls")),
    path("", include("plans.pages.files.urls")),
    path("", include("plans.pages.who_sees.urls")),
    path("", include("plans.pages.drafts.urls")),
    path("", include("plans.pages.representatives.urls")),
    path("", include("plans.pages.misfilings.urls")),
    path("", include("plans.pages.withholding.urls")),
    path("", include("plans.pages.templates.urls")),
    path("", include("plans.pages.transitions.urls")),
    path("", include("plans.pages.tasks.urls")),
    path("", include("plans.pages.disputes.urls")),
    path("", include("plans.pages.themes.urls")),
    path("", include("plans.pages.talk.urls")),
    path("", include("plans.pages.family.urls")),
    path("", include("plans.pages.referrals.urls")),
    path("planer/<uuid:plan_id>/", include("plans.pages.workspace.urls")),
    path("planer/<uuid:plan_id>/", include("plans.pages.measures.urls")),
    path("", include("plans.pages.catalogue.urls")),
    path("tilsyn/", include("plans.pages.leader.urls")),
    path("soeg/", include("plans.pages.search.urls")),
    path("databeskyttelse/", include("plans.pages.audit.urls")),
    path("borgere/", include("plans.pages.registration.urls")),
    path("", include("plans.prints.urls")),
    path("api/v1/", include("plans.api.urls")),
]
