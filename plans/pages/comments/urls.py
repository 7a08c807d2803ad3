"""The addresses of comments: the citizen's and the team's. `thing_id` is what they are about."""

from django.urls import path

from plans.pages.comments import views, views_citizen

PLAN = "planer/<uuid:plan_id>/kommentarer"
OWN = "min-plan/<uuid:plan_id>/kommentarer"

urlpatterns = [
    path(f"{PLAN}/<uuid:thing_id>/", views.comments, name="comments"),
    path(f"{PLAN}/<uuid:comment_id>/laest/", views.read, name="comment-read"),
    path(f"{OWN}/<uuid:thing_id>/", views_citizen.comments, name="min-plan-comments"),
    path(f"{OWN}/<uuid:comment_id>/ret/", views_citizen.comment, name="min-plan-comment"),
    path(f"{OWN}/<uuid:comment_id>/tag-tilbage/", views_citizen.withdraw, name="min-plan-comment-withdraw"),
]
