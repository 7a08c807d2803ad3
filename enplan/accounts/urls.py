"""Logging in and out, and the administration of the organisation."""

from django.urls import URLPattern, URLResolver, include, path

from enplan.accounts.logins.views import login_page, logout_page
from enplan.accounts.logins.views_code import login_code, login_code_again
from enplan.accounts.logins.views_sessions import login_time, own_sessions
from enplan.accounts.views_administration import administration
from enplan.accounts.views_departments import department_add, department_edit, department_list
from enplan.accounts.views_employees import employee_add, employee_edit, employee_list
from enplan.accounts.views_life_areas import life_area_edit, life_area_list
from enplan.accounts.views_meanings import (
    employee_let_in,
    employee_shut_out,
    meaning_add,
    meaning_edit,
    meaning_list,
    meaning_remove,
)
from enplan.accounts.views_roles import role_edit, role_list

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", login_page, name="login"),
    path("login/kode/", login_code, name="login-code"),
    path("login/kode/igen/", login_code_again, name="login-code-again"),
    path("login/tid/", login_time, name="login-time"),
    path("mine-login/", own_sessions, name="own-sessions"),
    path("min-plan/mine-login/", own_sessions, name="min-plan-sessions"),
    path("logout/", logout_page, name="logout"),
    path("", include("enplan.accounts.openid.urls")),
    path("administration/", administration, name="administration"),
    path("administration/medarbejdere/", employee_list, name="employees"),
    path("administration/medarbejdere/ny/", employee_add, name="employee-add"),
    path("administration/medarbejdere/<uuid:employee_id>/", employee_edit, name="employee-edit"),
    path("administration/medarbejdere/<uuid:employee_id>/luk/", employee_shut_out, name="employee-shut-out"),
    path("administration/medarbejdere/<uuid:employee_id>/luk-op/", employee_let_in, name="employee-let-in"),
    path("administration/afdelinger/", department_list, name="departments"),
    path("administration/afdelinger/ny/", department_add, name="department-add"),
    path("administration/afdelinger/<uuid:department_id>/", department_edit, name="department-edit"),
    path("administration/livsomraader/", life_area_list, name="life-areas"),
    path("administration/livsomraader/<slug:key>/", life_area_edit, name="life-area-edit"),
    path("administration/login/", meaning_list, name="meanings"),
    path("administration/login/ny/", meaning_add, name="meaning-add"),
    path("administration/login/<uuid:meaning_id>/", meaning_edit, name="meaning-edit"),
    path("administration/login/<uuid:meaning_id>/fjern/", meaning_remove, name="meaning-remove"),
    path("administration/roller/", role_list, name="roles"),
    path("administration/roller/<slug:key>/", role_edit, name="role-edit"),
]
