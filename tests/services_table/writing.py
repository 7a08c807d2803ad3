"""Notes, files, and what is taken out or held back."""

from datetime import timedelta

from plans.services import (
    attachments,
    data_requests,
    journal,
    look_questions,
    misfilings,
    taking_back,
    withholding,
)
from tests.cast import HOUSING, TODAY
from tests.services_table.row import CASEWORKERS, CITIZENS_SIDE, TEAM, Row, Table
from tests.uploads import checked_photo

TABLE: Table = {
    journal.write_journal: Row(
        TEAM,
        lambda c, by: journal.write_journal(by=by, plan=c.plan, area_id=HOUSING, title="Nyt", text="Nyt"),
    ),
    journal.add_to_journal: Row(
        {"jan"},
        lambda c, by: journal.add_to_journal(by=by, note=c.note, text="Og en ting til"),
    ),
    attachments.add_attachment: Row(
        TEAM | CITIZENS_SIDE,
        lambda c, by: attachments.add_attachment(by=by, plan=c.plan, area_id=HOUSING, file=checked_photo()),
        elsewhere=lambda c, by: attachments.add_attachment(
            by=by, plan=c.plan, area_id=HOUSING, file=checked_photo(), meeting=c.elsewhere
        ),
    ),
    attachments.add_scan_to_ground: Row(
        {"sofie", *CITIZENS_SIDE},  # who may see the ground
        lambda c, by: attachments.add_scan_to_ground(
            by=by, plan=c.plan, ground=c.ground, file=checked_photo()
        ),
        elsewhere=lambda c, by: attachments.add_scan_to_ground(
            by=by, plan=c.kirstens_plan, ground=c.ground, file=checked_photo()
        ),
    ),
    attachments.remove_attachment: Row(
        {"sofie", "jan"},
        lambda c, by: attachments.remove_attachment(by=by, attachment=c.photo, reason="Forkert billede"),
    ),
    journal.edit_note_draft: Row(
        {"jan"},
        lambda c, by: journal.edit_note_draft(
            by=by, note=c.note_draft, seen=1, title="Kladde", text="Næsten", day=TODAY
        ),
    ),
    taking_back.take_back: Row({"jan"}, lambda c, by: taking_back.take_back(by=by, thing=c.step)),
    misfilings.take_out: Row(
        {"sofie", "jan", "hanne"},  # who coordinates, the writer, and the owner's leader under supervision
        lambda c, by: misfilings.take_out(by=by, thing=c.note),
        after_end=True,
    ),
    misfilings.note_on_breach: Row(
        {"dorte"},
        lambda c, by: misfilings.note_on_breach(by=by, breach=c.breach, status="reported", text="Anmeldt"),
        after_end=True,
    ),
    withholding.ask_to_withhold: Row(
        {"jan"},
        lambda c, by: withholding.ask_to_withhold(
            by=by, draft=c.note_draft, until=TODAY + timedelta(days=9), ground="Lov", asked_of=c.grethe
        ),
    ),
    withholding.answer_withholding: Row(
        {"grethe"},
        lambda c, by: withholding.answer_withholding(by=by, asking=c.asking, seen=1, is_approved=True),
    ),
    withholding.end_withholding: Row(
        {"jan"},
        lambda c, by: withholding.end_withholding(by=by, thing=c.kept_goal, seen=2),
    ),
    look_questions.ask_about_look: Row(
        {"rasmus"},  # the log is the citizen's alone
        lambda c, by: look_questions.ask_about_look(
            by=by, plan=c.plan, look_id=c.looks[1].pk, text="Hvorfor?"
        ),
        after_end=True,
        elsewhere=lambda c, by: look_questions.ask_about_look(
            by=by, plan=c.kirstens_plan, look_id=c.looks[1].pk, text="Hvorfor?"
        ),
    ),
    look_questions.answer_look_question: Row(
        {"dorte"},
        lambda c, by: look_questions.answer_look_question(by=by, question=c.look_question, text="Derfor."),
        after_end=True,
    ),
    data_requests.ask_for_data: Row(
        CITIZENS_SIDE,
        lambda c, by: data_requests.ask_for_data(by=by, plan=c.plan, kind="access", about="Alt om mig"),
        after_end=True,
    ),
    data_requests.note_data_request: Row(
        CASEWORKERS,
        lambda c, by: data_requests.note_data_request(
            by=by, plan=c.plan, kind="access", asked_on=TODAY, about="Alt om mig"
        ),
        after_end=True,
    ),
    data_requests.answer_data_request: Row(
        {"sofie"},  # who coordinates
        lambda c, by: data_requests.answer_data_request(
            by=by, asked=c.data_request, outcome="done", text="Det er rettet."
        ),
        after_end=True,
    ),
    data_requests.add_own_view: Row(
        {"rasmus"},  # his mother sees what she has asked for herself
        lambda c, by: data_requests.add_own_view(by=by, asked=c.refused_request, text="Det passer ikke."),
        after_end=True,
    ),
    attachments.add_scan_to_grounds: Row(
        {"sofie", *CITIZENS_SIDE},
        lambda c, by: attachments.add_scan_to_grounds(
            by=by, plan=c.plan, grounds=[c.ground, c.lapsing], file=checked_photo()
        ),
        elsewhere=lambda c, by: attachments.add_scan_to_grounds(
            by=by, plan=c.kirstens_plan, grounds=[c.ground], file=checked_photo()
        ),
    ),
}
