"""The running conversation's addresses."""

from django.urls import path

from plans.pages.talk import views, views_sorting

urlpatterns = [
    path("planer/<uuid:plan_id>/samtale/", views.talk, name="talk"),
    path("planer/<uuid:plan_id>/samtale/slet/", views.drop, name="talk-drop"),
    path("planer/<uuid:plan_id>/samtale/sorter/", views_sorting.sort, name="talk-sort"),
    path("planer/<uuid:plan_id>/samtale/linjer/<uuid:talk_line_id>/", views.edit, name="talk-line"),
    path("planer/<uuid:plan_id>/samtale/linjer/<uuid:talk_line_id>/stryg/", views.strike, name="talk-strike"),
]
