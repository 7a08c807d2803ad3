"""The addresses of beginning from a template."""

from django.urls import path

from plans.pages.templates import views

ROOT = "planer/<uuid:plan_id>/skabeloner/"

urlpatterns = [
    path(ROOT, views.choose, name="plan-templates"),
    path(f"{ROOT}maal/<slug:key>/", views.goal, name="goal-from-template"),
    path(f"{ROOT}plan/<slug:key>/", views.plan, name="plan-from-template"),
]
