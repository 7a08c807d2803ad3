"""The addresses of the auditor and of who answers about looks."""

from django.urls import URLPattern, URLResolver, path

from plans.pages.audit import views, views_grounds, views_log, views_names, views_questions

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.overview, name="audit"),
    path("samtykker/", views_grounds.register, name="audit-grounds"),
    path("samtykker/uden/", views_grounds.without_consent, name="audit-without-consent"),
    path("adgangslog/", views_log.access_log, name="audit-log"),
    path("adgangslog/udtraek/", views_log.export, name="audit-export"),
    path("soegninger/", views_log.flagged_searches, name="audit-flags"),
    path("medarbejdere/", views_names.find_employee, name="audit-employees"),
    path("borgere/<uuid:citizen_id>/", views_names.name_citizen, name="audit-citizen"),
    path("spoergsmaal/", views_questions.questions, name="look-questions"),
    path("spoergsmaal/<uuid:question_id>/", views_questions.question, name="look-question"),
]
