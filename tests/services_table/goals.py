"""Goals, tasks, words and ratings."""

from plans.models import GoalTemplate
from plans.services import (
    coherence,
    comments,
    drafts,
    from_templates,
    goal_progress,
    goals,
    noting,
    private_marks,
    progress,
    tasks,
    words,
)
from tests.cast import HOUSING, NOW, TODAY
from tests.services_table.row import CASEWORKERS, CITIZENS_SIDE, OF_JOBS_GOAL, TEAM, Row, Table

TOLD = noting.Told("call", TODAY)

TABLE: Table = {
    goals.add_goal: Row(
        CASEWORKERS,
        lambda c, by: goals.add_goal(by=by, plan=c.plan, area_id=HOUSING, title="Et mål"),
    ),
    goals.propose_goal: Row(
        CITIZENS_SIDE,
        lambda c, by: goals.propose_goal(by=by, plan=c.plan, area_id=HOUSING, title="Et mål"),
    ),
    goals.edit_goal: Row(
        {"sofie", "jan"},
        lambda c, by: goals.edit_goal(by=by, goal=c.jobs_goal, seen=c.jobs_goal.version, title="Andet"),
    ),
    goals.take_up_proposal: Row(
        {"sofie"},
        lambda c, by: goals.take_up_proposal(by=by, goal=c.citizens_goal, seen=c.citizens_goal.version),
    ),
    goals.add_subgoal: Row(
        OF_JOBS_GOAL,
        lambda c, by: goals.add_subgoal(by=by, goal=c.jobs_goal, title="Et skridt"),
    ),
    goals.edit_subgoal: Row(
        OF_JOBS_GOAL,
        lambda c, by: goals.edit_subgoal(
            by=by, subgoal=c.step, seen=c.step.version, title="Andet", status="done"
        ),
    ),
    tasks.add_task: Row(OF_JOBS_GOAL, lambda c, by: tasks.add_task(by=by, goal=c.jobs_goal, title="Ringe")),
    tasks.add_task_in_area: Row(
        TEAM,
        lambda c, by: tasks.add_task_in_area(by=by, plan=c.plan, area_id=HOUSING, title="Ringe"),
    ),
    tasks.edit_task: Row(
        OF_JOBS_GOAL,
        lambda c, by: tasks.edit_task(by=by, task=c.task, seen=c.task.version, title="Andet"),
    ),
    tasks.set_task_status: Row(
        OF_JOBS_GOAL | {"mads"},
        lambda c, by: tasks.set_task_status(by=by, task=c.task, seen=c.task.version, status="done"),
    ),
    progress.rate: Row(
        TEAM | CITIZENS_SIDE,
        lambda c, by: progress.rate(by=by, plan=c.plan, area_id=HOUSING, value=5),
    ),
    private_marks.keep_private: Row(
        {"rasmus"},
        lambda c, by: private_marks.keep_private(
            by=by, thing=c.citizens_goal, seen=c.citizens_goal.version, is_private=True
        ),
    ),
    drafts.publish_draft: Row(
        {"jan"},
        lambda c, by: drafts.publish_draft(by=by, draft=c.note_draft, seen=1),
    ),
    drafts.move_draft: Row(
        {"sofie"},  # from a part that a ground has opened to her
        lambda c, by: drafts.move_draft(by=by, draft=c.task_draft, seen=1),
    ),
    words.write_words: Row(
        CITIZENS_SIDE,
        lambda c, by: words.write_words(by=by, plan=c.plan, kind="dream", text="Ro", seen=0),
    ),
    coherence.answer_coherence: Row(
        CITIZENS_SIDE,
        lambda c, by: coherence.answer_coherence(by=by, plan=c.plan, answers={"heard": coherence.Said(4)}),
    ),
    coherence.ask_coherence_later: Row(
        CITIZENS_SIDE, lambda c, by: coherence.ask_coherence_later(by=by, plan=c.plan)
    ),
    comments.write_comment: Row(
        CITIZENS_SIDE,
        lambda c, by: comments.write_comment(by=by, about=c.jobs_goal, text="Jeg vil hellere bo i Ribe"),
    ),
    comments.edit_comment: Row(
        {"rasmus"},
        lambda c, by: comments.edit_comment(by=by, comment=c.comment, seen=1, text="Andet", is_private=False),
    ),
    comments.withdraw_comment: Row(
        {"rasmus"}, lambda c, by: comments.withdraw_comment(by=by, comment=c.comment)
    ),
    comments.mark_comment_read: Row(
        {"sofie"}, lambda c, by: comments.mark_comment_read(by=by, comment=c.comment)
    ),
    noting.note_words: Row(
        {"sofie"},
        lambda c, by: noting.note_words(by=by, plan=c.plan, told=TOLD, kind="dream", text="Ro", seen=0),
    ),
    noting.note_number: Row(
        {"sofie"}, lambda c, by: noting.note_number(by=by, plan=c.plan, told=TOLD, area_id=HOUSING, value=6)
    ),
    noting.note_comment: Row(
        {"sofie"}, lambda c, by: noting.note_comment(by=by, told=TOLD, about=c.jobs_goal, text="Godt")
    ),
    noting.note_coherence: Row(
        {"sofie"},
        lambda c, by: noting.note_coherence(
            by=by, plan=c.plan, told=TOLD, answers={"heard": coherence.Said(4)}
        ),
    ),
    noting.note_task_done: Row(
        {"sofie"},
        lambda c, by: noting.note_task_done(by=by, told=TOLD, task=c.own_task, seen=c.own_task.version),
    ),
    words.share_words: Row(
        CITIZENS_SIDE,
        lambda c, by: words.share_words(by=by, plan=c.plan, coordinator_only=True),
    ),
    from_templates.add_goal_with_steps: Row(
        CASEWORKERS,
        lambda c, by: from_templates.add_goal_with_steps(
            by=by, plan=c.plan, area_id=HOUSING, title="Et mål", steps=["Et skridt"]
        ),
    ),
    from_templates.begin_goals: Row(
        CASEWORKERS,
        lambda c, by: from_templates.begin_goals(
            by=by, plan=c.plan, templates=GoalTemplate.objects.filter(area=HOUSING)[:1]
        ),
    ),
    goal_progress.note_progress: Row(
        OF_JOBS_GOAL,
        lambda c, by: goal_progress.note_progress(by=by, goal=c.jobs_goal, note="Vi har set to værelser"),
    ),
    progress.rate_as_told: Row(
        {"sofie"},
        lambda c, by: progress.rate_as_told(by=by, plan=c.plan, area_id=HOUSING, value=6, rated_on=TODAY),
    ),
    words.tell_words: Row(
        {"sofie"},
        lambda c, by: words.tell_words(
            by=by, plan=c.plan, kind="dream", text="Ro", seen=0, how="i telefonen", told_at=NOW
        ),
    ),
}
