"""The changes that people make, drawn by lot: each has a number of its own, by which it is found again."""

from random import Random

from enplan.accounts.models import User
from integrations.chaos.world import AREA, World
from plans.models import Goal, JournalNote, Plan
from plans.services.goals import edit_goal
from plans.services.journal import add_to_journal, write_journal

EDITS, ADDITIONS = 0.25, 0.15  # of the changes; the others are new notes


def make_change(world: World, number: int, random: Random) -> str:
    """By one of the team of one of the plans; answers its kind."""
    plan = random.choice(world.plans)
    by = random.choice(world.teams[plan.pk])
    drawn = random.random()
    if drawn < EDITS:
        goal = Goal.objects.get(section__plan=plan, section__owner=by.department_id)
        edit_goal(by=by, goal=goal, seen=goal.version, title=f"Udgave{number:06}")
        return "goals edited"
    if drawn < EDITS + ADDITIONS and (note := _note_by(by, plan, random)):
        add_to_journal(by=by, note=note, text=f"Det var ord{number:06}.")
        return "additions to notes"
    write_journal(by=by, plan=plan, area_id=AREA, title="Møde", text=f"Det var ord{number:06}.")
    return "notes written"


def _note_by(user: User, plan: Plan, random: Random) -> JournalNote | None:
    notes = JournalNote.objects.filter(section__plan=plan, written_by=user).order_by("written_at")
    found = list(notes[:20])
    return random.choice(found) if found else None
