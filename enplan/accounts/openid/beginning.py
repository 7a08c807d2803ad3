"""Sending the browser to a provider, and knowing it again when it comes back.

State, nonce and the PKCE verifier lie in the session, each for one use and for one provider.
"""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from mozilla_django_oidc.views import OIDCAuthenticationRequestView

from enplan.accounts.openid.discovery import endpoints_of
from enplan.accounts.openid.exchange import settings_for
from enplan.accounts.openid.refusals import Refused, Why
from enplan.login_providers import Provider

STATES = "oidc_states"  # the library's name for it
GOING_TO = "oidc_login_next"  # likewise


@dataclass(frozen=True)
class Sent:
    """What was sent along and is to come back, or to be proved."""

    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


class _Begin(OIDCAuthenticationRequestView):  # type: ignore[misc]  # the library carries no types
    """The library's view with one provider's settings."""

    def __init__(self, provider: Provider, callback: str) -> None:
        self.provider = provider
        self.settings = settings_for(provider, endpoints_of(provider), callback=callback)
        super().__init__()

    def get_settings(self, name: str, *default: Any) -> Any:
        return self.settings.get(name, *default)

    def get_extra_params(self, request: HttpRequest) -> dict[str, str]:
        """The level of assurance, how fresh, and what this provider wants besides."""
        wanted = dict(self.provider.parameters)
        if self.provider.acr_values:
            wanted["acr_values"] = self.provider.acr_values
        if self.provider.max_age is not None:
            wanted["max_age"] = str(self.provider.max_age)
        if request.GET.get("igen") == "1":
            wanted["prompt"] = (
                "login"  # who was not sure enough shows it anew, whatever login they have there
            )
        return wanted


def begin(
    request: HttpRequest, *, key: str, provider: Provider, callback: str, going_to: str
) -> HttpResponse:
    """To the provider. `going_to` is an address of our own, or ""."""
    response: HttpResponse = _Begin(provider, callback).get(request)
    for one in request.session[STATES].values():
        one.setdefault("provider", key)
    request.session[GOING_TO] = going_to
    return response


def take_sent(request: HttpRequest, *, key: str) -> Sent:
    """What belongs to the state that came back; taken away first, so that it works once. Refused for any other."""
    state = request.GET.get("state", "")
    states = request.session.get(STATES, {})
    found = states.pop(state, None)
    if found is None:
        raise Refused(Why.NOT_TRUSTED, "state")
    request.session[STATES] = states
    # At once, and not with the answer: talking to the provider takes its time, and a second answer may be on its way.
    request.session.save()
    if found.get("provider") != key:
        raise Refused(Why.NOT_TRUSTED, "state of another login")
    return Sent(nonce=found["nonce"] or "", verifier=found["code_verifier"] or "")
