"""The addresses of noting for a citizen without a screen. The receipt is a print (`plans.prints`)."""

from django.urls import path

from plans.pages.noting import views

urlpatterns = [
    path("planer/<uuid:plan_id>/fra-borgeren/", views.noting, name="noting"),
    path("planer/<uuid:plan_id>/fra-borgeren/<slug:told_kind>/", views.note, name="note-for-citizen"),
]
