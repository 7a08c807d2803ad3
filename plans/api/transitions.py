"""Transitions in the API: those of which the reader reads a step, with these steps alone."""

from rest_framework import serializers

from plans.api.base import ReadingSerializer
from plans.transitions import Checklist


class TransitionSerializer(ReadingSerializer):
    """Something that changes in the citizen's life. Steps that the reader may not read are not in it, nor counted."""

    id = serializers.UUIDField(source="transition.pk")
    name = serializers.CharField(source="transition.name")
    on = serializers.DateField(source="transition.on")
    is_by_age = serializers.BooleanField(
        source="transition.is_by_age", help_text="The day follows from the birth date"
    )
    version = serializers.IntegerField(source="transition.version")
    tasks = serializers.SerializerMethodField(help_text="Its steps, each among the plan's tasks")

    def get_tasks(self, checklist: Checklist) -> list[str]:
        return [str(step.pk) for step in checklist.steps]
