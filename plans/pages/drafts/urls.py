"""The drafts' addresses."""

from django.urls import path

from plans.pages.drafts import views, views_unsaved

urlpatterns = [
    path("kladder/", views_unsaved.own, name="own-unsaved"),
    path("kladder/gem/", views_unsaved.keep, name="unsaved-keep"),
    path("kladder/kasser/", views_unsaved.discard, name="unsaved-discard"),
    path("min-plan/kladder/", views_unsaved.citizens_own, name="min-plan-unsaved"),
    path("min-plan/kladder/gem/", views_unsaved.keep, name="min-plan-unsaved-keep"),
    path("min-plan/kladder/kasser/", views_unsaved.discard, name="min-plan-unsaved-discard"),
    path("planer/<uuid:plan_id>/kladder/", views.drafts, name="drafts"),
    path("planer/<uuid:plan_id>/kladder/<uuid:draft_id>/vis/", views.publish, name="draft-publish"),
    path("planer/<uuid:plan_id>/kladder/<uuid:draft_id>/flyt/", views.move, name="draft-move"),
]
