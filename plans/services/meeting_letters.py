"""Letters on paper about a meeting: that one is in the post. Who is to have one: `plans.lookups.meeting_letters`."""

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.record import record_change
from plans.models import Meeting, Participant
from plans.services.checks import require
from plans.services.sections import place_of_plan
from plans.standing import Action


@transaction.atomic
def note_letter_posted(*, by: User, participant: Participant, sequence: int) -> None:
    """The letter to somebody who is asked to come is in the post. Said twice it stays as it was first.

    `sequence`: the meeting's, as the letter has it. Where it was moved since, the letter is wrong: ValidationError.
    """
    require(by, Action.EDIT_MEETING, participant.meeting)
    meeting = Meeting.objects.select_for_update().get(pk=participant.meeting_id)
    if meeting.state != Meeting.State.CALLED:
        raise ValidationError(
            "Mødet er holdt eller aflyst, så der skal ikke sendes flere breve om det.", code="over"
        )
    if meeting.sequence != sequence:
        raise ValidationError(
            "Mødet er ændret imens, så brevet passer ikke mere. Print et nyt.", code="changed"
        )
    now = clock.now()
    rows = Participant.objects.filter(pk=participant.pk, removed_at__isnull=True)
    waiting = rows.exclude(letter_posted_at__isnull=False, letter_sequence=sequence)
    if waiting.update(letter_posted_at=now, letter_posted_by=by, letter_sequence=sequence):
        before = participant.letter_posted_at
        place = place_of_plan(participant.plan)
        record_change(by=by, thing=participant, place=place, fields={"letter_posted_at": (before, now)})
