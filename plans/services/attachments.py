"""Attaching files and taking them out of view. The file is stored first, then its row: see `plans.files.storing`.

What is attached is not announced: no fagsystem receives files yet, so none is to be sent anything anew.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from citizens.models import Ground
from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.files import storing
from plans.files.checking import CheckedFile
from plans.files.titles import clean_title
from plans.models import Attachment, Meeting, Plan, Section
from plans.permissions import can, standing_of
from plans.services.checks import WHY_NOT, NotAllowed, require, require_area
from plans.services.sections import place_of, place_of_plan, section_of
from plans.standing import Action


def add_attachment(
    *,
    by: User,
    plan: Plan,
    area_id: str,
    file: CheckedFile,
    title: str = "",
    is_private: bool = False,
    meeting: Meeting | None = None,
) -> Attachment:
    """Put a file in an area: in the citizen's own part by the citizen's side, otherwise in `by`'s department's part.

    `is_private` ("del ikke") is the citizen's alone. `meeting`: of this plan, at which it was taken.
    """

    def place() -> Section:
        require(by, Action.ADD_ATTACHMENT, plan)
        if meeting is not None and (meeting.plan_id != plan.pk or not can(by, Action.VIEW, meeting)):
            raise NotAllowed(WHY_NOT[Action.VIEW])
        standing = standing_of(by, plan)
        if is_private and not standing.is_citizen:
            raise NotAllowed(_("Kun borgeren selv kan bestemme, at noget ikke skal deles."))
        if not standing.is_citizen:
            require_area(by, plan, area_id)
        owner_id: UUID | None = None if standing.is_citizens_side else by.department_id
        return section_of(plan, area_id=area_id, owner_id=owner_id)

    return _store(by, plan, file, title, section=place, is_private=is_private, meeting=meeting)


def add_scan_to_ground(
    *, by: User, plan: Plan, ground: Ground, file: CheckedFile, title: str = ""
) -> Attachment:
    """Hang the signed form, or a scan or photo of it, on a ground of this plan's citizen that `by` sees."""

    def place() -> None:
        require(by, Action.ADD_SCAN, plan)
        if ground.citizen_id != plan.citizen_id or not can(by, Action.VIEW, ground):
            raise NotAllowed(WHY_NOT[Action.VIEW])

    return _store(by, plan, file, title, section=place, ground=ground)


@transaction.atomic
def add_scan_to_grounds(
    *, by: User, plan: Plan, grounds: Sequence[Ground], file: CheckedFile, title: str = ""
) -> list[Attachment]:
    """Hang one signed form on each of the grounds it was signed for: on all of them or on none."""
    return [add_scan_to_ground(by=by, plan=plan, ground=one, file=file, title=title) for one in grounds]


@transaction.atomic
def remove_attachment(*, by: User, attachment: Attachment, reason: str = "") -> None:
    """Take a file out of view at once, for everybody. Row and file stay; a professional says why. Twice is once."""
    require(by, Action.REMOVE_ATTACHMENT, attachment)
    standing = standing_of(by, attachment.plan)
    if not reason.strip() and not standing.is_citizens_side:
        raise ValidationError({"reason": _("Skriv, hvorfor filen skal væk.")})
    now = clock.now()
    taken = Attachment.objects.filter(pk=attachment.pk, removed_at__isnull=True)
    if not taken.update(removed_at=now, removed_by=by, removed_reason=reason):
        return
    section = attachment.section
    record_change(
        by=by,
        thing=attachment,
        place=place_of(section) if section else place_of_plan(attachment.plan),
        fields={"removed_at": (None, now), "removed_reason": (None, reason)},
        on_behalf=standing.is_representative,
    )


def delete_orphan_files(*, is_trial: bool = False) -> int:
    """Delete stored files of which no row knows: a save that broke off left them. Answers how many."""
    known = set(Attachment.objects.values_list("stored_name", flat=True))
    return storing.delete_orphans(known=known, is_trial=is_trial)


def _store(
    by: User,
    plan: Plan,
    file: CheckedFile,
    title: str,
    *,
    section: Callable[[], Section | None],
    ground: Ground | None = None,
    is_private: bool = False,
    meeting: Meeting | None = None,
) -> Attachment:
    name = storing.put(file.content)
    with transaction.atomic():
        try:
            place = section()  # asks first whether `by` may
            on_behalf = standing_of(by, plan).is_representative
            attachment = Attachment.objects.create(
                plan=plan,
                section=place,
                ground=ground,
                meeting=meeting,
                title=clean_title(title) or file.title,
                content_type=file.kind,
                made_from=file.made_from,
                size=len(file.content),
                sha256=file.sha256,
                stored_name=name,
                is_private=is_private,
                is_by_representative=on_behalf,
                written_by=by,
                written_at=clock.now(),
            )
            record_change(
                by=by,
                thing=attachment,
                place=place_of(place) if place else place_of_plan(plan),
                # Not the title: what is taken out of view later must not stay readable in the history.
                fields={"content_type": (None, file.kind)},
                on_behalf=on_behalf,
            )
        except BaseException:
            storing.discard(name)
            raise
        # From here on the row may be there whatever the database answers: the file stays.
        return attachment
