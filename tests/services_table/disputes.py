"""Disagreements, and questions to leaders."""

from plans.services import disagreements, questions
from tests.services_table.row import CITIZENS_SIDE, OF_JOBS_GOAL, Row, Table

TABLE: Table = {
    disagreements.raise_disagreement: Row(
        OF_JOBS_GOAL | CITIZENS_SIDE,
        lambda c, by: disagreements.raise_disagreement(
            by=by, plan=c.plan, about=c.jobs_goal, text="Det er for tidligt"
        ),
        elsewhere=lambda c, by: disagreements.raise_disagreement(
            by=by, plan=c.kirstens_plan, about=c.jobs_goal, text="Det er for tidligt"
        ),
    ),
    disagreements.write_view: Row(
        {"sofie", "pia"} | CITIZENS_SIDE,  # Jan has written his
        lambda c, by: disagreements.write_view(by=by, disagreement=c.dispute, text="Vi kan godt vente"),
    ),
    disagreements.edit_view: Row(
        {"jan"}, lambda c, by: disagreements.edit_view(by=by, view=c.view, seen=1, text="Det haster ikke")
    ),
    disagreements.settle_disagreement: Row(
        {"sofie", "jan"},
        lambda c, by: disagreements.settle_disagreement(
            by=by, disagreement=c.dispute, how="agreed", text="Vi venter til maj"
        ),
    ),
    questions.bring_to_leaders: Row(
        {"sofie", "jan"},
        lambda c, by: questions.bring_to_leaders(
            by=by, disagreement=c.dispute, leaders=[c.grethe], text="Hvad gør vi?"
        ),
    ),
    questions.ask_leader: Row(
        {"sofie", "jan"},
        lambda c, by: questions.ask_leader(
            by=by, plan=c.plan, leader=c.grethe, text="Må vi?", things=[c.jobs_goal]
        ),
        elsewhere=lambda c, by: questions.ask_leader(
            by=by, plan=c.kirstens_plan, leader=c.lis, text="Må vi?", things=[c.jobs_goal]
        ),
    ),
    questions.answer_question: Row(
        {"grethe"},  # whom it was put to, and no other leader
        lambda c, by: questions.answer_question(by=by, question=c.question, text="Ja"),
    ),
    questions.withdraw_question: Row(
        {"sofie", "jan"}, lambda c, by: questions.withdraw_question(by=by, question=c.question)
    ),
}
