"""The addresses of prints."""

from django.urls import URLPattern, URLResolver, path

from plans.prints import views_meeting
from plans.prints.views import consent_form_pdf, min_plan_pdf, plan_pdf, receipt_pdf

MEETING = "planer/<uuid:plan_id>/moeder/<uuid:meeting_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("planer/<uuid:plan_id>/pdf/", plan_pdf, name="plan-pdf"),
    path("planer/<uuid:plan_id>/samtykker/skema/", consent_form_pdf, name="consent-form-pdf"),
    path("planer/<uuid:plan_id>/fra-borgeren/kvittering/<uuid:noted_id>/", receipt_pdf, name="receipt-pdf"),
    path(f"{MEETING}/dagsorden/", views_meeting.agenda_pdf, name="agenda-pdf"),
    path(f"{MEETING}/aftale/", views_meeting.agreement_pdf, name="agreement-pdf"),
    path(f"{MEETING}/brev/<uuid:participant_id>/", views_meeting.invitation_pdf, name="invitation-pdf"),
    path("min-plan/pdf/", min_plan_pdf, name="min-plan-pdf"),
]
