"""The addresses of messages, on both sides."""

from django.urls import path

from plans.pages.messages import views, views_choice_citizen, views_citizen

ROOT = "planer/<uuid:plan_id>/beskeder/"

urlpatterns = [
    path("min-plan/<uuid:plan_id>/beskeder/", views_citizen.citizens_messages, name="min-plan-messages"),
    path("min-plan/beskeder-til-dig/", views_choice_citizen.notice_choice, name="notice-choice"),
    path(ROOT, views.plan_messages, name="plan-messages"),
    path(f"{ROOT}noter/", views.note, name="plan-message-note"),
    path(f"{ROOT}<uuid:message_id>/svar/", views.answer, name="plan-message-answer"),
    path(f"{ROOT}<uuid:message_id>/klaret/", views.settle, name="plan-message-settle"),
    path(f"{ROOT}breve/<uuid:notice_id>/", views.letter_sent, name="plan-letter-sent"),
]
