"""The people who log in: employees, and the private persons (citizens, representatives, network) who have a login."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from enplan.accounts.models.organisation import Department
from enplan.accounts.models.roles import Role


class UserManager(BaseUserManager["User"]):
    """Makes users; the login backend finds them by username."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """An operator of the machine. Sees no plan: see `plans.permissions`."""
        return self.create_user(username, password, is_superuser=True, **fields)


class ShutOutBy(models.TextChoices):
    """Who let go of somebody: only what the login closed does the login open again."""

    LOGIN = "login", "kommunens login"
    ADMINISTRATOR = "administrator", "en administrator"


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can log in. Employees have a role and a department; private persons have neither."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField("brugernavn", max_length=150, unique=True)
    name = models.TextField("navn")
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telefon", max_length=40, blank=True)
    role = models.ForeignKey(
        Role, verbose_name="rolle", null=True, blank=True, on_delete=models.PROTECT, related_name="users"
    )
    department = models.ForeignKey(
        Department,
        verbose_name="afdeling",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="users",
    )
    is_active = models.BooleanField("kan logge ind", default=True)
    # How a private person reads their pages, on whatever machine; it is nobody else's business and shown to nobody.
    reads_calmly = models.BooleanField("læser stort og roligt", default=False)
    # Nobody is logged in as this person and nobody logs in. Beside `is_active`, because that must wait until somebody
    # else coordinates the person's plans, and this must not wait.
    shut_out_at = models.DateTimeField("lukket ude", null=True, blank=True)
    shut_out_by = models.CharField("lukket ude af", max_length=20, choices=ShutOutBy.choices, blank=True)
    # What the municipality's login said before this instant is asked for again.
    recheck_from = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("name", "username")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(
                name="user_employee_has_role_and_department",
                condition=models.Q(role__isnull=True, department__isnull=True)
                | models.Q(role__isnull=False, department__isnull=False),
            ),
            models.CheckConstraint(
                name="user_shut_out_says_by_whom",
                condition=models.Q(shut_out_at__isnull=True, shut_out_by="")
                | (models.Q(shut_out_at__isnull=False) & ~models.Q(shut_out_by="")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_employee(self) -> bool:
        return self.role_id is not None

    @property
    def initials(self) -> str:
        """Two letters for the round mark beside a name: first and last word."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
