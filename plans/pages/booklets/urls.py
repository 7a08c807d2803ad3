"""The addresses of booklets."""

from django.urls import path

from plans.pages.booklets import views

urlpatterns = [
    path("", views.new, name="booklet-new"),
    path("<uuid:booklet_id>/", views.booklet, name="booklet"),
    path("<uuid:booklet_id>/stop/", views.stop, name="booklet-stop"),
    path("<uuid:booklet_id>/pdf/", views.pdf, name="booklet-pdf"),
]
