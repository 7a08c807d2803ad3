"""What the serializers of a plan's parts share: for whom it is written, and where a thing stands."""

from typing import Any

from rest_framework import serializers

from plans.reading import Reading


class ReadingSerializer(serializers.Serializer[Any]):
    """Base of what stands in one plan: knows for whom it is written."""

    @property
    def reading(self) -> Reading:
        reading: Reading = self.context["reading"]
        return reading


class ItemSerializer(ReadingSerializer):
    """Where a thing stands, and who may not see it yet."""

    id = serializers.UUIDField()
    section = serializers.UUIDField(source="section_id", allow_null=True)
    area_key = serializers.CharField(source="section.area_id", allow_null=True, default=None)
    is_draft = serializers.BooleanField(help_text="The reader's own draft")
    is_private = serializers.BooleanField(help_text="Marked by the citizen as not to be shared")
    withheld_until = serializers.DateTimeField(allow_null=True, help_text="Not shown to the citizen before")
    version = serializers.IntegerField()
