"""Measures in the answers: their terms, how they have been followed up, and how support has gone up and down."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans.api.base import ItemSerializer, ReadingSerializer
from plans.models import FollowUp, Measure, PlanFollowUp, Progress, SupportChange
from plans.providers import provider_name


class SupportChangeSerializer(ReadingSerializer):
    """Support up or down, with the reason."""

    direction = serializers.ChoiceField(choices=SupportChange.Direction.choices)
    before = serializers.CharField(allow_blank=True)
    after = serializers.CharField()
    reason = serializers.CharField()
    from_on = serializers.DateField()


class PlanFollowUpSerializer(ReadingSerializer):
    """A follow-up that was held."""

    held_on = serializers.DateField()
    happened = serializers.CharField()
    next_step = serializers.CharField(allow_blank=True)
    next_on = serializers.DateField(allow_null=True)
    written_by = serializers.SerializerMethodField()

    def get_written_by(self, held: FollowUp | PlanFollowUp) -> str:
        return self.reading.name_of(held.written_by)


class FollowUpSerializer(PlanFollowUpSerializer):
    """A follow-up of a measure."""

    progress = serializers.ChoiceField(choices=Progress.choices)
    result = serializers.ChoiceField(choices=FollowUp.Result.choices)


class MeasureSerializer(ItemSerializer):
    """A measure. Law and paragraph are as they were when it was made."""

    title = serializers.CharField()
    law = serializers.CharField(allow_blank=True)
    paragraph = serializers.CharField(allow_blank=True)
    provider = serializers.SerializerMethodField(help_text="Who carries it out, as the reader may know it")
    goal = serializers.SerializerMethodField(help_text="The goal it helps, where the reader sees it")
    is_trial = serializers.BooleanField()
    extent = serializers.CharField(allow_blank=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    status = serializers.ChoiceField(choices=Measure.Status.choices)
    reason = serializers.CharField(allow_blank=True)
    progress = serializers.ChoiceField(choices=Progress.choices, allow_blank=True)
    next_follow_up_on = serializers.DateField(allow_null=True)
    follow_up_months = serializers.IntegerField(allow_null=True)
    contract = serializers.CharField(allow_blank=True)
    cost = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    cost_per = serializers.ChoiceField(choices=Measure.CostPer.choices, allow_blank=True)
    paid_by = serializers.CharField(allow_blank=True)
    support_changes = SupportChangeSerializer(many=True)
    follow_ups = serializers.SerializerMethodField()

    def get_provider(self, measure: Measure) -> str:
        return provider_name(measure, self.reading)

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_goal(self, measure: Measure) -> str | None:
        seen = any(goal.pk == measure.goal_id for goal in self.reading.goals)
        return str(measure.goal_id) if seen else None

    @extend_schema_field(FollowUpSerializer(many=True))
    def get_follow_ups(self, measure: Measure) -> Any:
        held = [one for one in self.context["follow_ups"] if one.measure_id == measure.pk]
        return FollowUpSerializer(held, many=True, context=self.context).data
