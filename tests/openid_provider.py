"""A small OpenID provider over HTTP that can be told to answer wrongly, as no well-behaved one does for a test.

It logs in whoever `claims` says, without asking. The happy paths are also tested with a provider of others' making, in
tests/test_openid_browser.py.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.test import Client

from enplan.login_providers import Provider

OURS = "http://testserver"
CLIENT, SECRET = "enplan", "en lang og hemmelig nøgle til prøver og ikke andet"
Spoil = Callable[["Idp", dict[str, Any]], dict[str, Any]]


@cache
def a_key(name: str) -> RSAPrivateKey:
    """The same key for the same name; making one takes its time."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Idp:
    """What it says and how it does wrong. Tests change its fields; the server reads them at each request."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)  # of the person who logs in
    userinfo: dict[str, Any] = field(default_factory=dict)
    spoil: Spoil = lambda _idp, claims: claims  # what becomes of the token's claims before they are signed
    signs_with: str = "right"
    algorithm: str = "RS256"
    names_key: bool = True
    keys: tuple[str, ...] = ("right",)  # those it tells of, named by their place
    token_status: int = 200
    refuses_refresh: bool = False
    gives_refresh: bool = True
    gives_token_again: bool = True  # an ID token with a refresh
    asked: list[dict[str, str]] = field(default_factory=list)  # what each login was begun with
    told: list[dict[str, str]] = field(default_factory=list)  # what came to the token endpoint
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refresh: set[str] = field(default_factory=set)  # tokens that are good, each once
    minted: list[str] = field(default_factory=list)

    def token(self, nonce: str | None) -> str:
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "auth_time": now}
        said |= {"nonce": nonce} if nonce else {}
        said = self.spoil(self, said | self.claims)
        headers = {"kid": "1"} if self.names_key else {}
        key: Any = a_key(self.signs_with)
        if self.algorithm.startswith("HS"):
            key = SECRET
        if self.algorithm == "none":
            key = None
        signed = jwt.encode(said, key, algorithm=self.algorithm, headers=headers)
        self.minted.append(signed)
        return signed


def public_key(name: str, number: int) -> dict[str, str]:
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(a_key(name).public_key()))
    return {**public, "kid": str(number), "use": "sig", "alg": "RS256"}


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"

    def do_GET(self) -> None:
        idp, address = self.server.idp, urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/.well-known/openid-configuration":
            paths = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            said = {f"{name}_endpoint": f"{idp.issuer}/{path}" for name, path in paths.items()}
            said["issuer"], said["jwks_uri"] = idp.issuer, f"{idp.issuer}/keys"
            self._say({**said, "token_endpoint_auth_methods_supported": ["client_secret_post"]})
        elif address.path == "/authorize":
            idp.asked.append(asked)
            code = secrets.token_urlsafe(8)
            idp.codes[code] = asked
            self._lead(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
        elif address.path == "/keys":
            self._say({"keys": [public_key(name, number) for number, name in enumerate(idp.keys, start=1)]})
        elif address.path == "/userinfo":
            self._say({"sub": idp.claims.get("sub")} | idp.userinfo)
        else:
            self._say({}, 404)

    def do_POST(self) -> None:
        idp = self.server.idp
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        told = {name: values[0] for name, values in parse_qs(body).items()}
        idp.told.append(told)
        if idp.token_status != 200:
            self._say({"error": "server_error"}, idp.token_status)
        elif (told.get("client_id"), told.get("client_secret")) != (CLIENT, SECRET):
            self._say({"error": "invalid_client"}, 401)
        elif told.get("grant_type") == "refresh_token":
            self._refresh(told)
        else:
            self._exchange(told)

    def _refresh(self, told: dict[str, str]) -> None:
        idp = self.server.idp
        if idp.refuses_refresh or told.get("refresh_token") not in idp.refresh:
            self._say({"error": "invalid_grant"}, 400)
            return
        idp.refresh.remove(told["refresh_token"])
        self._say(self._tokens(None, with_id=idp.gives_token_again))

    def _exchange(self, told: dict[str, str]) -> None:
        idp = self.server.idp
        asked = idp.codes.pop(told.get("code", ""), None)
        digest = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        is_known = asked is not None and asked["redirect_uri"] == told["redirect_uri"]
        if asked is None or not is_known or asked.get("code_challenge") != challenge:
            self._say({"error": "invalid_grant"}, 400)
        else:
            self._say(self._tokens(asked.get("nonce"), with_id=True))

    def _tokens(self, nonce: str | None, *, with_id: bool) -> dict[str, str]:
        """A refresh token is good for one use, as strict providers have it."""
        idp = self.server.idp
        said = {"access_token": "adgang", "token_type": "Bearer"}
        if with_id:
            said["id_token"] = idp.token(nonce)
        if idp.gives_refresh:
            said["refresh_token"] = secrets.token_urlsafe(8)
            idp.refresh.add(said["refresh_token"])
        return said

    def _say(self, said: Any, status: int = 200) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _lead(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Says nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, idp: Idp) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.idp = idp


@contextmanager
def running_idp() -> Iterator[Idp]:
    idp = Idp()
    server = _Server(idp)
    idp.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield idp
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def provider_at(idp: Idp, **fields: Any) -> Provider:
    return Provider(issuer=idp.issuer, client_id=CLIENT, client_secret=SECRET, **fields)


def begin(client: Client, way: str, **query: str) -> str:
    """Out to the provider and back; answers the address that the browser comes back to, without opening it."""
    out = client.get(f"/login/{way}/", query)
    assert out.status_code == 302, out.text
    back = requests.get(out["Location"], allow_redirects=False, timeout=10)
    assert back.status_code == 302, back.text
    return back.headers["Location"].removeprefix(OURS)


def log_in(client: Client, way: str, **query: str) -> Any:
    """The whole way; answers what the program answers to who comes back."""
    return client.get(begin(client, way, **query))
