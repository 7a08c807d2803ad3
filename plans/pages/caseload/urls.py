"""The address of the caseload."""

from django.urls import path

from plans.pages.caseload.views import caseload

urlpatterns = [path("", caseload, name="caseload")]
