"""The boards' addresses, and where a card is changed."""

from django.urls import path

from plans.pages.tasks import views, views_card

urlpatterns = [
    path("planer/opgaver/", views.tasks, name="tasks"),
    path("planer/<uuid:plan_id>/aftaler/", views.plan_tasks, name="workspace-tasks"),
    path("planer/<uuid:plan_id>/aftaler/<uuid:task_id>/kort/", views_card.change, name="task-card"),
    path("planer/<uuid:plan_id>/aftaler/linje/", views.new_line, name="workspace-task-new-anywhere"),
]
