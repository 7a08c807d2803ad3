"""Who asks: the person logged in, as on the pages."""

from drf_spectacular.authentication import SessionScheme
from rest_framework import authentication
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """The session of the pages. Nobody is answered 401, not 403, so that a program knows that a login is missing."""

    def authenticate_header(self, request: Request) -> str:
        return f'Session realm="{request.get_host()}"'


class SessionInSchema(SessionScheme):  # type: ignore[no-untyped-call]  # drf-spectacular registers it untyped
    """How the session is told of in the OpenAPI schema."""

    target_class = "plans.api.authentication.SessionAuthentication"
    name = "session"
