"""What opens the plan to somebody, and what closes it again."""

from datetime import timedelta

from plans.services import (
    agreeing,
    conversation,
    custody,
    grounds,
    reminders,
    renewing,
    sharing,
    supervision,
    visitation,
    withdrawing,
)
from plans.services import plans as plan_services
from plans.services.grounds import Party
from tests.cast import HOUSING, TODAY, give_consent
from tests.services_table.row import CASEWORKERS, CITIZENS_SIDE, HOLDS_CONVERSATION, Row, Table
from tests.services_table.scene import hold_conversation, kind

TABLE: Table = {
    grounds.note_ground: Row(
        CASEWORKERS | CITIZENS_SIDE,
        lambda c, by: give_consent(by, c.plan, to=[c.rus], sources=[c.job]),
    ),
    sharing.share_without_consent: Row(
        {"jan"},  # only the owner of what is there
        lambda c, by: sharing.share_without_consent(
            by=by,
            plan=c.plan,
            kind=kind("acute_or_duty"),
            areas=[HOUSING],
            parties=[Party(department=c.rus)],
            until=TODAY + timedelta(days=2),
            reason="Fare for at miste boligen i dag",
        ),
    ),
    sharing.review_share: Row(
        {"grethe", "hanne"},  # leaders of the department that shared
        lambda c, by: sharing.review_share(by=by, review=c.review, was_right=False, note="Det hastede ikke"),
        after_end=True,
    ),
    supervision.start_supervision: Row(
        {"grethe"},  # Hanne has begun hers
        lambda c, by: supervision.start_supervision(by=by, plan=c.plan, reason="Klage", days=3),
    ),
    supervision.end_supervision: Row(
        {"hanne"}, lambda c, by: supervision.end_supervision(by=by, ground=c.supervision), after_end=True
    ),
    visitation.start_visitation: Row(
        {"sofie"},
        lambda c, by: visitation.start_visitation(by=by, plan=c.plan, reason="Se, hvad der er prøvet"),
    ),
    withdrawing.withdraw_ground: Row(
        CASEWORKERS | CITIZENS_SIDE,
        lambda c, by: withdrawing.withdraw_ground(by=by, plan=c.plan, ground=c.ground),
        after_end=True,
        elsewhere=lambda c, by: withdrawing.withdraw_ground(by=by, plan=c.kirstens_plan, ground=c.ground),
    ),
    withdrawing.withdraw_grounds: Row(
        CASEWORKERS | CITIZENS_SIDE,
        lambda c, by: withdrawing.withdraw_grounds(by=by, plan=c.plan, grounds=[c.ground]),
        after_end=True,
        elsewhere=lambda c, by: withdrawing.withdraw_grounds(by=by, plan=c.kirstens_plan, grounds=[c.ground]),
    ),
    renewing.renew_grounds: Row(
        {"sofie"} | CITIZENS_SIDE,  # the others do not know all whom it names
        lambda c, by: renewing.renew_grounds(by=by, plan=c.plan, answers={c.lapsing: "yes"}),
        elsewhere=lambda c, by: renewing.renew_grounds(
            by=by, plan=c.kirstens_plan, answers={c.lapsing: "yes"}
        ),
    ),
    renewing.set_review_day: Row(
        {"sofie"},
        lambda c, by: renewing.set_review_day(by=by, plan=c.plan, day=TODAY + timedelta(days=90)),
    ),
    reminders.dismiss_reminders: Row(
        CITIZENS_SIDE,
        lambda c, by: reminders.dismiss_reminders(by=by, plan=c.plan, grounds=[c.lapsing]),
        elsewhere=lambda c, by: reminders.dismiss_reminders(by=by, plan=c.kirstens_plan, grounds=[c.lapsing]),
    ),
    custody.answer_consent: Row(
        {"anne"},
        lambda c, by: custody.answer_consent(by=by, plan=c.plan, ground=c.asked.ground, answer="yes"),
        elsewhere=lambda c, by: custody.answer_consent(
            by=by, plan=c.kirstens_plan, ground=c.asked.ground, answer="yes"
        ),
    ),
    custody.note_answer: Row(
        CASEWORKERS,
        lambda c, by: custody.note_answer(
            by=by, plan=c.plan, answer_row=c.asked, answer="yes", form="written"
        ),
        elsewhere=lambda c, by: custody.note_answer(
            by=by, plan=c.kirstens_plan, answer_row=c.asked, answer="yes", form="written"
        ),
    ),
    plan_services.agree_to_plan: Row(
        CASEWORKERS | {"rasmus"},  # not who acts for him in some areas: it is about the whole plan
        lambda c, by: plan_services.agree_to_plan(by=by, plan=c.plan, on=TODAY),
    ),
    plan_services.decline_plan: Row(
        CASEWORKERS | {"rasmus"},
        lambda c, by: plan_services.decline_plan(by=by, plan=c.plan, on=TODAY),
    ),
    conversation.keep_answers: Row(
        HOLDS_CONVERSATION,
        lambda c, by: conversation.keep_answers(
            by=by, plan=c.plan, step="planen", values={"one_plan": ["yes"]}
        ),
    ),
    conversation.drop_answers: Row(
        HOLDS_CONVERSATION,
        lambda c, by: conversation.drop_answers(by=by, plan=c.plan),
    ),
    conversation.hold_conversation: Row(
        HOLDS_CONVERSATION,
        hold_conversation,
        elsewhere=lambda c, by: hold_conversation(c, by, of=c.kirstens_plan),
    ),
    agreeing.answer_plan: Row(
        {"rut", "finn"},  # each who holds custody of the child, until both have answered
        lambda c, by: agreeing.answer_plan(by=by, plan=c.childs_plan, answer="yes"),
        after_end=True,
    ),
    agreeing.note_plan_answer: Row(
        {"sofie"},
        lambda c, by: agreeing.note_plan_answer(
            by=by, plan=c.childs_plan, answer_row=c.awaited, answer="yes", form="written"
        ),
        after_end=True,
        elsewhere=lambda c, by: agreeing.note_plan_answer(
            by=by, plan=c.plan, answer_row=c.awaited, answer="yes", form="written"
        ),
    ),
}
