"""A photo of the board, or another file of a meeting: checked and kept as every file, in an area one works in."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from plans.pages.files.forms import FileForm
from plans.pages.files.views_team import WHAT_IS_KEPT
from plans.pages.meetings.room import room_of
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.sheet import FormSheet
from plans.services.attachments import add_attachment
from plans.standing import Action


@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest, plan_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Put a photo there."""
    room = room_of(request, plan_id, meeting_id)
    if not room.is_professional:
        raise Http404
    room.allow(Action.ADD_ATTACHMENT, room.reading.plan)
    sent = (request.POST, request.FILES) if room.is_post else ()
    form = FileForm(*sent, areas=own_areas(room.reading), initial={"title": "Tavlen fra mødet"})
    intro = f"De, der kan se området hos din afdeling, kan se billedet. Borgeren kan også. {WHAT_IS_KEPT}"
    sheet = FormSheet(
        room.desk,
        form,
        title="Læg et billede af tavlen ind",
        button="Læg ind",
        intro=intro,
        context={"back": room.address},
        what="Møde",
    )
    return sheet.answer(
        lambda: add_attachment(
            by=room.reading.user,
            plan=room.reading.plan,
            area_id=form.cleaned_data["area"],
            file=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
            meeting=room.meeting,
        ),
        to=lambda: room.go_back("billeder"),
    )
