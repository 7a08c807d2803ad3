"""`/administration/forbindelser/`: what goes where, how it goes in numbers, and a test without anyone in it."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citizens.administration.page import change_lines
from enplan import clock
from enplan.accounts.administrators import administrators_only
from enplan.accounts.form_page import METHODS, answer, sent
from enplan.accounts.models import User
from integrations import circuits
from integrations.adapters.registry import adapter_for
from integrations.connections import scoped
from integrations.connections.editing import add_connection, edit_connection
from integrations.connections.forms import ConnectionForm, NewConnectionForm
from integrations.connections.page import check_in_words, connection_line, missing_secrets, stuck_line
from integrations.models import Fagsystem
from integrations.port import Outcome

NEWEST = 50


@administrators_only
@require_safe
def connection_list(request: HttpRequest, by: User) -> HttpResponse:
    """Every connection, with numbers."""
    numbers = scoped.numbers_of(by)
    at = clock.now()
    rows = scoped.connections(by)
    lines = [connection_line(one, numbers.get(one.pk, scoped.Numbers()), at=at) for one in rows]
    return render(request, "integrations/connections.html", {"lines": lines})


@administrators_only
@require_http_methods(METHODS)
def connection_add(request: HttpRequest, by: User) -> HttpResponse:
    return answer(
        request,
        NewConnectionForm(sent(request), by=by, initial={"receives": ["plan", "journal"]}),
        "integrations/connection_edit.html",
        save=partial(add_connection, by=by),
        said="Forbindelsen er gemt. Prøv den, før den tages i brug.",
        to="connections",
    )


@administrators_only
@require_http_methods(METHODS)
def connection_edit(request: HttpRequest, by: User, fagsystem_id: UUID) -> HttpResponse:
    connection = get_object_or_404(scoped.connections(by), pk=fagsystem_id)
    form = ConnectionForm(
        sent(request), by=by, connection=connection, initial=ConnectionForm.stored(connection)
    )
    return answer(
        request,
        form,
        "integrations/connection_edit.html",
        save=partial(edit_connection, by=by, connection=connection),
        said="Ændringerne er gemt.",
        to="connections",
        context={
            "connection": connection,
            "missing": missing_secrets(connection),
            "stuck": [stuck_line(row) for row in scoped.stuck_at(by, connection)],
            "changes": change_lines(scoped.changes_of(by, connection)[:NEWEST], Fagsystem),
        },
    )


@administrators_only
@require_POST
def connection_check(request: HttpRequest, by: User, fagsystem_id: UUID) -> HttpResponse:
    """One that works lets what waits go at once."""
    connection = get_object_or_404(scoped.connections(by), pk=fagsystem_id)
    found = adapter_for(connection).check()
    tell = messages.success if found.outcome is Outcome.ACCEPTED else messages.error
    if found.outcome is Outcome.ACCEPTED:
        circuits.close(connection)
    tell(request, check_in_words(connection, found))
    return redirect("connection-edit", connection.pk)
