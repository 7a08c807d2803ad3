"""The shape of the answers. Every name is as the reader may see it; there is no CPR number and no address anywhere.

The serializers read model objects and ask the `Reading` in their context for names; they make no query.
"""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from enplan.accounts.models import User
from plans.api.base import ItemSerializer, ReadingSerializer
from plans.api.coherence import CoherenceSerializer
from plans.api.comments import CommentSerializer
from plans.api.disputes import DisputeSerializer
from plans.api.measures import MeasureSerializer, PlanFollowUpSerializer
from plans.api.meetings import DecisionSerializer, MeetingSerializer
from plans.api.transitions import TransitionSerializer
from plans.models import (
    Attachment,
    Goal,
    GoalProgress,
    JournalAddition,
    JournalNote,
    Plan,
    Rating,
    Section,
    SubGoal,
    Task,
    TeamMember,
)
from plans.reading import Reading


class PersonSerializer(serializers.Serializer[User]):
    """An employee."""

    name = serializers.CharField()
    department = serializers.CharField(source="department.name", allow_null=True, default=None)
    phone = serializers.CharField(allow_blank=True)


class PlanRowSerializer(serializers.Serializer[Plan]):
    """A plan on the list."""

    id = serializers.UUIDField()
    url = serializers.HyperlinkedIdentityField(view_name="api-plan", lookup_url_kwarg="plan_id")
    citizen = serializers.CharField(source="citizen.name")
    started_on = serializers.DateField()
    ended_at = serializers.DateTimeField(allow_null=True)
    coordinator = serializers.SerializerMethodField()
    capacity = serializers.SerializerMethodField(help_text="What the reader is to the plan, in Danish")

    @extend_schema_field(PersonSerializer(allow_null=True))
    def get_coordinator(self, plan: Plan) -> Any:
        members: list[TeamMember] = getattr(plan, "coordinators", [])
        return PersonSerializer(members[0].user).data if members else None

    def get_capacity(self, plan: Plan) -> str:
        return str(self.context["standings"][plan.pk].described)


class WordsSerializer(ReadingSerializer):
    text = serializers.CharField()
    written_at = serializers.DateTimeField()
    is_by_representative = serializers.BooleanField()
    is_told = serializers.BooleanField(help_text="Told by the citizen, written down by a professional")


class SectionSerializer(ReadingSerializer):
    """A part of the plan that is open to the reader: one life area as one owner has written it."""

    id = serializers.UUIDField()
    area = serializers.CharField(source="area.name")
    area_key = serializers.CharField(source="area_id")
    owner = serializers.SerializerMethodField(help_text="The department, or null: the citizen")

    def get_owner(self, section: Section) -> str | None:
        return section.owner.name if section.owner else None


class SubGoalSerializer(ReadingSerializer):
    id = serializers.UUIDField()
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=SubGoal.Status.choices)
    version = serializers.IntegerField()


class ProgressSerializer(ReadingSerializer):
    """How it went when somebody noted it."""

    direction = serializers.ChoiceField(choices=GoalProgress.Direction.choices, allow_blank=True)
    level = serializers.IntegerField(allow_null=True, help_text="0–4, or null: not told")
    note = serializers.CharField(allow_blank=True)
    noted_on = serializers.DateField()


class TaskSerializer(ItemSerializer):
    goal = serializers.SerializerMethodField(help_text="The goal, where the reader sees it")
    title = serializers.CharField()
    responsible = serializers.SerializerMethodField(help_text="A name; empty while nobody is")
    due_on = serializers.DateField(allow_null=True)
    status = serializers.ChoiceField(choices=Task.Status.choices)
    done_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_goal(self, task: Task) -> str | None:
        seen = any(goal.pk == task.goal_id for goal in self.reading.goals)
        return str(task.goal_id) if seen else None

    def get_responsible(self, task: Task) -> str:
        return self.reading.responsible_name(task)


