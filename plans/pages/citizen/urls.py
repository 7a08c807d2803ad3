"""The addresses of the citizen's side. Everything that is saved has a small address of its own."""

from django.urls import URLPattern, URLResolver, path

from plans.pages.citizen import (
    views,
    views_consent,
    views_conversation,
    views_goals,
    views_history,
    views_looks,
    views_private,
    views_renew,
    views_tasks,
    views_together,
    views_undo,
    views_wellbeing,
    views_withdraw,
    views_words,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("min-plan/", views.min_plan_page, name="min-plan"),
    path("min-plan/samtykker/", views_consent.consents_page, name="consents"),
    path("min-plan/adgang/", views_looks.access_log_page, name="access-log"),
    path(
        "min-plan/<uuid:plan_id>/adgang/<uuid:look_id>/",
        views_looks.ask_about_look_page,
        name="ask-about-look",
    ),
    path(
        "min-plan/<uuid:plan_id>/historik/<uuid:thing_id>/",
        views_history.thing_history,
        name="min-plan-thing-history",
    ),
    path("min-plan/<uuid:plan_id>/fortryd/<uuid:change_id>/", views_undo.undo, name="min-plan-undo"),
    path("min-plan/<uuid:plan_id>/ord/<str:kind>/", views_words.write, name="min-plan-words"),
    path("min-plan/<uuid:plan_id>/aftaler/<uuid:task_id>/", views_tasks.tick, name="min-plan-tick"),
    path("min-plan/<uuid:plan_id>/trivsel/", views_wellbeing.rate_overall, name="min-plan-rate"),
    path("min-plan/<uuid:plan_id>/trivsel/omraade/", views_wellbeing.rate_area, name="min-plan-rate-area"),
    path("min-plan/<uuid:plan_id>/maal/", views_goals.propose, name="min-plan-propose"),
    path("min-plan/<uuid:plan_id>/maal/<uuid:goal_id>/", views_goals.edit, name="min-plan-goal"),
    path(
        "min-plan/<uuid:plan_id>/maal/<uuid:goal_id>/del-ikke/",
        views_private.keep_goal,
        name="min-plan-goal-private",
    ),
    path(
        "min-plan/<uuid:plan_id>/trivsel/<uuid:rating_id>/del-ikke/",
        views_private.keep_rating,
        name="min-plan-rating-private",
    ),
    path("min-plan/<uuid:plan_id>/samtale/", views_conversation.begin, name="give-consent"),
    path("min-plan/<uuid:plan_id>/samtale/<slug:step>/", views_conversation.step, name="conversation"),
    path("min-plan/<uuid:plan_id>/samtykker/husket/", views_renew.dismiss, name="dismiss-reminder"),
    path("min-plan/<uuid:plan_id>/samtykker/forny/", views_renew.renew, name="renew-consents"),
    path(
        "min-plan/<uuid:plan_id>/samtykker/luk/<uuid:number>/",
        views_together.close_together,
        name="close-together",
    ),
    path(
        "min-plan/<uuid:plan_id>/samtykker/<uuid:ground_id>/",
        views_withdraw.withdraw,
        name="withdraw-consent",
    ),
    path(
        "min-plan/<uuid:plan_id>/samtykker/<uuid:ground_id>/lukket/",
        views_withdraw.withdrawn,
        name="withdrawn-consent",
    ),
]
