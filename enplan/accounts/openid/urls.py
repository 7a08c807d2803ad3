"""The logins outside the program. Whoever runs a provider registers the addresses that end in svar/."""

from django.urls import URLPattern, path

from enplan.accounts.openid.views import (
    mitid,
    mitid_answer,
    mitid_refused,
    work_login,
    work_login_answer,
    work_login_refused,
)

urlpatterns: list[URLPattern] = [
    path("login/mitid/", mitid, name="mitid"),
    path("login/mitid/svar/", mitid_answer, name="mitid-answer"),
    path("login/mitid/ikke/<slug:why>/", mitid_refused, name="mitid-refused"),
    path("login/medarbejder/", work_login, name="work-login"),
    path("login/medarbejder/svar/", work_login_answer, name="work-login-answer"),
    path("login/medarbejder/ikke/<slug:why>/", work_login_refused, name="work-login-refused"),
]
