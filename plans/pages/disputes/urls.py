"""The addresses of disagreements and questions to leaders: the team's, the citizen's and the administrator's."""

from django.urls import path

from plans.pages.disputes import views, views_citizen, views_questions, views_rule

PLAN = "planer/<uuid:plan_id>"
OWN = "min-plan/<uuid:plan_id>"
ONE = "uenighed/<uuid:disagreement_id>"

urlpatterns = [
    path(f"{PLAN}/maal/<uuid:goal_id>/uenighed/", views.new_about_goal, name="dispute-goal-new"),
    path(
        f"{PLAN}/indsatser/<uuid:measure_id>/uenighed/", views.new_about_measure, name="dispute-measure-new"
    ),
    path(f"{PLAN}/uenighed/ny/", views.new_about_area, name="dispute-new"),
    path(f"{PLAN}/{ONE}/", views.dispute, name="dispute"),
    path(f"{PLAN}/{ONE}/syn/", views.view, name="dispute-view"),
    path(f"{PLAN}/{ONE}/afslut/", views.settle, name="dispute-settle"),
    path(f"{PLAN}/{ONE}/leder/", views.bring, name="dispute-bring"),
    path(f"{PLAN}/spoergsmaal/", views_questions.questions, name="questions"),
    path(f"{PLAN}/spoergsmaal/nyt/", views_questions.new, name="question-new"),
    path(f"{PLAN}/spoergsmaal/<uuid:asked_id>/", views_questions.question, name="question"),
    path(
        f"{PLAN}/spoergsmaal/<uuid:asked_id>/traek-tilbage/",
        views_questions.withdraw,
        name="question-withdraw",
    ),
    path(f"{OWN}/maal/<uuid:goal_id>/uenighed/", views_citizen.new_about_goal, name="min-plan-dispute-goal"),
    path(
        f"{OWN}/indsatser/<uuid:measure_id>/uenighed/",
        views_citizen.new_about_measure,
        name="min-plan-dispute-measure",
    ),
    path(f"{OWN}/uenighed/ny/", views_citizen.new_about_area, name="min-plan-dispute-new"),
    path(f"{OWN}/{ONE}/", views_citizen.dispute, name="min-plan-dispute"),
    path(f"{OWN}/spoergsmaal/", views_citizen.questions, name="min-plan-questions"),
    path("administration/uenighed/", views_rule.rule, name="decision-rule"),
]
