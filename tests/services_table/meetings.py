"""Meetings: calling them, what is said, and agreeing on the summary."""

from datetime import timedelta
from typing import Any

from plans.models import MeetingKind
from plans.services import (
    agenda,
    booklets,
    carrying_out,
    meeting_letters,
    meeting_lines,
    meetings,
    preparing,
    summaries,
)
from tests.cast import HOUSING, NOW, TODAY
from tests.services_table.row import CITIZENS_SIDE, TEAM, Row, Table

LATER = NOW + timedelta(days=5)


def a_booklet(c: Any) -> None:
    c.booklet = booklets.order_booklet(by=c.sofie, plans=[c.plan.pk])


def another_point(c: Any) -> None:
    c.other_point = meeting_lines.add_point(by=c.jan, meeting=c.meeting, area_id=HOUSING, text="Nøglen")


TABLE: Table = {
    booklets.order_booklet: Row(TEAM, lambda c, by: booklets.order_booklet(by=by, plans=[c.plan.pk])),
    booklets.stop_booklet: Row(
        {"sofie"},
        lambda c, by: booklets.stop_booklet(by=by, booklet=c.booklet),
        ready=a_booklet,
        after_end=True,
    ),
    meetings.call_meeting: Row(
        {"sofie"},
        lambda c, by: meetings.call_meeting(
            by=by,
            plan=c.plan,
            kind=MeetingKind.objects.get(pk="team"),
            at=LATER,
            invitees=[meetings.Invitee(is_citizen=True)],
        ),
        elsewhere=lambda c, by: meetings.call_meeting(
            by=by,
            plan=c.kirstens_plan,
            kind=MeetingKind.objects.get(pk="team"),
            at=LATER,
            invitees=[meetings.Invitee(contact=c.brother)],
        ),
    ),
    meetings.move_meeting: Row(
        {"sofie"},
        lambda c, by: meetings.move_meeting(
            by=by, meeting=c.meeting, seen=1, at=LATER, minutes=60, place="Rådhuset"
        ),
    ),
    meetings.cancel_meeting: Row(
        {"sofie"}, lambda c, by: meetings.cancel_meeting(by=by, meeting=c.meeting, seen=1, reason="Sygdom")
    ),
    meetings.invite_to_meeting: Row(
        {"sofie"},
        lambda c, by: meetings.invite_to_meeting(
            by=by, meeting=c.meeting, invitee=meetings.Invitee(user=c.rikke)
        ),
        elsewhere=lambda c, by: meetings.invite_to_meeting(
            by=by, meeting=c.elsewhere, invitee=meetings.Invitee(contact=c.brother)
        ),
    ),
    meetings.take_off_meeting: Row(
        {"sofie"}, lambda c, by: meetings.take_off_meeting(by=by, participant=c.guests["jan"])
    ),
    meetings.answer_invitation: Row(
        CITIZENS_SIDE,  # who acts for the citizen answers for them
        lambda c, by: meetings.answer_invitation(by=by, participant=c.guests["rasmus"], answer="comes"),
    ),
    meeting_letters.note_letter_posted: Row(
        {"sofie"},
        lambda c, by: meeting_letters.note_letter_posted(by=by, participant=c.guests["mads"], sequence=0),
    ),
    meetings.note_attendance: Row(
        {"sofie"},
        lambda c, by: meetings.note_attendance(by=by, meeting=c.meeting, was_there={c.guests["jan"]: True}),
    ),
    meeting_lines.add_point: Row(
        {"sofie", "jan", "pia"} | CITIZENS_SIDE,
        lambda c, by: meeting_lines.add_point(by=by, meeting=c.meeting, area_id=HOUSING, text="Hunden"),
    ),
    meeting_lines.edit_point: Row(
        {"sofie", "jan"},
        lambda c, by: meeting_lines.edit_point(by=by, point=c.point, seen=1, text="Lejligheden"),
    ),
    meeting_lines.note_decision: Row(
        {"sofie", "jan"},
        lambda c, by: meeting_lines.note_decision(
            by=by,
            meeting=c.meeting,
            area_id=HOUSING,
            text="Jan skriver",
            takes_effect_on=TODAY,
            responsible=c.jan,
        ),
    ),
    meeting_lines.edit_decision: Row(
        {"sofie", "jan"},
        lambda c, by: meeting_lines.edit_decision(by=by, decision=c.decision, seen=1, text="Jan besøger"),
    ),
    meeting_lines.disagree_at_meeting: Row(
        {"sofie", "jan", "pia"} | CITIZENS_SIDE,
        lambda c, by: meeting_lines.disagree_at_meeting(
            by=by, meeting=c.meeting, area_id=HOUSING, text="Det er for tidligt"
        ),
    ),
    agenda.take_in: Row(
        {"sofie"}, lambda c, by: agenda.take_in(by=by, meeting=c.meeting, things=[c.jobs_goal])
    ),
    agenda.take_off_point: Row(
        {"sofie", "jan"}, lambda c, by: agenda.take_off_point(by=by, point=c.point, seen=1)
    ),
    agenda.put_back_point: Row(
        {"sofie", "jan"}, lambda c, by: agenda.put_back_point(by=by, point=c.point, seen=1)
    ),
    agenda.move_point: Row(
        {"sofie", "jan"},
        lambda c, by: agenda.move_point(by=by, point=c.point, seen=1, to=c.later),
        elsewhere=lambda c, by: agenda.move_point(by=by, point=c.point, seen=1, to=c.elsewhere),
    ),
    agenda.place_point: Row(
        {"sofie"},
        lambda c, by: agenda.place_point(by=by, point=c.point, past=c.other_point, is_up=False),
        ready=another_point,
    ),
    preparing.ask_to_prepare: Row(
        {"sofie"},
        lambda c, by: preparing.ask_to_prepare(
            by=by, participant=c.guests["jan"], seen=1, prepare="Et notat", prepare_by=TODAY
        ),
    ),
    preparing.write_preparation: Row(
        {"sofie", "jan", "pia"},
        lambda c, by: preparing.write_preparation(by=by, meeting=c.meeting, area_id=HOUSING, text="Huslejen"),
    ),
    preparing.edit_preparation: Row(
        {"jan"},
        lambda c, by: preparing.edit_preparation(by=by, note=c.preparation, seen=1, text="Nyt"),
    ),
    carrying_out.carry_out_decisions: Row(
        {"sofie", "jan"},
        lambda c, by: carrying_out.carry_out_decisions(
            by=by,
            meeting=c.meeting,
            lines=[carrying_out.Carried(c.decision, 1, "task", "Jan ringer", HOUSING, TODAY)],
        ),
    ),
    summaries.agree_meeting: Row(
        {"sofie"}, lambda c, by: summaries.agree_meeting(by=by, meeting=c.meeting, seen=1)
    ),
    summaries.reopen_summary: Row(
        {"sofie"},
        lambda c, by: summaries.reopen_summary(by=by, meeting=c.agreed, seen=c.agreed.version),
    ),
}
