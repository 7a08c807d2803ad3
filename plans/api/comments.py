"""Comments in the API: what the citizen's side has said of something that the reader sees."""

from rest_framework import serializers

from plans.api.base import ReadingSerializer
from plans.models import Comment


class CommentSerializer(ReadingSerializer):
    """`about` is the id of the goal, measure, task, follow-up, rating or note."""

    id = serializers.UUIDField()
    about = serializers.UUIDField(source="of_id")
    text = serializers.SerializerMethodField(help_text="Empty where it was taken back")
    is_by_representative = serializers.BooleanField()
    is_told = serializers.BooleanField(help_text="Told by the citizen, written down by a professional")
    written_by = serializers.SerializerMethodField()
    written_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    read_at = serializers.DateTimeField(allow_null=True, help_text="When who coordinates said so")
    version = serializers.IntegerField()

    def get_text(self, comment: Comment) -> str:
        return "" if comment.withdrawn_at else comment.text

    def get_written_by(self, comment: Comment) -> str:
        return self.reading.name_of(comment.written_by)
