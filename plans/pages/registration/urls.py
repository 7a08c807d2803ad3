"""The addresses of registering a citizen and starting the plan."""

from django.urls import path

from plans.pages.registration.views import new_citizen, start

urlpatterns = [
    path("ny/", new_citizen, name="citizen-new"),
    path("<uuid:citizen_id>/plan/", start, name="plan-start"),
]
