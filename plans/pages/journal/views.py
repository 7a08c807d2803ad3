"""`/planer/<uuid>/journal/`: the notes a professional may see, writing one, and adding to one's own."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from enplan.web.saving import attempt
from plans.lookups.journal import note_for, notes_for
from plans.lookups.misfilings import misfilings_of
from plans.models import JournalNote
from plans.pages.journal.forms import AdditionForm, EditNoteForm, NoteForm
from plans.pages.journal.lines import note_lines, trace_lines
from plans.pages.workspace.areas import own_areas
from plans.pages.workspace.desk import Desk, desk_of
from plans.pages.workspace.sheet import FormSheet
from plans.services.journal import add_to_journal, edit_note_draft, write_journal
from plans.standing import Action

A_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
def journal(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The notes, newest first, beneath the form for a new one."""
    desk = desk_of(request, plan_id)
    if desk.is_post:
        return _write(desk)
    return _show(desk, _empty_form(desk))


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, plan_id: UUID, note_id: UUID) -> HttpResponse:
    """More on a note of one's own: what is filed is never altered."""
    desk = desk_of(request, plan_id)
    note = note_for(desk.user, desk.plan, note_id)
    desk.allow(Action.ADD_TO_JOURNAL, note)
    form = AdditionForm(request.POST if desk.is_post else None)
    sheet = FormSheet(
        desk, form, title="Føj til notatet", button="Journalisér", intro=f"{note.title}\n{note.text}"
    )
    return sheet.answer(
        lambda: add_to_journal(by=desk.user, note=note, text=form.cleaned_data["text"]),
        said="Tilføjelsen er journaliseret.",
        to=lambda: _back(desk, f"notat-{note.pk}"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, plan_id: UUID, note_id: UUID) -> HttpResponse:
    """A note that is still a draft."""
    desk = desk_of(request, plan_id)
    note = note_for(desk.user, desk.plan, note_id)
    desk.allow(Action.EDIT_NOTE_DRAFT, note)
    form = EditNoteForm.of(note, request.POST if desk.is_post else None)
    sheet = FormSheet(desk, form, title="Ret kladden", button="Gem kladden", model=JournalNote)

    def save() -> None:
        data = form.cleaned_data
        edit_note_draft(
            by=desk.user,
            note=note,
            seen=data["version"],
            title=data["title"],
            text=data["text"],
            day=data["day"],
        )

    return sheet.answer(save, to=lambda: _back(desk, f"notat-{note.pk}"))


def _write(desk: Desk) -> HttpResponse:
    desk.allow(Action.WRITE_JOURNAL, desk.plan)
    form = NoteForm(desk.request.POST, areas=own_areas(desk.reading))
    data = form.cleaned_data if form.is_valid() else {}
    done = attempt(
        form,
        lambda: write_journal(
            by=desk.user,
            plan=desk.plan,
            area_id=data["area"],
            title=data["title"],
            text=data["text"],
            day=data["day"],
            is_draft=data["is_draft"],
        ),
    )
    if not done.is_saved:
        return _show(desk, form, status=done.status)
    if data["is_draft"]:
        messages.success(desk.request, "Kladden er gemt. Kun du kan se den.")
    else:
        messages.success(desk.request, "Notatet er journaliseret.")
    return _back(desk)


def _empty_form(desk: Desk) -> NoteForm | None:
    """None for who cannot write here."""
    areas = own_areas(desk.reading)
    may = desk.plan.is_active and desk.standing.may(Action.WRITE_JOURNAL, desk.plan)
    return NoteForm(areas=areas) if may and areas else None


def _show(desk: Desk, form: NoteForm | None, *, status: int = 200) -> HttpResponse:
    page = Paginator(notes_for(desk.user, desk.plan), A_PAGE).get_page(desk.request.GET.get("side"))
    context = {
        "form": form,
        "page": page,
        "notes": note_lines(page.object_list, desk.reading),
        "traces": trace_lines(misfilings_of(desk.user, desk.plan, notes_only=True)),
    }
    return desk.show("plans/journal/journal.html", context, what="Journalen", status=status)


def _back(desk: Desk, anchor: str = "") -> HttpResponse:
    response = redirect(reverse("workspace-journal", args=[desk.plan.pk]) + (f"#{anchor}" if anchor else ""))
    response.status_code = 303
    return response
