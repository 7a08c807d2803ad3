"""Talking to a provider behind the browser's back: a code, or a refresh token, becomes what is said of somebody.

mozilla-django-oidc does the talking and checks the signature and the nonce. Its settings are global and know one
provider; here each is given its own, and nothing it raises or writes gets further than this module.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import jwt
import requests
from django.core.exceptions import SuspiciousOperation
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from enplan.accounts.openid.checks import SLACK, Claims, check_proof, check_token, value_of
from enplan.accounts.openid.discovery import TIMEOUT, Endpoints, endpoints_of
from enplan.accounts.openid.refusals import Refused, Why
from enplan.login_providers import Provider

NO_PROOF = (jwt.PyJWTError, SuspiciousOperation, LookupError, TypeError, ValueError, AttributeError)
T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """What the provider says of somebody, and what it can be asked with again ("" where it gives no such thing)."""

    claims: Claims = field(repr=False)
    refresh_token: str = field(repr=False)


def settings_for(provider: Provider, endpoints: Endpoints, *, callback: str = "") -> dict[str, Any]:
    """The library's settings for one provider. `callback` is the name of the address that the browser comes back to."""
    return {
        "OIDC_OP_AUTHORIZATION_ENDPOINT": endpoints.authorization,
        "OIDC_OP_TOKEN_ENDPOINT": endpoints.token,
        "OIDC_OP_USER_ENDPOINT": endpoints.userinfo,
        "OIDC_OP_JWKS_ENDPOINT": endpoints.keys,
        "OIDC_RP_CLIENT_ID": provider.client_id,
        "OIDC_RP_CLIENT_SECRET": provider.client_secret,
        "OIDC_RP_SIGN_ALGO": provider.algorithm,
        "OIDC_RP_SCOPES": provider.scopes,
        "OIDC_AUTHENTICATION_CALLBACK_URL": callback,
        "OIDC_TOKEN_USE_BASIC_AUTH": not endpoints.takes_secret_in_body,
        "OIDC_USE_NONCE": True,
        "OIDC_USE_PKCE": True,
        "OIDC_ALLOW_UNSECURED_JWT": False,
        "OIDC_VERIFY_SSL": True,
        "OIDC_TIMEOUT": TIMEOUT,
    }


class Exchange(OIDCAuthenticationBackend):  # type: ignore[misc]  # the library carries no types
    """The library's backend with one provider's settings; what it does with users is never called."""

    def __init__(self, provider: Provider, wanted: Sequence[str]) -> None:
        """`wanted`: the claims we need. Where the token lacks one, the provider's userinfo endpoint is asked too."""
        self.provider, self.wanted = provider, wanted
        self.settings = settings_for(provider, endpoints_of(provider))
        super().__init__()

    def get_settings(self, name: str, *default: Any) -> Any:
        return self.settings.get(name, *default)

    def answer_to_code(self, *, code: str, nonce: str, verifier: str, came_back_to: str) -> Answer:
        """Once, right after somebody has logged in there. Refused for whatever does not prove who it is."""
        return _talk(lambda: self._answer_to_code(code, nonce, verifier, came_back_to))

    def answer_again(self, refresh_token: str, subject: str) -> Answer:
        """What is said of the same person now. Refused (NOT_TRUSTED) where the provider no longer answers for them."""
        return _talk(lambda: self._answer_again(refresh_token, subject))

    def retrieve_matching_jwk(self, token: str) -> jwt.PyJWK:
        """The one key that the token can be signed with. The library wants every key to have a name; the standard wants
        it only where there are several (section 10.1).
        """
        answer = requests.get(self.settings["OIDC_OP_JWKS_ENDPOINT"], timeout=TIMEOUT)
        answer.raise_for_status()
        wanted = jwt.get_unverified_header(token).get("kid")
        [key] = [
            key
            for key in answer.json()["keys"]
            if key.get("alg", self.provider.algorithm) == self.provider.algorithm
            and key.get("use", "sig") == "sig"
            and (wanted is None or key.get("kid") == wanted)
        ]
        return jwt.PyJWK(key, algorithm=self.provider.algorithm)

    def _verify_jws(self, payload: str, key: jwt.PyJWK) -> dict[str, Any]:
        """The signature, by our algorithm alone. The library's own allows two clocks no second of difference."""
        found: dict[str, Any] = jwt.decode(
            payload, key, algorithms=[self.provider.algorithm], leeway=SLACK, options={"verify_aud": False}
        )
        return found  # for whom it is stands in check_token

    def _answer_to_code(self, code: str, nonce: str, verifier: str, came_back_to: str) -> Answer:
        if not nonce:  # without one the library would take a token that has none
            raise Refused(Why.NOT_TRUSTED, "nonce")
        got = self._ask(
            grant_type="authorization_code", code=code, redirect_uri=came_back_to, code_verifier=verifier
        )
        claims = self.verify_token(got["id_token"], nonce=nonce)
        check_token(claims, self.provider)
        check_proof(claims, self.provider)
        return Answer(self._whole(got, claims, claims["sub"]), _refresh_token(got))

    def _answer_again(self, refresh_token: str, subject: str) -> Answer:
        got = self._ask(grant_type="refresh_token", refresh_token=refresh_token)
        claims: dict[str, Any] = {}
        if "id_token" in got:
            self.settings["OIDC_USE_NONCE"] = False  # section 12.2: a refreshed token need not have one
            claims = self.verify_token(got["id_token"])
            check_token(claims, self.provider)
        told = self._whole(got, claims, subject)
        if told.get("sub") != subject:
            raise Refused(Why.NOT_TRUSTED, "sub")
        return Answer(told, _refresh_token(got) or refresh_token)

    def _ask(self, **fields: str) -> dict[str, Any]:
        who = {"client_id": self.provider.client_id, "client_secret": self.provider.client_secret}
        got: dict[str, Any] = self.get_token({**who, **fields})
        return got

    def _whole(self, got: dict[str, Any], claims: Claims, subject: str) -> Claims:
        """What is signed, and beside it what stands at the userinfo endpoint of the same person (section 5.3.2)."""
        if not self.settings["OIDC_OP_USER_ENDPOINT"] or (
            claims and all(value_of(claims, name) is not None for name in self.wanted)
        ):
            return claims
        told: dict[str, Any] = self.get_userinfo(got["access_token"], None, None)
        if told.get("sub") != subject:
            raise Refused(Why.NOT_TRUSTED, "sub of userinfo")
        return {**told, **claims}


def _refresh_token(got: dict[str, Any]) -> str:
    token = got.get("refresh_token")
    return token if isinstance(token, str) else ""


def _talk(step: Callable[[], T]) -> T:
    """Whatever goes wrong becomes a refusal that says only what kind it was: the library's texts hold whole answers."""
    try:
        return step()
    except requests.HTTPError as error:
        is_theirs = error.response is not None and error.response.status_code >= 500
        raise Refused(Why.UNREACHABLE if is_theirs else Why.NOT_TRUSTED, "HTTP error") from None
    except requests.RequestException as error:
        raise Refused(Why.UNREACHABLE, type(error).__name__) from None
    except NO_PROOF as error:
        raise Refused(Why.NOT_TRUSTED, type(error).__name__) from None
