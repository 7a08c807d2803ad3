"""Addresses for keeping something from the citizen until a date."""

from django.urls import path

from plans.pages.withholding import views

urlpatterns = [
    path("planer/<uuid:plan_id>/kladder/<uuid:draft_id>/hold-tilbage/", views.ask, name="withhold"),
    path("planer/<uuid:plan_id>/hold-tilbage/<uuid:thing_id>/slut/", views.end, name="withholding-end"),
    path("godkend/", views.approvals, name="approvals"),
    path("godkend/<uuid:withholding_id>/", views.approve, name="approval"),
]
