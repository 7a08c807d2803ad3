"""The drafts' addresses."""

from django.urls import path

from plans.pages.drafts import views

urlpatterns = [
    path("planer/<uuid:plan_id>/kladder/", views.drafts, name="drafts"),
    path("planer/<uuid:plan_id>/kladder/<uuid:draft_id>/vis/", views.publish, name="draft-publish"),
    path("planer/<uuid:plan_id>/kladder/<uuid:draft_id>/flyt/", views.move, name="draft-move"),
]
