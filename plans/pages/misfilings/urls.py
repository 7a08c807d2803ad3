"""Addresses for what stood on the wrong citizen."""

from django.urls import path

from plans.pages.misfilings import views, views_breaches

urlpatterns = [
    path("planer/<uuid:plan_id>/forkert-borger/<uuid:thing_id>/", views.take_out_page, name="take-out"),
    path("planer/<uuid:plan_id>/taget-ud/<uuid:misfiling_id>/", views.trace, name="taken-out"),
    path("brud/", views_breaches.breaches, name="breaches"),
    path("brud/<uuid:breach_id>/", views_breaches.breach, name="breach"),
]
