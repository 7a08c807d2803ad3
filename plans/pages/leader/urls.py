"""The addresses of supervision."""

from django.urls import path

from plans.pages.leader import views

urlpatterns = [
    path("", views.supervision, name="supervision"),
    path("delinger/<uuid:ground_id>/", views.review, name="share-review"),
    path("<uuid:plan_id>/", views.start, name="supervision-start"),
    path("<uuid:plan_id>/afslut/", views.end, name="supervision-end"),
]
