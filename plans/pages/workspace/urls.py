"""Every address beneath /planer/<uuid>/ for professionals: one small page for each thing one does."""

from django.urls import path

from plans.pages.representatives.views import new_representative
from plans.pages.workspace import (
    views_consents,
    views_conversation,
    views_ending,
    views_goals,
    views_handover,
    views_history,
    views_people,
    views_plan,
    views_progress,
    views_renew,
    views_tasks,
    views_team,
)

urlpatterns = [
    path("", views_plan.workspace, name="workspace"),
    path("historik/", views_history.plan_history, name="workspace-history"),
    path("maal/nyt/", views_goals.new, name="workspace-goal-new"),
    path("maal/<uuid:goal_id>/", views_goals.edit, name="workspace-goal-edit"),
    path("maal/<uuid:goal_id>/tag-med/", views_goals.take_up, name="workspace-goal-take-up"),
    path("maal/<uuid:goal_id>/historik/", views_history.goal_history, name="workspace-goal-history"),
    path("maal/<uuid:goal_id>/delmaal/", views_goals.new_subgoal, name="workspace-subgoal-new"),
    path("maal/<uuid:goal_id>/aftaler/", views_tasks.new_line, name="workspace-task-new-line"),
    path("delmaal/<uuid:subgoal_id>/", views_goals.edit_step, name="workspace-subgoal-edit"),
    path("aftaler/ny/", views_tasks.new_task, name="workspace-task-new"),
    path("aftaler/<uuid:task_id>/", views_tasks.edit, name="workspace-task-edit"),
    path("aftaler/<uuid:task_id>/gjort/", views_tasks.tick, name="workspace-task-tick"),
    path("aftaler/<uuid:task_id>/historik/", views_history.task_history, name="workspace-task-history"),
    path("trivsel/", views_progress.rate_as_professional, name="workspace-rate"),
    path("team/", views_team.team, name="workspace-team"),
    path("team/nyt-medlem/", views_team.new_member, name="workspace-member-new"),
    path("team/<uuid:member_id>/afslut/", views_team.end_membership, name="workspace-member-end"),
    path("team/stedfortraeder/", views_team.deputy, name="workspace-deputy"),
    path("team/overdragelse/", views_handover.offer, name="workspace-handover"),
    path("team/tag-over/", views_handover.accept, name="workspace-handover-accept"),
    path("netvaerk/ny/", views_people.new_network_person, name="workspace-network-new"),
    path("repraesentanter/ny/", new_representative, name="workspace-representative-new"),
    path("samtykker/", views_consents.consents, name="workspace-consents"),
    path("samtykker/samtale/", views_conversation.begin, name="workspace-conversation-begin"),
    path("samtykker/samtale/<slug:step>/", views_conversation.step, name="workspace-conversation"),
    path("samtykker/nyt/", views_consents.new_consent, name="workspace-consent-new"),
    path("samtykker/ja-til-planen/", views_ending.agreement, name="workspace-agreement"),
    path("samtykker/forny/", views_renew.renew, name="workspace-consents-renew"),
    path("samtykker/aarsdag/", views_renew.review_day, name="workspace-consents-day"),
    path("samtykker/<uuid:ground_id>/", views_consents.withdraw, name="workspace-consent-withdraw"),
    path("deling/", views_consents.share, name="workspace-share"),
    path("afslut/", views_ending.end, name="workspace-end"),
]
