"""The addresses of linked plans: for the team beneath the plan, for the citizen's side beneath Min plan."""

from django.urls import path

from plans.pages.family import views, views_citizen, views_talk

urlpatterns = [
    path("planer/<uuid:plan_id>/familie/", views.family, name="family"),
    path("planer/<uuid:plan_id>/familie/svar/", views.note_told, name="family-note-told"),
    path("planer/<uuid:plan_id>/familie/<uuid:side_id>/spoerg/", views.ask_other, name="family-ask-other"),
    path("planer/<uuid:plan_id>/familie/<uuid:side_id>/slut/", views.end, name="family-end"),
    path(
        "planer/<uuid:plan_id>/familie/<uuid:side_id>/svar/<uuid:family_answer_id>/",
        views.note,
        name="family-note",
    ),
    path("planer/<uuid:plan_id>/familie/<uuid:side_id>/samtale/", views_talk.talk, name="family-talk"),
    path(
        "planer/<uuid:plan_id>/familie/<uuid:side_id>/samtale/<uuid:family_line_id>/stryg/",
        views_talk.strike,
        name="family-line-strike",
    ),
    path(
        "planer/<uuid:plan_id>/familie/<uuid:side_id>/samtale/<uuid:family_line_id>/flyt/",
        views_talk.move,
        name="family-line-move",
    ),
    path("min-plan/<uuid:plan_id>/familie/", views_citizen.family, name="my-family"),
    path("min-plan/<uuid:plan_id>/familie/<uuid:side_id>/", views_citizen.answer, name="my-family-answer"),
    path("min-plan/<uuid:plan_id>/familie/<uuid:side_id>/slut/", views_citizen.end, name="my-family-end"),
]
