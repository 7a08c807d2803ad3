"""The stored grants: guardian's direct foreign-key permissions on the plan and on the section, with a period.

Rows are computed by `plans.regrant` and read by `plans.permissions`; nobody else touches them. Users only, never
groups. Several rows per user and section are allowed: one for each reason, each with its own period.
"""

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar

from django.contrib.auth.models import Permission
from django.db import connection, models
from django.db.models import F, Q
from guardian.managers import UserObjectPermissionManager
from guardian.models import UserObjectPermissionBase

from enplan import clock

# An open end, so that one comparison finds what is in force. Later than any period a person can mean.
NO_END = datetime(9999, 12, 31, tzinfo=UTC)


class On(StrEnum):
    """The codenames of the plan's permissions: what a person is to the plan as a whole."""

    OWN = "own_plan"
    REPRESENT = "represent_plan"
    COORDINATE = "coordinate_plan"
    WORK = "work_on_plan"
    FOLLOW = "follow_plan"
    SUPERVISE = "supervise_plan"
    WORDS = "read_words"


class In(StrEnum):
    """The codenames of the section's permissions: in which way a person reads a section."""

    OWN = "own_section"
    REPRESENT = "represent_section"
    READ = "read_section"
    FOLLOW = "follow_section"
    SUPERVISE = "supervise_section"


def permission_ids() -> Mapping[str, int]:
    """The stored permission behind each codename, so that no look-up of a grant has to join for it.

    `migrate` makes them, and has them asked for anew (plans.apps); nothing else changes them. Each
    database has its own.
    """
    return _permission_ids_in(str(connection.settings_dict["NAME"]))


def forget_permission_ids(**_signal: Any) -> None:
    """Receiver of `post_migrate`."""
    _permission_ids_in.cache_clear()


@cache
def _permission_ids_in(_database: str) -> Mapping[str, int]:
    found = Permission.objects.filter(content_type__app_label="plans", codename__in=[*On, *In])
    return dict(found.values_list("codename", "pk"))


class EveryGrant(UserObjectPermissionManager):
    """All rows, past and future ones too: for regranting, and for asking about another instant than now."""

    def in_force(self, at: datetime) -> models.QuerySet[Any]:
        """The rows in force at `at`."""
        return self.get_queryset().filter(valid_from__lte=at, valid_until__gt=at)


class InForceManager(EveryGrant):
    """Shows only the rows in force at the application's clock, so that guardian's own look-ups respect the period."""

    def get_queryset(self) -> models.QuerySet[Any]:
        now = clock.now()
        return super().get_queryset().filter(valid_from__lte=now, valid_until__gt=now)


class GrantBase(UserObjectPermissionBase):
    """A grant with its period [valid_from, valid_until) and what it came from, for explaining."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(default=NO_END)
    source = models.CharField(
        max_length=200, help_text="What it came from: “member <id>”, “member <id> party <id>” …"
    )

    objects: ClassVar[InForceManager] = InForceManager()
    every: ClassVar[EveryGrant] = EveryGrant()

    class Meta:
        abstract = True
        default_permissions = ()
        base_manager_name = "every"
        default_manager_name = "objects"


class PlanGrant(GrantBase):
    """One thing a person is to a plan, in a period."""

    content_object = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="grants")

    class Meta(GrantBase.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["user", "permission", "content_object", "source"], name="plan_grant_once_per_source"
            ),
            models.CheckConstraint(name="plan_grant_period", condition=Q(valid_until__gt=F("valid_from"))),
        )
        indexes = (
            models.Index(
                fields=["user", "valid_until", "permission", "content_object"], name="plan_grant_user"
            ),
            models.Index(fields=["content_object", "user"], name="plan_grant_plan"),
        )


class SectionGrant(GrantBase):
    """One way in which a person reads a section, in a period."""

    content_object = models.ForeignKey("plans.Section", on_delete=models.CASCADE, related_name="grants")

    class Meta(GrantBase.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["user", "permission", "content_object", "source"],
                name="section_grant_once_per_source",
            ),
            models.CheckConstraint(name="section_grant_period", condition=Q(valid_until__gt=F("valid_from"))),
        )
        indexes = (
            models.Index(
                fields=["content_object", "user", "permission", "valid_until"], name="section_grant_section"
            ),
            models.Index(fields=["user", "valid_until"], name="section_grant_user"),
        )
