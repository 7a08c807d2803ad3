"""Linked plans of a family: Rasmus' with Kirsten's; a question to his sister's, from hers, and to his uncle's."""

from typing import Any

from plans.models import FamilySide
from plans.services import families, family_answers, family_talks
from tests.cast import CPRS, make_citizen, make_plan
from tests.families import gather_siblings
from tests.services_table.row import Row, Table

NAMES = {"other_named": "Den anden", "own_named": "En i familien"}


def add_families(cast: Any) -> None:
    """Sofie coordinates the plans that ask, and Kirsten's; Ulla the sister's and the uncle's."""
    siblings = gather_siblings(cast)
    cast.sister = siblings.sister
    cast.uncle = make_citizen(cast.ulla, "tom", "Tom Ager", CPRS[4])
    make_plan(cast.ulla, cast.uncle)
    link = families.ask_for_family(by=cast.rasmus, plan=cast.plan, **NAMES)
    families.ask_the_other_side(by=cast.sofie, side=link, citizen=cast.kirstens_plan.citizen)
    answer = FamilySide.objects.get(plan=cast.kirstens_plan)
    family_answers.answer_family(by=cast.kirsten, side=answer, answer="yes")
    cast.family_in_force = FamilySide.objects.get(pk=link.pk)
    cast.family_line = family_talks.add_family_line(
        by=cast.sofie, side=cast.family_in_force, about=cast.plan, kind="note", text="Sagt sammen"
    )
    cast.family_asked = families.ask_for_family(by=cast.sofie, plan=cast.plan, **NAMES)
    hers = families.ask_for_family(by=siblings.bodil, plan=siblings.plan, **NAMES)
    families.ask_the_other_side(by=cast.ulla, side=hers, citizen=cast.citizen)
    cast.family_said_yes = families.ask_for_family(by=cast.rasmus, plan=cast.plan, **NAMES)


def told(c: Any, by: Any, who: Any = None) -> object:
    return family_answers.note_told_answer(
        by=by, plan=c.plan, cpr=c.sister.cpr, representative=who, answer="yes", form="written"
    )


def say_together(c: Any, by: Any, about: Any) -> object:
    return family_talks.add_family_line(
        by=by, side=c.family_in_force, about=about, kind="note", text="Sagt sammen"
    )


TABLE: Table = {
    families.ask_for_family: Row(
        {"sofie", "rasmus"}, lambda c, by: families.ask_for_family(by=by, plan=c.plan, **NAMES)
    ),
    families.ask_the_other_side: Row(
        {"sofie"},
        lambda c, by: families.ask_the_other_side(by=by, side=c.family_said_yes, citizen=c.uncle),
    ),
    families.end_family: Row(
        {"sofie", "rasmus"}, lambda c, by: families.end_family(by=by, side=c.family_in_force)
    ),
    family_answers.answer_family: Row(
        {"rasmus"},
        lambda c, by: family_answers.answer_family(by=by, side=c.family_asked, answer="no"),
    ),
    family_answers.note_family_answer: Row(
        {"sofie"},
        lambda c, by: family_answers.note_family_answer(
            by=by, row=c.family_asked.answers.get(), answer="yes", form="oral"
        ),
    ),
    family_answers.note_told_answer: Row({"sofie"}, told, elsewhere=lambda c, by: told(c, by, c.mother)),
    family_talks.add_family_line: Row(
        {"sofie"},
        lambda c, by: say_together(c, by, c.plan),
        elsewhere=lambda c, by: say_together(c, by, c.childs_plan),
    ),
    family_talks.move_family_line: Row(
        {"sofie"},
        lambda c, by: family_talks.move_family_line(by=by, side=c.family_in_force, line=c.family_line),
        elsewhere=lambda c, by: family_talks.move_family_line(
            by=by, side=c.family_in_force, line=c.sofies_talk.lines.exclude(pk=c.family_line.pk).get()
        ),
    ),
}
