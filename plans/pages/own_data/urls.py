"""The addresses of what is kept of a citizen: the citizen's side's, and the team's."""

from django.urls import path

from plans.api.own_copy import min_plan_data
from plans.models import DataRequest
from plans.pages.own_data import views, views_citizen
from plans.pages.own_data.information import about_data

OWN = "min-plan/<uuid:plan_id>/oplysninger"
TEAM = "planer/<uuid:plan_id>/aktindsigt"
ACCESS, CORRECTION = DataRequest.Kind.ACCESS, DataRequest.Kind.CORRECTION

urlpatterns = [
    path("om-dine-oplysninger/", about_data, name="about-data"),
    path(f"{OWN}/", views_citizen.own_data, name="own-data"),
    path(f"{OWN}/data/", min_plan_data, name="min-plan-data"),
    path(f"{OWN}/se/", views_citizen.ask, {"kind": ACCESS}, name="own-data-ask"),
    path(f"{OWN}/ret/", views_citizen.ask, {"kind": CORRECTION}, name="own-data-correct"),
    path(f"{OWN}/<uuid:data_request_id>/", views_citizen.own_view, name="own-data-view"),
    path(f"{TEAM}/", views.data_requests, name="data-requests"),
    path(f"{TEAM}/ny/", views.note, name="data-request-note"),
    path(f"{TEAM}/<uuid:data_request_id>/", views.answer, name="data-request-answer"),
    path(f"{TEAM}/<uuid:data_request_id>/syn/", views.told_view, name="data-request-view"),
]
