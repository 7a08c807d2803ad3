"""The addresses of measures and follow-ups, beneath /planer/<uuid>/."""

from django.urls import path

from plans.pages.measures import views, views_follow_ups

urlpatterns = [
    path("indsatser/ny/", views.new, name="workspace-measure-new"),
    path("indsatser/<uuid:measure_id>/", views.one_measure, name="workspace-measure"),
    path("indsatser/<uuid:measure_id>/ret/", views.edit, name="workspace-measure-edit"),
    path("indsatser/<uuid:measure_id>/stoette/", views.support, name="workspace-measure-support"),
    path("indsatser/<uuid:measure_id>/slut/", views.end, name="workspace-measure-end"),
    path("indsatser/<uuid:measure_id>/historik/", views.history, name="workspace-measure-history"),
    path(
        "indsatser/<uuid:measure_id>/opfoelgning/",
        views_follow_ups.of_measure,
        name="workspace-measure-follow-up",
    ),
    path("opfoelgning/", views_follow_ups.of_plan, name="workspace-follow-ups"),
    path("opfoelgning/ny/", views_follow_ups.new_of_plan, name="workspace-follow-up-plan"),
    path("opfoelgning/hvor-tit/", views_follow_ups.rhythm, name="workspace-rhythm"),
]
