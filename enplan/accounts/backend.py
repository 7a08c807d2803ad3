"""Who is asking, read once at each request: with the role and the department, which nearly every page asks for."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from enplan.accounts.models import User


class AccountsBackend(ModelBackend):
    """Django's own, but for the one question that `request.user` costs, and for who is let in."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """By password, but not past the municipality's login: whoever has logged in there does so every time."""
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if isinstance(user, User) and user.identities.filter(is_staff_login=True).exists():
            return None
        return user

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and user.shut_out_at is None

    def get_user(self, user_id: Any) -> User | None:
        user = User._default_manager.select_related("role", "department").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
