"""The block list's addresses, for the citizen and for who coordinates."""

from django.urls import path

from plans.pages.blocks import views

urlpatterns = [
    path("min-plan/<uuid:plan_id>/spaerring/", views.citizens_blocks, name="min-plan-blocks"),
    path(
        "min-plan/<uuid:plan_id>/spaerring/<uuid:block_id>/", views.citizens_lift, name="min-plan-block-lift"
    ),
    path("planer/<uuid:plan_id>/team/spaerring/", views.teams_blocks, name="workspace-block"),
    path(
        "planer/<uuid:plan_id>/team/spaerring/<uuid:block_id>/", views.teams_lift, name="workspace-block-lift"
    ),
]
