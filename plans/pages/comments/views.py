"""Comments for the team: what the citizen's side has said of one thing, and saying that one has read it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from enplan.web import danish
from enplan.web.requests import see_other
from plans.lookups.comments import comment_for, commented_for
from plans.pages.comments.lines import comments_on, words_of
from plans.pages.comments.views_citizen import COMMENTS
from plans.pages.workspace.desk import desk_of
from plans.services.comments import mark_comment_read
from plans.standing import Action


@require_safe
def comments(request: HttpRequest, plan_id: UUID, thing_id: UUID) -> HttpResponse:
    """Every comment on one thing, beneath what it is about."""
    desk = desk_of(request, plan_id)
    thing = commented_for(desk.user, desk.plan, thing_id)
    by, words = words_of(thing, desk.reading)
    context = {"comments": comments_on(thing, desk.reading), "by": by, "words": words}
    return desk.show("plans/comments/comments.html", context, what=COMMENTS)


@require_POST
def read(request: HttpRequest, plan_id: UUID, comment_id: UUID) -> HttpResponse:
    """Who coordinates has read it."""
    desk = desk_of(request, plan_id)
    found = comment_for(desk.user, desk.plan, comment_id)
    desk.allow(Action.READ_COMMENT, found)
    try:
        mark_comment_read(by=desk.user, comment=found)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        first = danish.first_name(desk.plan.citizen.name)
        messages.success(request, f"Det er noteret. {first} kan se, at du har læst kommentaren.")
    return see_other("comments", plan_id, found.of_id)
