"""Disagreements in the API: each with the views that the reader may read."""

from typing import Any

from rest_framework import serializers

from plans.api.base import ReadingSerializer
from plans.models import DisagreementView


class DisagreementViewSerializer(ReadingSerializer):
    """One person's view."""

    id = serializers.UUIDField()
    text = serializers.CharField()
    is_by_citizens_side = serializers.BooleanField(source="section.is_citizens")
    is_by_representative = serializers.BooleanField()
    owner = serializers.CharField(source="section.owner.name", allow_null=True, default=None)
    written_by = serializers.SerializerMethodField()
    written_at = serializers.DateTimeField()
    version = serializers.IntegerField()

    def get_written_by(self, view: DisagreementView) -> str:
        return self.reading.name_of(view.written_by)


class DisputeSerializer(ReadingSerializer):
    """A disagreement, about a goal, a measure or an area. Views that the reader may not read are left out."""

    id = serializers.UUIDField(source="disagreement.pk")
    goal = serializers.SerializerMethodField(help_text="The goal, where the reader sees it")
    measure = serializers.SerializerMethodField(help_text="The measure, where the reader sees it")
    area_key = serializers.CharField(source="disagreement.section.area_id")
    settled_at = serializers.DateTimeField(source="disagreement.settled_at", allow_null=True)
    views = DisagreementViewSerializer(many=True)

    def get_goal(self, dispute: Any) -> str | None:
        is_told = dispute.goal_id and self.reading.sees_what_it_is_about(dispute)
        return str(dispute.goal_id) if is_told else None

    def get_measure(self, dispute: Any) -> str | None:
        is_told = dispute.measure_id and self.reading.sees_what_it_is_about(dispute)
        return str(dispute.measure_id) if is_told else None
