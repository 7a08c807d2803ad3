"""The addresses of files."""

from django.urls import path

from plans.pages.files import views

urlpatterns = [
    path("planer/<uuid:plan_id>/filer/<uuid:file_id>/", views.plan_file, name="plan-file"),
]
