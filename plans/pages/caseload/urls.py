"""The address of the caseload, and where its lines are dealt with."""

from django.urls import path

from plans.pages.caseload import views, views_dealing

urlpatterns = [
    path("", views.caseload, name="caseload"),
    path("<uuid:plan_id>/tag-over-herfra/", views_dealing.take_over, name="waiting-take-over"),
    path("<uuid:plan_id>/maal/<uuid:goal_id>/tag-med-herfra/", views_dealing.take_up, name="waiting-take-up"),
]
