"""The addresses of prints."""

from django.urls import URLPattern, URLResolver, path

from plans.prints.views import consent_form_pdf, min_plan_pdf, plan_pdf

urlpatterns: list[URLPattern | URLResolver] = [
    path("planer/<uuid:plan_id>/pdf/", plan_pdf, name="plan-pdf"),
    path("planer/<uuid:plan_id>/samtykker/skema/", consent_form_pdf, name="consent-form-pdf"),
    path("min-plan/pdf/", min_plan_pdf, name="min-plan-pdf"),
]
