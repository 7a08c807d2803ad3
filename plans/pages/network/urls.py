"""The addresses of the network's side."""

from django.urls import URLPattern, URLResolver, path

from plans.pages.network import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("min-del/", views.min_del_page, name="min-del"),
    path("min-del/<uuid:plan_id>/aftaler/<uuid:task_id>/", views.tick, name="min-del-tick"),
]
