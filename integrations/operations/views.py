"""`/metrics`: the figures, for a machine that knows the token of the environment. For others there is nothing there."""

import hmac

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from integrations.operations.measuring import exposition

SCHEME = "Bearer "


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    given = request.headers.get("Authorization", "")
    is_right = hmac.compare_digest(given.encode(), (SCHEME + settings.METRICS_TOKEN).encode())
    if not settings.METRICS_TOKEN or not is_right:
        raise Http404
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
