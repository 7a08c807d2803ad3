"""Celery: Redis where CELERY_BROKER_URL says so, otherwise files under var/ (the embedded default)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enplan.settings")

app = Celery("enplan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
