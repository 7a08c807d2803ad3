"""The addresses of “Hvem ser hvad”, for the citizen's side and for the coordinator."""

from django.urls import path

from plans.pages.who_sees import views_citizen, views_staff

urlpatterns = [
    path("min-plan/hvem-ser-hvad/", views_citizen.overview, name="who-sees-what"),
    path(
        "min-plan/<uuid:plan_id>/hvem-ser-hvad/droem/", views_citizen.choose_readers, name="who-reads-words"
    ),
    path(
        "min-plan/<uuid:plan_id>/hvem-ser-hvad/<uuid:person_id>/",
        views_citizen.one_person,
        name="who-sees-what-person",
    ),
    path("planer/<uuid:plan_id>/hvem-ser-hvad/", views_staff.overview, name="workspace-who-sees"),
    path(
        "planer/<uuid:plan_id>/hvem-ser-hvad/<uuid:person_id>/",
        views_staff.one_person,
        name="workspace-who-sees-person",
    ),
]