class OwnTaskSerializer(ReadingSerializer):
    """A task of the reader's own in a part that is closed to them: title, date and status alone."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    status = serializers.ChoiceField(choices=Task.Status.choices)
    version = serializers.IntegerField()


class GoalSerializer(ItemSerializer):
    title = serializers.CharField()
    why = serializers.CharField(allow_blank=True)
    words = serializers.ChoiceField(choices=Goal.Words.choices)
    type = serializers.ChoiceField(choices=Goal.Type.choices)
    status = serializers.ChoiceField(choices=Goal.Status.choices)
    reason = serializers.CharField(allow_blank=True)
    due_on = serializers.DateField(allow_null=True)
    responsible = serializers.SerializerMethodField(help_text="A name; empty while nobody is")
    measured_by = serializers.CharField(allow_blank=True)
    expected = serializers.SerializerMethodField(
        help_text="0–4, or null: not assessed, or not for the reader"
    )
    actual = serializers.SerializerMethodField(help_text="0–4, or null: not assessed, or not for the reader")
    ffb_theme = serializers.SerializerMethodField(
        help_text="KL's code; empty for none, or not for the reader"
    )
    subgoals = SubGoalSerializer(many=True)
    progress = ProgressSerializer(source="lately", many=True, help_text="The newest two")

    def get_responsible(self, goal: Goal) -> str:
        return self.reading.responsible_name(goal)

    def get_expected(self, goal: Goal) -> int | None:
        return goal.expected if self.reading.standing.reads_assessments else None

    def get_actual(self, goal: Goal) -> int | None:
        return goal.actual if self.reading.standing.reads_assessments else None

    def get_ffb_theme(self, goal: Goal) -> str:
        return goal.ffb_theme if self.reading.standing.reads_assessments else ""


class RatingSerializer(ItemSerializer):
    value = serializers.IntegerField(allow_null=True, help_text="0–10, or null: the rater does not know")
    note = serializers.CharField(allow_blank=True)
    rated_on = serializers.DateField()
    is_by_citizen = serializers.BooleanField()
    is_told = serializers.BooleanField(help_text="The citizen's number, told to `rated_by`")
    is_by_representative = serializers.BooleanField()
    rated_by = serializers.SerializerMethodField()

    def get_rated_by(self, rating: Rating) -> str:
        return self.reading.name_of(rating.written_by)


class AttachmentSerializer(ItemSerializer):
    """A file: what it is, and where it is fetched. Fetching it is a look of its own."""

    title = serializers.CharField()
    content_type = serializers.ChoiceField(choices=Attachment.ContentType.choices)
    size = serializers.IntegerField(help_text="Bytes")
    sha256 = serializers.CharField()
    ground = serializers.UUIDField(source="ground_id", allow_null=True, help_text="Whose signed page it is")
    written_at = serializers.DateTimeField()
    written_by = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    def get_written_by(self, attachment: Attachment) -> str:
        return self.reading.name_of(attachment.written_by)

    @extend_schema_field(serializers.URLField())
    def get_url(self, attachment: Attachment) -> str:
        address = reverse("plan-file", args=[attachment.plan_id, attachment.pk])
        return str(self.context["request"].build_absolute_uri(address))


class JournalAdditionSerializer(ReadingSerializer):
    text = serializers.CharField()
    written_at = serializers.DateTimeField()
    written_by = serializers.SerializerMethodField()

    def get_written_by(self, addition: JournalAddition) -> str:
        return self.reading.name_of(addition.written_by)


class JournalNoteSerializer(ItemSerializer):
    """A note in the journal, with what was added to it later."""

    title = serializers.CharField()
    text = serializers.CharField()
    day = serializers.DateField()
    written_by = serializers.SerializerMethodField()
    additions = JournalAdditionSerializer(many=True)

    def get_written_by(self, note: JournalNote) -> str:
        return self.reading.name_of(note.written_by)


class MemberSerializer(ReadingSerializer):
    name = serializers.CharField(source="user.name")
    department = serializers.CharField(source="user.department.name", allow_null=True, default=None)
    phone = serializers.CharField(source="user.phone", allow_blank=True)
    capacity = serializers.ChoiceField(choices=TeamMember.Capacity.choices)
    role = serializers.CharField(allow_blank=True)
    has_all_areas = serializers.BooleanField()
    areas = serializers.SerializerMethodField(help_text="Keys of life areas")

    def get_areas(self, member: TeamMember) -> list[str]:
        # Only what the reader works in too: another's other areas would tell what the citizen has not shared.
        standing = self.reading.standing
        return [a.pk for a in member.areas.all() if standing.is_citizen or standing.works_in(a.pk)]


class PlanSerializer(ReadingSerializer):
    """One plan as the reader may see it at this instant. Lists are empty where nothing is open to the reader."""

    id = serializers.UUIDField(source="plan.pk")
    citizen = serializers.CharField(source="plan.citizen.name")
    started_on = serializers.DateField(source="plan.started_on")
    ended_at = serializers.DateTimeField(source="plan.ended_at", allow_null=True)
    capacity = serializers.CharField(source="standing.described")
    is_shell = serializers.BooleanField(help_text="No item is open to the reader, only that there is a plan")
    dream = WordsSerializer(allow_null=True)
    matters = WordsSerializer(allow_null=True)
    sections = SectionSerializer(many=True)
    goals = GoalSerializer(many=True)
    measures = MeasureSerializer(many=True)
    follow_ups = serializers.SerializerMethodField(help_text="Of the plan as a whole")
    next_follow_up_on = serializers.DateField(source="plan.next_follow_up_on", allow_null=True)
    disagreements = DisputeSerializer(many=True, source="disputes")
    meetings = MeetingSerializer(many=True)
    decisions = DecisionSerializer(many=True)
    comments = serializers.SerializerMethodField(help_text="What the citizen's side has said of something")
    tasks = TaskSerializer(many=True)
    transitions = TransitionSerializer(many=True, source="checklists")
    own_tasks = OwnTaskSerializer(many=True, source="own_titles")
    ratings = RatingSerializer(many=True)
    coherence = CoherenceSerializer(many=True, source="coherence.answers")
    attachments = AttachmentSerializer(many=True)
    journal = serializers.SerializerMethodField()
    team = MemberSerializer(many=True)
    unseen_members = serializers.IntegerField(help_text="How many more are on the team")

    @extend_schema_field(JournalNoteSerializer(many=True))
    def get_journal(self, _reading: Reading) -> Any:
        return JournalNoteSerializer(self.context["notes"], many=True, context=self.context).data

    @extend_schema_field(CommentSerializer(many=True))
    def get_comments(self, reading: Reading) -> Any:
        every = [comment for of_one in reading.comments.values() for comment in of_one]
        return CommentSerializer(every, many=True, context=self.context).data

    @extend_schema_field(PlanFollowUpSerializer(many=True))
    def get_follow_ups(self, _reading: Reading) -> Any:
        return PlanFollowUpSerializer(self.context["plan_follow_ups"], many=True, context=self.context).data
