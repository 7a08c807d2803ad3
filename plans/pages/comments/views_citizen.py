"""Comments for the citizen and for who acts for them: what was said of one thing, saying more, correcting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from enplan.audit.models import Look
from enplan.web.requests import user_of
from plans.looks import look_at_plan
from plans.lookups.comments import comment_for, commented_for
from plans.lookups.measures import follow_ups_of
from plans.models import Comment, Measure, Plan
from plans.pages.citizen.answering import page_address, undo_of
from plans.pages.citizen.finding import own_plan_for
from plans.pages.citizen.keeping import keep
from plans.pages.citizen.posting import saves
from plans.pages.citizen.presenters.wording import Wording
from plans.pages.comments.forms import CommentForm, EditCommentForm
from plans.pages.comments.lines import can_be_commented, comments_on, held_lines, words_of
from plans.reading import Reading, read_plan
from plans.services.checks import WHY_NOT, NotAllowed
from plans.services.comments import edit_comment, withdraw_comment, write_comment
from plans.standing import Action

COMMENTS = "Kommentarer"
reads_and_saves = require_http_methods(["GET", "HEAD", "POST"])


@reads_and_saves
def comments(request: HttpRequest, plan_id: UUID, thing_id: UUID) -> HttpResponse:
    """What was said of one thing, with a form beneath it."""
    reading = _reading(request, plan_id)
    thing = commented_for(reading.user, reading.plan, thing_id)
    may_hide = reading.standing.is_citizen
    form = CommentForm(request.POST, may_hide=may_hide) if request.method == "POST" else None
    status: int | None = 200
    added: list[Comment] = []
    if form is not None:
        status = keep(
            form,
            lambda data: added.append(
                write_comment(
                    by=reading.user,
                    about=thing,
                    text=data["text"],
                    is_private=data.get("is_private", False),
                )
            ),
            plan=reading.plan,
            model=Comment,
        )
        if status is None:
            undo = undo_of(reading.user, reading.plan, added)
            messages.success(request, _("Kommentaren er gemt."), extra_tags=undo)
            return redirect("min-plan-comments", reading.plan.pk, thing_id)
    elif reading.plan.is_active and can_be_commented(thing):
        form = CommentForm(may_hide=may_hide)
    by, words = words_of(thing, reading)
    context = {
        "comments": comments_on(thing, reading),
        "by": by,
        "words": words,
        "form": form,
        "held": held_lines(thing, follow_ups_of(reading.user, reading.plan).filter(measure=thing), reading)
        if isinstance(thing, Measure)
        else (),
    }
    return _show(request, reading, "citizen_comments", context, status=status or 200)


@reads_and_saves
def comment(request: HttpRequest, plan_id: UUID, comment_id: UUID) -> HttpResponse:
    """One's own, to correct. 403 for what another has written."""
    reading = _reading(request, plan_id)
    found = comment_for(reading.user, reading.plan, comment_id)
    if not reading.standing.may(Action.EDIT_COMMENT, found):
        raise NotAllowed(WHY_NOT[Action.EDIT_COMMENT])
    may_hide = reading.standing.is_citizen
    initial = {"text": found.text, "is_private": found.is_private, "version": found.version}
    form = EditCommentForm(
        request.POST if request.method == "POST" else None, may_hide=may_hide, initial=initial
    )
    status: int | None = 200
    if request.method == "POST":
        status = keep(
            form,
            lambda data: edit_comment(
                by=reading.user,
                comment=found,
                seen=data["version"],
                text=data["text"],
                is_private=data.get("is_private", found.is_private),
            ),
            plan=reading.plan,
            model=Comment,
        )
        if status is None:
            messages.success(request, _("Kommentaren er rettet."))
            return redirect("min-plan-comments", reading.plan.pk, found.of_id)
    elif not reading.plan.is_active or found.withdrawn_at is not None:
        return redirect("min-plan-comments", reading.plan.pk, found.of_id)
    context = {"form": form, "comments": comments_on(found.of, reading), "thing_id": found.of_id}
    return _show(request, reading, "citizen_comment", context, status=status or 200)


@saves
def withdraw(request: HttpRequest, plan: Plan, comment_id: UUID) -> HttpResponse:
    """Taken back: a line that says so stays."""
    user = user_of(request)
    found = comment_for(user, plan, comment_id)
    try:
        withdraw_comment(by=user, comment=found)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Kommentaren er taget tilbage. Det står der nu."))
    return redirect("min-plan-comments", plan.pk, found.of_id)


def _reading(request: HttpRequest, plan_id: UUID) -> Reading:
    return read_plan(user_of(request), own_plan_for(request, plan_id))


def _show(
    request: HttpRequest, reading: Reading, name: str, context: dict[str, Any], *, status: int
) -> HttpResponse:
    look_at_plan(by=reading.user, standing=reading.standing, kind=Look.Kind.PAGE, what=COMMENTS)
    everywhere = {"plan": reading.plan, "wording": Wording.of(reading), "back": page_address(reading.plan)}
    return render(request, f"plans/comments/{name}.html", everywhere | context, status=status)
