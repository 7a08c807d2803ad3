"""The addresses of the API, under /api/v1/."""

from django.urls import URLPattern, URLResolver, path
from drf_spectacular.views import SpectacularAPIView

from plans.api.views import OnePlan, PlanList

urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/", PlanList.as_view(), name="api-plans"),
    path("plans/<uuid:plan_id>/", OnePlan.as_view(), name="api-plan"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
]
