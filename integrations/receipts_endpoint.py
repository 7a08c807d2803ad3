"""`/kvitteringer/<connection>/`: where receipts come. A machine with its secret, and nothing else, is let in.

The secret stands in the environment ({prefix}_RECEIPT_SECRET) and comes as a bearer token; the proxy in front asks for
the sender's certificate. Without a secret in the environment everything is refused.
"""

import hmac
from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from integrations.adapters.markup import LARGEST, BadXmlError, add, parsed, written
from integrations.adapters.registry import connection_of
from integrations.adapters.sf2900.messages import SOAP, Receipt, envelope, receipt_in
from integrations.models import Fagsystem
from integrations.receiving import receive

SCHEME = "Bearer "


class Receipts(APIView):
    """Takes one receipt. What is wrong with it is answered without repeating anything of it."""

    authentication_classes: ClassVar[list[type]] = []  # type: ignore[misc]  # no person logs in here
    permission_classes: ClassVar[list[type]] = [AllowAny]  # type: ignore[misc]  # the secret is asked for below
    schema = None  # no part of the API for people's programs

    def post(self, request: Request, fagsystem_id: UUID) -> HttpResponse:
        system = _system_let_in(request, fagsystem_id)
        if system is None:
            return HttpResponse(status=404)
        receipt = _receipt(request)
        if receipt is None:
            return _fault("soap:Client", "Kvitteringen kan ikke læses", 400)
        if not receive(system, receipt):
            return _fault("soap:Client", "AnvenderTransaktionsID kendes ikke", 404)
        root, body = envelope("FordelingskvitteringModtagAnvenderResponse")
        add(body, "TransportValideringsKode", "OK")
        return _xml(written(root), 200)


def _system_let_in(request: Request, fagsystem_id: UUID) -> Fagsystem | None:
    """The connection, for who knows its secret."""
    system = Fagsystem.objects.filter(pk=fagsystem_id, adapter=Fagsystem.Adapter.SF2900).first()
    given = request.headers.get("Authorization", "")
    if system is None or not given.startswith(SCHEME):
        return None
    secret = connection_of(system).secret("receipt_secret")
    is_right = hmac.compare_digest(given.removeprefix(SCHEME).encode(), secret.encode())
    return system if secret and is_right else None


def _receipt(request: Request) -> Receipt | None:
    try:
        if int(request.headers.get("Content-Length") or 0) > LARGEST:
            return None
        return receipt_in(parsed(request._request.body))  # noqa: SLF001  # the bytes: DRF would read them as a form
    except (BadXmlError, ValueError):
        return None


def _fault(code: str, said: str, status: int) -> HttpResponse:
    root, body = envelope("Fejl")
    fault = add(body, "Fault", namespace=SOAP)
    add(fault, "faultcode", code)
    add(fault, "faultstring", said)
    return _xml(written(root), status)


def _xml(content: bytes, status: int) -> HttpResponse:
    return HttpResponse(content, content_type="text/xml; charset=utf-8", status=status)
