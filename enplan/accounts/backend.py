"""Who is asking, read once at each request: with the role and the department, which nearly every page asks for."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from enplan.accounts.models import User


class AccountsBackend(ModelBackend):
    """Django's own, but for the one question that `request.user` costs."""

    def get_user(self, user_id: Any) -> User | None:
        user = User._default_manager.select_related("role", "department").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
