"""The addresses of the life areas and their themes."""

from django.urls import path

from plans.pages.themes import views

urlpatterns = [
    path("administration/ffb-temaer/", views.area_list, name="area-themes"),
    path("administration/ffb-temaer/<slug:key>/", views.area_edit, name="area-theme-edit"),
]
