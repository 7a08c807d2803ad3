"""The project. The Celery app is loaded here, so that jobs know their broker wherever they are sent from."""

from enplan.celery import app as celery_app

__all__ = ["celery_app"]
