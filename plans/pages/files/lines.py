"""Files as lines on a page: what each is, who put it there, and what one may do with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from enplan.web import spoken
from plans.models import Attachment
from plans.reading import Reading
from plans.standing import Action

KILOBYTE = 1024


@dataclass(frozen=True)
class FileLine:
    id: UUID
    title: str
    address: str
    said: str  # "PDF, 340 kB · Jan Falk, 3. marts"
    area: str
    is_private: bool
    version: int
    remove: str  # addresses, empty where the viewer may not
    private: str
    history: str


def lines_of_section(section_id: UUID, reading: Reading) -> list[FileLine]:
    return file_lines((one for one in reading.attachments if one.section_id == section_id), reading)


def lines_of_meeting(meeting_id: UUID, reading: Reading) -> list[FileLine]:
    """Photos of the board, and what else was put there."""
    return file_lines((one for one in reading.attachments if one.meeting_id == meeting_id), reading)


def scans_of(ground_id: UUID, reading: Reading) -> list[FileLine]:
    """The signed forms of a ground."""
    return file_lines((one for one in reading.attachments if one.ground_id == ground_id), reading)


def file_lines(files: Iterable[Attachment], reading: Reading) -> list[FileLine]:
    """`files` are of the reading, so the viewer may see them."""
    return [_line(file, reading) for file in files]


def _line(file: Attachment, reading: Reading) -> FileLine:
    key = [file.plan_id, file.pk]
    side = "min-plan" if reading.standing.is_citizens_side else "workspace"

    def address(action: Action, name: str) -> str:
        may = reading.plan.is_active and reading.standing.may(action, file)
        return reverse(name, args=key) if may else ""

    return FileLine(
        id=file.pk,
        title=file.title,
        address=reverse("plan-file", args=key),
        said=f"{kind_and_size(file)} · {_writer(file, reading)}, {spoken.day_near(file.written_at)}",
        area=file.section.area.said_name if file.section else "",
        is_private=file.is_private,
        version=file.version,
        remove=address(Action.REMOVE_ATTACHMENT, f"{side}-file-remove"),
        private=address(Action.KEEP_PRIVATE, "min-plan-file-private"),
        history=reverse(
            "min-plan-thing-history" if side == "min-plan" else "workspace-file-history", args=key
        ),
    )


def kind_and_size(file: Attachment) -> str:
    """ "billede, 2 MB" """
    kilobytes = max(1, round(file.size / KILOBYTE))
    size = f"{kilobytes} kB" if kilobytes < KILOBYTE else f"{spoken.number(round(kilobytes / KILOBYTE))} MB"
    label = "PDF" if file.content_type == Attachment.ContentType.PDF else _("billede")
    return f"{label}, {size}"


def _writer(file: Attachment, reading: Reading) -> str:
    return _("dig") if file.written_by_id == reading.user.pk else reading.name_of(file.written_by)
