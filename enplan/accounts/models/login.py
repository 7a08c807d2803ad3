"""What the program keeps of the logins outside it: who is who there, and what the municipality's words mean here."""

import uuid

from django.db import models

from enplan.accounts.models.organisation import Department
from enplan.accounts.models.roles import Role
from enplan.accounts.models.users import User


class Identity(models.Model):
    """Who somebody is to a provider: the subject, which never changes and is never given to another.

    Not the e-mail address or the username, which may be. One person may have several.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    is_staff_login = models.BooleanField(help_text="The municipality's own login, not MitID")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    # Who asks the provider anew has this until then, so that two pages opened at once do not use the same token twice.
    asked_until = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=["issuer", "subject", "is_staff_login"], name="identity_subject_once"
            ),
            models.UniqueConstraint(
                fields=["issuer", "user"],
                condition=models.Q(is_staff_login=True),
                name="identity_employee_once",
            ),
        )


class ClaimMeaning(models.Model):
    """A word the municipality's login may say of an employee, and the role or the department it means here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    word = models.CharField("ord i kommunens login", max_length=200)
    role = models.ForeignKey(
        Role, verbose_name="rolle", null=True, blank=True, on_delete=models.CASCADE, related_name="meanings"
    )
    department = models.ForeignKey(
        Department,
        verbose_name="afdeling",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="meanings",
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("word",)
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="claim_means_one_thing",
                condition=models.Q(role__isnull=True, department__isnull=False)
                | models.Q(role__isnull=False, department__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["word"], condition=models.Q(role__isnull=False), name="claim_word_role_once"
            ),
            models.UniqueConstraint(
                fields=["word"],
                condition=models.Q(department__isnull=False),
                name="claim_word_department_once",
            ),
        )

    def __str__(self) -> str:
        return self.word
