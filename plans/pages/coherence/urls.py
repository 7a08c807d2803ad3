"""The addresses of the questions about coherence: the citizen's and the team's."""

from django.urls import path

from plans.pages.coherence import views, views_citizen

urlpatterns = [
    path("planer/<uuid:plan_id>/sammenhaeng/", views.coherence, name="coherence"),
    path("min-plan/<uuid:plan_id>/sammenhaeng/", views_citizen.coherence, name="min-plan-coherence"),
    path(
        "min-plan/<uuid:plan_id>/sammenhaeng/ikke-nu/", views_citizen.later, name="min-plan-coherence-later"
    ),
]
