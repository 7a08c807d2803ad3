"""Logging in and out, and the administration of the organisation."""

from django.urls import URLPattern, URLResolver, path

from enplan.accounts.views_login import login_page, logout_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", login_page, name="login"),
    path("logout/", logout_page, name="logout"),
]
