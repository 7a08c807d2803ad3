"""The addresses of a plan's transitions."""

from django.urls import path

from plans.pages.transitions import views

ROOT = "planer/<uuid:plan_id>/overgange/"

urlpatterns = [
    path(ROOT, views.transitions, name="transitions"),
    path(f"{ROOT}ny/<slug:key>/", views.begin, name="transition-begin"),
    path(f"{ROOT}<uuid:transition_id>/", views.edit, name="transition-edit"),
    path(f"{ROOT}<uuid:transition_id>/tag-af/", views.cancel, name="transition-cancel"),
    path(f"{ROOT}aftaler/<uuid:task_id>/gjort/", views.tick, name="transition-tick"),
]
