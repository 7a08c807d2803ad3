"""Meetings in the API: when and where, and what was decided. Who comes stands on the page alone."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans.api.base import ReadingSerializer
from plans.models import Decision, Meeting


class MeetingSerializer(ReadingSerializer):
    """That there is a meeting. What is to be talked about stands on its page."""

    id = serializers.UUIDField()
    kind = serializers.CharField(source="kind_id")
    name = serializers.CharField(source="kind.name")
    at = serializers.DateTimeField()
    minutes = serializers.IntegerField()
    place = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=Meeting.State.choices)
    version = serializers.IntegerField()


class DecisionSerializer(ReadingSerializer):
    """What was decided at a meeting: no decision of an authority."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    section = serializers.SerializerMethodField(help_text="Null where that part is closed to the reader")
    area_key = serializers.SerializerMethodField(help_text="The same")
    meeting = serializers.UUIDField(source="meeting_id")
    text = serializers.CharField()
    responsible = serializers.SerializerMethodField(help_text="A name")
    takes_effect_on = serializers.DateField()

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_section(self, decision: Decision) -> Any:
        return str(decision.section_id) if self._is_open(decision) else None

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_area_key(self, decision: Decision) -> Any:
        return decision.section.area_id if self._is_open(decision) else None

    def get_responsible(self, decision: Decision) -> str:
        return self.reading.responsible_name(decision)

    def _is_open(self, decision: Decision) -> bool:
        """Who is responsible reads the decision also where they read nothing else (rule 4)."""
        return any(section.pk == decision.section_id for section in self.reading.sections)
