"""The journal's addresses, for the team and for the citizen."""

from django.urls import path

from plans.pages.journal import views, views_citizen

urlpatterns = [
    path("planer/<uuid:plan_id>/journal/", views.journal, name="workspace-journal"),
    path("planer/<uuid:plan_id>/journal/<uuid:note_id>/", views.add, name="workspace-journal-add"),
    path("planer/<uuid:plan_id>/journal/<uuid:note_id>/ret/", views.edit, name="workspace-journal-edit"),
    path("min-plan/journal/", views_citizen.citizens_journal, name="min-plan-journal"),
]
