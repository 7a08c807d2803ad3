"""`/planer/<uuid>/samtale/`: the running page. One line after the other, each kept on the server at once."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from enplan.audit.models import Look
from enplan.web import danish
from enplan.web.requests import user_of
from enplan.web.saving import attempt
from plans.looks import look_at_plan
from plans.lookups.talks import line_for, lines_of, talk_of
from plans.models import Talk
from plans.pages.talk.forms import LineForm, NextLineForm
from plans.pages.talk.lines import shown_line
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.desk import Desk, desk_of
from plans.permissions import standing_of
from plans.services.talks import add_line, drop_talk, edit_line, strike_line
from plans.standing import Action


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The conversation as it stands, and the next line."""
    own = talk_of(user_of(request), plan_id)
    desk = desk_or_own_text(request, plan_id, own)
    if not isinstance(desk, Desk):
        return desk
    areas = own_areas(desk.reading)
    if not desk.is_post:
        return _show(desk, NextLineForm(areas=areas, initial=_as_last(desk, own)))
    form = NextLineForm(request.POST, areas=areas)

    def save() -> None:
        given = form.cleaned_data
        add_line(
            by=desk.user,
            plan=desk.plan,
            kind=given["kind"],
            text=given["text"],
            area_id=given["area"] or None,
        )

    done = attempt(form, save)
    return to_talk(desk) if done.is_saved else _show(desk, form, status=done.status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, plan_id: UUID, talk_line_id: UUID) -> HttpResponse:
    """One line written anew, at its place on the page."""
    desk = desk_or_own_text(request, plan_id, talk_of(user_of(request), plan_id))
    if not isinstance(desk, Desk):
        return desk
    line = line_for(desk.user, desk.plan, talk_line_id)
    areas = own_areas(desk.reading)
    form = LineForm.of(line, areas, request.POST if desk.is_post else None)
    if not desk.is_post:
        return _show(desk, None, editing=(talk_line_id, form))

    def save() -> None:
        given = form.cleaned_data
        edit_line(
            by=desk.user,
            line=line,
            seen=given["version"],
            kind=given["kind"],
            text=given["text"],
            area_id=given["area"] or None,
        )

    done = attempt(form, save)
    if done.is_saved:
        return to_talk(desk, f"linje-{talk_line_id}")
    notice = ""
    if done.conflict:
        notice = (
            f"Linjen er ændret i et andet vindue. Der står nu: “{line.text}”. Gem igen for at beholde din."
        )
    return _show(desk, None, editing=(talk_line_id, form), notice=notice, status=done.status)


@require_POST
def strike(request: HttpRequest, plan_id: UUID, talk_line_id: UUID) -> HttpResponse:
    """Out of the conversation, or into it again."""
    desk = desk_or_own_text(request, plan_id, talk_of(user_of(request), plan_id))
    if not isinstance(desk, Desk):
        return desk
    line = line_for(desk.user, desk.plan, talk_line_id)
    strike_line(by=desk.user, line=line, is_struck=not line.is_struck)
    return to_talk(desk, f"linje-{talk_line_id}")


@require_POST
def drop(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Deleted unsorted. One's own text, so also where the plan is closed by now."""
    own = talk_of(user_of(request), plan_id)
    if own is None:
        raise Http404
    drop_talk(by=user_of(request), plan=own.plan)
    messages.success(request, "Samtalen er slettet. Der er ikke gemt noget i planen.")
    return redirect("start")


def desk_or_own_text(request: HttpRequest, plan_id: UUID, own: Talk | None) -> Desk | HttpResponse:
    """The desk of who may write here; where nothing is saved any more, one's own text to read and copy.

    404 for who is nothing to the plan and has no text of their own.
    """
    try:
        desk = desk_of(request, plan_id)
    except Http404:
        if own is None:
            raise
        return _own_text(request, own)
    closed = not desk.standing.may(Action.HOLD_TALK, desk.plan) or not desk.plan.is_active
    if own is not None and closed:
        return _own_text(request, own)
    desk.allow(Action.HOLD_TALK, desk.plan)
    return desk


def to_talk(desk: Desk, anchor: str = "") -> HttpResponse:
    response = redirect(reverse("talk", args=[desk.plan.pk]) + (f"#{anchor}" if anchor else ""))
    response.status_code = 303
    return response


def _as_last(desk: Desk, own: Talk | None) -> dict[str, str]:
    """The next line is most often of the same kind, about the same."""
    lines = lines_of(desk.user, own) if own else []
    return {"kind": lines[-1].kind, "area": lines[-1].area_id or ""} if lines else {}


def _show(
    desk: Desk,
    form: NextLineForm | None,
    *,
    editing: tuple[UUID, LineForm] | None = None,
    notice: str = "",
    status: int = 200,
) -> HttpResponse:
    own = talk_of(desk.user, desk.plan.pk)
    lines = lines_of(desk.user, own) if own else []
    context = {
        "talk": own,
        "first": danish.first_name(desk.plan.citizen.name),
        "lines": [shown_line(line, desk.plan) for line in lines],
        "has_lines": any(not line.is_struck for line in lines),
        "form": form,
        "editing": editing[0] if editing else None,
        "line_form": editing[1] if editing else None,
        "may_ask_consent": desk.standing.may(Action.SEE_TEAM_WHOLE, desk.plan),
        "notice": notice,
    }
    return desk.show("plans/talk/talk.html", context, what="Samtale", status=status)


def _own_text(request: HttpRequest, own: Talk) -> HttpResponse:
    """What one wrote oneself, and nothing else of the plan: not whose it is."""
    user = user_of(request)
    lines = [line for line in lines_of(user, own) if not line.is_struck]
    look_at_plan(
        by=user, standing=standing_of(user, own.plan), kind=Look.Kind.PAGE, what="Egen samtale, ikke gemt"
    )
    said = [f"{line.get_kind_display()}: {line.text}" for line in lines]
    # What was sent just now and cannot be kept: a line, or the corrected lines of the page that sorts.
    said += [str(sent) for name, sent in request.POST.items() if name == "text" or name.endswith("-text")]
    context = {"talk": own, "text": "\n".join(said), "rows": min(len(said) * 2 + 2, 24)}
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/talk/own_text.html", context, status=status)
