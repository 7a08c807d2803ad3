"""The addresses of the catalogue of measures."""

from django.urls import path

from plans.pages.catalogue import views

urlpatterns = [
    path("administration/indsatser/", views.type_list, name="measure-types"),
    path("administration/indsatser/ny/", views.type_add, name="measure-type-add"),
    path("administration/indsatser/<slug:type_key>/", views.type_edit, name="measure-type-edit"),
    path(
        "administration/indsatser/<slug:type_key>/bekraeft/", views.type_confirm, name="measure-type-confirm"
    ),
]
