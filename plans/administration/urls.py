"""The addresses of the templates, and of the protected meeting times."""

from django.urls import URLPattern, URLResolver, path

from plans.administration import views, views_meetings, views_other_plans, views_protected_times

ROOT = "administration/skabeloner/"
TIMES = "administration/moedetider/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(ROOT, views.template_list, name="templates"),
    path(f"{ROOT}maal/ny/", views.goal_add, name="goal-template-add"),
    path(f"{ROOT}maal/<slug:key>/", views.goal_edit, name="goal-template-edit"),
    path(f"{ROOT}planer/ny/", views.plan_add, name="plan-template-add"),
    path(f"{ROOT}planer/<slug:key>/", views.plan_edit, name="plan-template-edit"),
    path(f"{ROOT}andre-planer/ny/", views_other_plans.add, name="other-plan-add"),
    path(f"{ROOT}andre-planer/<slug:key>/", views_other_plans.edit, name="other-plan-edit"),
    path(f"{ROOT}moeder/ny/", views_meetings.add, name="meeting-kind-add"),
    path(f"{ROOT}moeder/<slug:key>/", views_meetings.edit, name="meeting-kind-edit"),
    path(f"{ROOT}overgange/ny/", views.kind_add, name="transition-kind-add"),
    path(f"{ROOT}overgange/<slug:key>/", views.kind_edit, name="transition-kind-edit"),
    path(f"{ROOT}overgange/<slug:key>/linjer/ny/", views.line_add, name="checklist-line-add"),
    path(f"{ROOT}overgange/<slug:key>/linjer/<uuid:line_id>/", views.line_edit, name="checklist-line-edit"),
    path(TIMES, views_protected_times.time_list, name="protected-times"),
    path(f"{TIMES}ny/", views_protected_times.add, name="protected-time-add"),
    path(f"{TIMES}<uuid:protected_id>/", views_protected_times.edit, name="protected-time-edit"),
]
