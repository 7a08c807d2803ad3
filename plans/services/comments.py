"""Comments: what the citizen's side says of something in the plan; corrected and withdrawn in the open, and noted as
read by who coordinates.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from enplan.audit.versions import save_seen
from plans.events import announce
from plans.models import Comment, FollowUp, Rating
from plans.models.comments import Commented, parent_name, section_of_commented
from plans.permissions import plan_of, standing_of
from plans.services.checks import NotAllowed, require
from plans.services.sections import place_of, section_of
from plans.standing import Action


@transaction.atomic
def write_comment(*, by: User, about: Commented, text: str, is_private: bool = False) -> Comment:
    """Say something of a goal, a measure, an agreement, a follow-up, a professional's number or a note.

    ValidationError for nothing said, and for what nobody else is shown.
    """
    require(by, Action.COMMENT, about)
    if is_private and not standing_of(by, plan_of(about)).is_citizen:
        raise NotAllowed(_("Kun borgeren selv kan bestemme, at noget ikke skal deles."))
    on_behalf = standing_of(by, plan_of(about)).is_representative
    return store_comment(by=by, about=about, text=text, is_private=is_private, on_behalf=on_behalf)


@transaction.atomic
def edit_comment(*, by: User, comment: Comment, seen: int, text: str, is_private: bool) -> Comment:
    """Correct one's own; that it was corrected is shown. Conflict when `seen` is stale."""
    require(by, Action.EDIT_COMMENT, comment)
    _check_there(comment)
    _check_text(text)
    if is_private != comment.is_private and not standing_of(by, comment.plan).is_citizen:
        raise NotAllowed(_("Kun borgeren selv kan bestemme, at noget ikke skal deles."))
    saved = save_seen(
        comment,
        seen=seen,
        fields={"text": text.strip(), "is_private": is_private},
        by=by,
        place=place_of(comment.section),
        on_behalf=comment.is_by_representative,
    )
    if saved.text != comment.text:
        # New words are to be read anew.
        Comment.objects.filter(pk=comment.pk).update(edited_at=clock.now(), read_at=None, read_by=None)
    announce(plan=comment.plan, what="comment", by=by)
    return saved


@transaction.atomic
def withdraw_comment(*, by: User, comment: Comment) -> None:
    """Take it back in the open: a line says so, and the history keeps what it said."""
    require(by, Action.WITHDRAW_COMMENT, comment)
    _check_there(comment)
    now = clock.now()
    Comment.objects.filter(pk=comment.pk).update(withdrawn_at=now)
    _record(by, comment, {"withdrawn_at": (None, now)})


@transaction.atomic
def mark_comment_read(*, by: User, comment: Comment) -> None:
    """Who coordinates says that they have read it: the citizen is told, and it waits no more."""
    require(by, Action.READ_COMMENT, comment)
    now = clock.now()
    unread = Comment.objects.filter(pk=comment.pk, read_at__isnull=True, withdrawn_at__isnull=True)
    if unread.update(read_at=now, read_by=by):
        _record(by, comment, {"read_at": (None, now)})


def store_comment(
    *,
    by: User,
    about: Commented,
    text: str,
    is_private: bool = False,
    on_behalf: bool = False,
    is_told: bool = False,
) -> Comment:
    """Store one in the citizen's part of the area. For services and loading; asks nobody's permission."""
    _check_text(text)
    guarded = about.measure if isinstance(about, FollowUp) else about
    if guarded.is_draft or guarded.is_private:
        raise ValidationError(_("Det er ikke vist for de andre endnu."), code="not_shown")
    where = section_of_commented(about)
    if where is None or (isinstance(about, Rating) and about.is_by_citizen):
        raise ValidationError(_("Her kan du ikke skrive en kommentar."), code="not_here")
    comment = Comment(
        section=section_of(plan_of(about), area_id=where.area_id, owner_id=None),
        text=text.strip(),
        is_private=is_private,
        is_by_representative=on_behalf,
        is_told=is_told,
        written_by=by,
        written_at=clock.now(),
        read_at=clock.now() if is_told else None,  # who wrote it down knows it
        read_by=by if is_told else None,
    )
    setattr(comment, parent_name(about), about)
    comment.save(force_insert=True)
    _record(by, comment, {"told" if is_told else "text": (None, comment.text)}, on_behalf=on_behalf)
    return comment


def _record(
    by: User, comment: Comment, fields: dict[str, tuple[object, object]], *, on_behalf: bool = False
) -> None:
    record_change(by=by, thing=comment, place=place_of(comment.section), fields=fields, on_behalf=on_behalf)
    announce(plan=comment.plan, what="comment", by=by)


def _check_text(text: str) -> None:
    if not text.strip():
        raise ValidationError({"text": _("Skriv det, du vil sige.")})


def _check_there(comment: Comment) -> None:
    if not Comment.objects.filter(pk=comment.pk, withdrawn_at__isnull=True).exists():
        raise ValidationError(
            _("Kommentaren er taget tilbage. Din tekst står stadig her, så du kan kopiere den."),
            code="withdrawn",
        )
