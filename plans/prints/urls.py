"""The addresses of prints."""

from django.urls import URLPattern, URLResolver, path

from plans.prints.views import min_plan_pdf, plan_pdf

urlpatterns: list[URLPattern | URLResolver] = [
    path("planer/<uuid:plan_id>/pdf/", plan_pdf, name="plan-pdf"),
    path("min-plan/pdf/", min_plan_pdf, name="min-plan-pdf"),
]
