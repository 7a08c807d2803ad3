"""Answers about coherence in the API."""

from rest_framework import serializers

from plans.api.base import ReadingSerializer
from plans.models import CoherenceAnswer


class CoherenceSerializer(ReadingSerializer):
    """One answer of the citizen's side to one of the three questions."""

    id = serializers.UUIDField()
    question = serializers.ChoiceField(choices=CoherenceAnswer.Question.choices)
    value = serializers.IntegerField(allow_null=True, help_text="0–10, or null: the citizen does not know")
    note = serializers.CharField(allow_blank=True)
    answered_on = serializers.DateField()
    is_told = serializers.BooleanField(help_text="Told by the citizen, written down by a professional")
    is_by_representative = serializers.BooleanField()
