"""Where a card or a line was changed from, and the way back there: the same page, narrowed as it was."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import Resolver404, resolve, reverse

from plans.pages.caseload.views import show_caseload
from plans.pages.tasks.cards import HeldDate
from plans.pages.tasks.views import show_plan_tasks, show_tasks
from plans.pages.workspace.desk import desk_of

Show = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Place:
    """One of our own lists, by its address; the start page where the address is none of them."""

    request: HttpRequest
    name: str
    query: QueryDict
    plan_id: UUID | None = None

    def back(self) -> HttpResponse:
        address = reverse(self.name, args=[self.plan_id] if self.plan_id else [])
        if self.query:
            address = f"{address}?{self.query.urlencode()}"
        response = HttpResponseRedirect(address)
        response.status_code = 303
        return response

    def show(self, *, notice: str, held: HeldDate | None = None, status: int) -> HttpResponse:
        """The page again, with what went wrong and what was typed."""
        response = self._shown(notice=notice, held=held, status=status)
        # htmx would else put the address that was posted to in the browser's address line.
        response.headers["HX-Push-Url"] = "false"
        return response

    def _shown(self, *, notice: str, held: HeldDate | None, status: int) -> HttpResponse:
        if self.name == "workspace-tasks" and self.plan_id is not None:
            desk = desk_of(self.request, self.plan_id)
            return show_plan_tasks(desk, self.query, notice=notice, held=held, status=status)
        shown: Show = show_tasks if self.name == "tasks" else show_caseload
        return shown(self.request, self.query, notice=notice, held=held, status=status)


def place_of(request: HttpRequest) -> Place:
    """From the hidden field `tilbage`: an address, of which only the path's name and the choices are used."""
    parts = urlsplit(request.POST.get("tilbage", ""))
    try:
        match = resolve(parts.path)
    except Resolver404:
        return Place(request, "caseload", QueryDict())
    if match.url_name in ("tasks", "caseload"):
        return Place(request, match.url_name, QueryDict(parts.query))
    if match.url_name == "workspace-tasks":
        return Place(request, match.url_name, QueryDict(parts.query), match.kwargs["plan_id"])
    return Place(request, "caseload", QueryDict())
