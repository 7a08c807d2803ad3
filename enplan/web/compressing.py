"""Compresses the private person's pages on their way out: a plan is read on a phone, and shrinks to a fifth.

Length tells what a page holds where somebody else may put words of theirs beside it and look on (BREACH, 2013). So only
a page that was asked for by GET with nothing but a choice among one's own things in the address is compressed; what is
typed never stands in it. Employees' pages, files and data go out as they are. Django adds some random bytes.
"""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

BENEATH = ("/min-plan/", "/min-del/")
CHOICES = frozenset({"plan", "del"})  # shown only where they name something of one's own


class CompressPagesMiddleware(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not may_be_compressed(request, response):
            return response
        return super().process_response(request, response)


def may_be_compressed(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Is it a page of a private person's that holds nothing of what the request brought?"""
    return (
        request.method == "GET"
        and request.path_info.startswith(BENEATH)
        and CHOICES.issuperset(request.GET)
        and isinstance(response, HttpResponse)
        and response.get("Content-Type", "").startswith("text/html")
    )
