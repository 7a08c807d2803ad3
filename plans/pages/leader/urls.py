"""The addresses of supervision."""

from django.urls import path

from plans.pages.leader import views, views_questions

urlpatterns = [
    path("", views.supervision, name="supervision"),
    path("spoergsmaal/<uuid:asked_id>/", views_questions.question, name="leader-question"),
    path("delinger/<uuid:ground_id>/", views.review, name="share-review"),
    path("<uuid:plan_id>/", views.start, name="supervision-start"),
    path("<uuid:plan_id>/afslut/", views.end, name="supervision-end"),
]
