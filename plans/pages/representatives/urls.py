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
    path(f"{PLAN}en-plan/svar/<uuid:plan_answer_id>/", views.note_answer_to_plan, name="plan-answer-note"),
    path(
        "min-plan/<uuid:plan_id>/en-plan/svar/",
        views_citizen.answer_plan_as_custody_holder,
        name="plan-answer",
    ),
    path(
        "min-plan/<uuid:plan_id>/samtykker/<uuid:ground_id>/svar/",
        views_citizen.answer_as_custody_holder,
        name="custody-answer",
    ),
]
