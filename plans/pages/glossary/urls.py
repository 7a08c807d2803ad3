"""The address of the glossary."""

from django.urls import URLPattern, URLResolver, path

from plans.pages.glossary import views

urlpatterns: list[URLPattern | URLResolver] = [path("ord/", views.glossary_page, name="glossary")]
