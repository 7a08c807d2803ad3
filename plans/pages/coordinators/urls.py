"""The addresses of coordinators' caseloads."""

from django.urls import path

from plans.pages.coordinators import views, views_return

urlpatterns = [
    path("tilsyn/koordinatorer/", views.coordinators, name="coordinators"),
    path("tilsyn/koordinatorer/tilbage/", views_return.come_back, name="coordinator-return"),
    path("tilsyn/koordinatorer/<uuid:employee_id>/", views.cover, name="coordinator-cover"),
    path("tilsyn/koordinatorer/<uuid:employee_id>/videre/", views.move_on, name="coordinator-move"),
    path("planer/giv-videre/", views.give_on, name="plans-give-on"),
]
