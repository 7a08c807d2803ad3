"""The addresses of files: the one that hands them out, and both sides' pages."""

from django.urls import path

from plans.pages.files import views, views_citizen, views_team

urlpatterns = [
    path("planer/<uuid:plan_id>/filer/<uuid:file_id>/", views.plan_file, name="plan-file"),
    path("planer/<uuid:plan_id>/filer/ny/", views_team.new, name="workspace-file-new"),
    path(
        "planer/<uuid:plan_id>/filer/<uuid:file_id>/tag-ud/", views_team.remove, name="workspace-file-remove"
    ),
    path(
        "planer/<uuid:plan_id>/samtykker/<uuid:ground_id>/underskrevet/",
        views_team.scan,
        name="workspace-consent-scan",
    ),
    path("min-plan/<uuid:plan_id>/filer/", views_citizen.files, name="min-plan-files"),
    path(
        "min-plan/<uuid:plan_id>/filer/<uuid:file_id>/tag-ud/",
        views_citizen.remove,
        name="min-plan-file-remove",
    ),
    path(
        "min-plan/<uuid:plan_id>/filer/<uuid:file_id>/del/", views_citizen.keep, name="min-plan-file-private"
    ),
]
