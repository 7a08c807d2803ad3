"""The block list: who is kept out since when, keeping somebody out, and letting them in again."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.accounts.directory import employee_with_id, employees_named
from enplan.accounts.models import User
from enplan.web import forms
from enplan.web.parts_in_danish import named
from enplan.web.saving import attempt
from plans.lookups.things import block_for, blocked_for
from plans.pages.blocks.forms import BlockForm, FindForm
from plans.pages.blocks.lines import block_line, block_lines
from plans.pages.blocks.place import Place, citizens_place, teams_place
from plans.services.checks import WHY_NOT, NotAllowed
from plans.services.team import block_person, lift_block
from plans.standing import Action

MOST_FOUND = 20
reads_and_saves = require_http_methods(["GET", "HEAD", "POST"])


@reads_and_saves
def citizens_blocks(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    return _blocks(citizens_place(request, plan_id))


@reads_and_saves
def teams_blocks(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    return _blocks(teams_place(request, plan_id))


@reads_and_saves
def citizens_lift(request: HttpRequest, plan_id: UUID, block_id: UUID) -> HttpResponse:
    return _lift(citizens_place(request, plan_id), block_id)


@reads_and_saves
def teams_lift(request: HttpRequest, plan_id: UUID, block_id: UUID) -> HttpResponse:
    return _lift(teams_place(request, plan_id), block_id)


def _blocks(place: Place) -> HttpResponse:
    sent = place.request.POST if place.request.method == "POST" else None
    if sent is None:
        return _show(place, FindForm(), _empty_form(_beside(place)))
    find = FindForm(sent)
    found = employees_named(find.cleaned_data["name"], most=MOST_FOUND + 1) if find.is_valid() else []
    if "user" not in sent and "block" not in sent:
        choice = _empty_form(found[:MOST_FOUND])
        return _show(place, find, choice, is_answer=find.is_valid(), has_more=len(found) > MOST_FOUND)
    return _close(place, sent.get("user", ""), found[:MOST_FOUND])


def _close(place: Place, user_id: str, found: list[User]) -> HttpResponse:
    """Anybody of the municipality may be named, and who stands beside the citizen with a login. Nobody else."""
    beside = {str(user.pk): user for user in _beside(place)}
    named = beside.get(user_id) or employee_with_id(user_id)
    offered = found or list(beside.values())
    people = [*offered, *([named] if named and named not in offered else [])]
    form = BlockForm(place.request.POST, people=_names(people))

    def save() -> None:
        if named is not None:
            block_person(by=place.user, plan=place.plan, user=named)

    done = attempt(form, save)
    if not done.is_saved:
        return _show(place, FindForm(), form, status=done.status)
    messages.success(place.request, _("Planen er spærret for personen fra nu af."))
    return place.back()


def _lift(place: Place, block_id: UUID) -> HttpResponse:
    block = block_for(place.user, place.plan, block_id)
    if not place.reading.standing.may(Action.LIFT_BLOCK, block):
        raise NotAllowed(WHY_NOT[Action.LIFT_BLOCK])
    if place.request.method == "POST":
        lift_block(by=place.user, block=block)
        messages.success(place.request, _("Spærringen er hævet."))
        return place.back()
    line = block_line(block, place)
    is_on_team = any(member.user_id == block.user_id for member in place.reading.team)
    context = {"line": line, "is_on_team": is_on_team, "list": place.address}
    return place.show("plans/blocks/lift.html", context, 200)


def _beside(place: Place) -> list[User]:
    """Who stands beside the citizen and logs in."""
    network = [person.user for person in place.reading.network]
    acting = [person.user for person in place.reading.representatives]
    return [user for user in (*network, *acting) if user is not None]


def _empty_form(people: Iterable[User]) -> BlockForm | None:
    """None where there is nobody to choose among."""
    names = _names(people)
    return BlockForm(people=names) if names else None


def _names(people: Iterable[User]) -> dict[str, str]:
    return {
        str(user.pk): f"{user.name}, {named(user.department)}" if user.department else user.name
        for user in people
    }


def _show(
    place: Place,
    find: FindForm,
    choice: forms.Form | None,
    *,
    is_answer: bool = False,
    has_more: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "is_own": place.is_citizens,
        "lines": block_lines(blocked_for(place.user, place.plan), place),
        "find": find,
        "choice": choice,
        "found_nobody": is_answer and choice is None,
        "is_answer": is_answer,
        "has_more": has_more,
        "name": find.cleaned_data["name"] if is_answer else "",
    }
    if find.is_bound and not is_answer:
        status = 422
    return place.show("plans/blocks/blocks.html", context, status)
