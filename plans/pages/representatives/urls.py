"""The addresses of who acts for the citizen."""

from django.urls import URLPattern, URLResolver, path

from plans.pages.representatives import views, views_citizen

PLAN = "planer/<uuid:plan_id>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{PLAN}repraesentanter/", views.representatives, name="representatives"),
    path(
        f"{PLAN}repraesentanter/<uuid:representative_id>/",
        views.edit_representative,
        name="representative-edit",
    ),
    path(
        f"{PLAN}repraesentanter/<uuid:representative_id>/afslut/",
        views.end_representative,
        name="representative-end",
    ),
    path(
        f"{PLAN}samtykker/<uuid:ground_id>/svar/<uuid:answer_id>/",
        views.note_custody_answer,
        name="custody-answer-note",
    ),
    path(
        "min-plan/<uuid:plan_id>/samtykker/<uuid:ground_id>/svar/",
        views_citizen.answer_as_custody_holder,
        name="custody-answer",
    ),
]
