"""Linked plans of a family: who learns of a link and when, who answers, and how it ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from citizens.models import Citizen
from enplan import clock
from enplan.audit.models import Change
from plans.lookups.families import coordinators_of_family, family_of, plans_open_to
from plans.models import FamilyAnswer, FamilyLink, FamilySide, Goal, Plan, Task
from plans.permissions import can, keys_of, visible_changes, visible_to
from plans.services.families import ask_for_family, ask_the_other_side, end_family
from plans.services.family_answers import answer_family, note_family_answer, note_told_answer
from plans.services.goals import add_goal
from plans.services.handover import accept_handover, offer_handover
from plans.services.people import add_representative
from plans.services.plans import decline_plan, end_plan
from plans.services.team import block_person, end_member
from plans.standing import Action
from tests.cast import HOUSING, NOW, TODAY, make_private_person
from tests.families import (
    AS_SEEN,
    asked,
    asked_for_child,
    gather_child,
    gather_siblings,
    linked,
)
from tests.rule_restated import knows_of_side

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(cast):
    """Ida sees something in both plans, Lars in Bodil's, and Jan in Rasmus'."""
    found = gather_siblings(cast)
    add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Rasmus får et værelse")
    add_goal(by=found.lars, plan=found.plan, area_id=HOUSING, title="Bodil får en have")
    return found


@pytest.fixture
def child(cast):
    return gather_child(cast)


def who_sees(family, side):
    """By the query and by the rule as it was read a second time, which never differ; by the check who does."""
    names = set()
    side = FamilySide.objects.get(pk=side.pk)
    for user in family.everybody:
        sees = visible_to(user, FamilySide.objects.filter(pk=side.pk)).exists()
        assert knows_of_side(user, side, clock.now()) is sees, user
        if sees:
            assert can(user, Action.VIEW, side), user
            names.add(user.username)
    return names


def link_of(side):
    return FamilyLink.objects.get(pk=side.link_id)


def test_link_in_force_is_known_to_citizens_coordinators_and_who_sees_both(family):
    side, other = linked(family)
    assert who_sees(family, side) == {"rasmus", "sofie", "ida"}
    assert who_sees(family, other) == {"bodil", "ulla", "ida"}


def test_before_both_have_said_yes_only_the_asking_side_and_who_is_asked_know(family):
    side = ask_for_family(by=family.cast.sofie, plan=family.cast.plan, other_named="Bodil", own_named=AS_SEEN)
    assert who_sees(family, side) == {"rasmus", "sofie"}
    answer_family(by=family.cast.rasmus, side=side, answer="yes")
    ask_the_other_side(by=family.cast.sofie, side=side, citizen=family.sister)
    other = FamilySide.objects.get(plan=family.plan)
    assert who_sees(family, side) == {"rasmus", "sofie"}
    assert who_sees(family, other) == {"bodil"}  # who coordinates there learns of it when it is in force


def test_a_no_is_kept_opens_nothing_and_is_not_told_to_the_other_side(family):
    side, other = asked(family)
    before = [(one.is_asked, one.is_in_force) for one in family_of(family.cast.rasmus, family.cast.plan)]
    answer_family(by=family.bodil, side=other, answer="no")
    after = family_of(family.cast.rasmus, family.cast.plan)
    assert [(one.is_asked, one.is_in_force) for one in after] == before == [(True, False)]
    assert FamilyAnswer.objects.get(side=other).answer == "no"
    assert who_sees(family, other) == {"bodil"}
    seen = visible_to(family.cast.sofie, FamilyAnswer.objects.all())
    assert set(seen.values_list("side", flat=True)) == {side.pk}
    with pytest.raises(ValidationError):  # a no stands until one is asked again
        answer_family(by=family.bodil, side=other, answer="yes")


@pytest.mark.parametrize("who", ["rasmus", "bodil", "sofie", "ulla"])
def test_anybody_it_is_about_ends_it_at_once(family, who):
    side, other = linked(family)
    own = side if who in ("rasmus", "sofie") else other
    user = family.bodil if who == "bodil" else getattr(family.cast, who)
    end_family(by=user, side=own)
    assert link_of(side).ended_by == user
    assert who_sees(family, side) == {"rasmus"}  # the citizen keeps what they themselves have said
    assert who_sees(family, other) == {"bodil"}


def test_nobody_else_ends_it(family):
    side, other = linked(family)
    mine = {side: {"rasmus", "sofie"}, other: {"bodil", "ulla"}}
    for own, may in mine.items():
        for user in family.everybody:
            if user.username not in may:
                with pytest.raises(PermissionDenied):
                    end_family(by=user, side=own)
    assert link_of(side).ended_at is None


def test_link_lapses_by_itself_after_a_year_and_the_question_after_ninety_days(family):
    side, other = linked(family)
    with clock.standing_at(clock.start_of(TODAY.replace(year=2027)) - timedelta(seconds=1)):
        assert "sofie" in who_sees(family, side)
    with clock.standing_at(clock.start_of(TODAY.replace(year=2027))):
        assert who_sees(family, side) == {"rasmus"}
        assert who_sees(family, other) == {"bodil"}


def test_question_that_is_not_answered_lapses(family):
    side, other = asked(family)
    with clock.standing_at(NOW + timedelta(days=90)):
        assert who_sees(family, side) == {"rasmus"}
        with pytest.raises(ValidationError):
            answer_family(by=family.bodil, side=other, answer="yes")


def test_block_list_of_either_plan_wins(family):
    side, other = linked(family)
    block_person(by=family.bodil, plan=family.plan, user=family.cast.sofie)
    assert who_sees(family, side) == {"rasmus", "ida"}
    block_person(by=family.cast.rasmus, plan=family.cast.plan, user=family.ida)
    assert who_sees(family, side) == {"rasmus"}
    assert who_sees(family, other) == {"bodil", "ulla"}


def test_blocking_the_other_citizen_ends_the_link_and_closes_what_is_asked(family):
    side, _other = linked(family)
    block_person(by=family.bodil, plan=family.plan, user=family.cast.rasmus)
    assert link_of(side).ended_at == NOW
    assert who_sees(family, side) == set()  # of the plan that is closed to him nothing is said any more
    with pytest.raises(ValidationError) as refused:
        asked(family)
    assert refused.value.message_dict == {"cpr": [ask_refusal(family)]}


def ask_refusal(family):
    """What is said where there is no such person at all."""
    side = ask_for_family(by=family.cast.rasmus, plan=family.cast.plan, other_named="Ib", own_named="Rasmus")
    with pytest.raises(ValidationError) as refused:
        ask_the_other_side(by=family.cast.sofie, side=side, citizen=None)
    return refused.value.message_dict["cpr"][0]


def test_block_while_it_is_asked_closes_the_question_without_telling(family):
    side, other = asked(family)
    block_person(by=family.bodil, plan=family.plan, user=family.cast.rasmus)
    other.refresh_from_db()
    assert other.decision == "closed"
    assert link_of(side).ended_at is None
    with pytest.raises((ValidationError, PermissionDenied)):
        answer_family(by=family.bodil, side=other, answer="yes")
    assert link_of(side).agreed_at is None


@pytest.mark.parametrize("outcome", ["manages", "died"])
@pytest.mark.parametrize("whose", ["own", "other"])
def test_end_of_either_plan_ends_the_link(family, outcome, whose):
    side, _other = linked(family)
    plan, by = (family.cast.plan, family.cast.sofie) if whose == "own" else (family.plan, family.cast.ulla)
    end_plan(by=by, plan=plan, outcome=outcome)
    assert link_of(side).ended_at == NOW
    assert not visible_to(family.cast.sofie, FamilySide.objects.all()).exists()
    assert not visible_to(family.cast.ulla, FamilySide.objects.all()).exists()


def test_end_of_a_plan_that_is_asked_is_not_told_to_the_asking_side(family):
    side, other = asked(family)
    end_plan(by=family.cast.ulla, plan=family.plan, outcome="died")
    assert link_of(side).ended_at is None
    assert [one.is_asked for one in family_of(family.cast.rasmus, family.cast.plan)] == [True]
    other.refresh_from_db()
    assert other.decision == "closed"


def test_a_no_to_one_plan_ends_the_link(family):
    side, _other = linked(family)
    decline_plan(by=family.bodil, plan=family.plan, on=TODAY)
    assert link_of(side).ended_at == NOW


def test_link_opens_nothing_of_the_other_plan(family):
    def seen():
        return {
            (user.username, model): set(visible_to(user, model._default_manager.all()))
            for user in family.everybody
            for model in (Plan, Goal, Task)
        }

    before = seen()
    linked(family)
    assert seen() == before


def test_who_coordinates_learns_who_coordinates_there_and_others_do_not(family):
    side, other = linked(family)
    names = {user.username: coordinators_of_family(user, [side, other]) for user in family.everybody}
    assert {name: told for name, told in names.items() if told} == {
        "sofie": {side.pk: "Ulla Stray"},
        "ulla": {other.pk: "Sofie Lind"},
    }
    end_family(by=family.bodil, side=other)
    assert coordinators_of_family(family.cast.sofie, [side]) == {}


def test_pages_lead_on_only_for_who_sees_the_other_plan_anyhow(family):
    side, _other = linked(family)
    leads = {user.username for user in family.everybody if plans_open_to(user, [side])}
    assert leads == {"ulla", "bodil", "ida", "per", "lars", "gert"}
    assert "sofie" not in leads


def test_new_coordinator_knows_and_the_former_only_as_a_member_who_sees_both(family):
    side, _other = linked(family)
    offer_handover(by=family.cast.sofie, plan=family.cast.plan, to=family.cast.jan)
    accept_handover(by=family.cast.jan, plan=family.cast.plan)
    assert who_sees(family, side) == {"rasmus", "jan", "ida"}
    end_member(by=family.cast.jan, plan=family.cast.plan, user=family.ida)
    assert who_sees(family, side) == {"rasmus", "jan"}


def test_history_stands_at_its_own_plan_alone_and_names_nobody(family):
    linked(family)
    lines = Change.objects.filter(thing__in=("familyside", "familyanswer"))
    text = " ".join(f"{line.before} {line.after}" for line in lines)
    assert "Bodil" not in text
    assert "Rasmus" not in text
    for plan, by in ((family.cast.plan, {"rasmus", "sofie"}), (family.plan, {"bodil"})):
        assert {line.by_name for line in lines.filter(plan_id=plan.pk)} <= {
            "Rasmus Ager",
            "Sofie Lind",
            "Bodil Kjær",
        }
        own = lines.filter(plan_id=plan.pk)
        assert own.exists()
        seeing = {
            user.username for user in family.everybody if visible_changes(keys_of(user, plan), own).exists()
        }
        assert seeing == by | {"sofie" if plan == family.cast.plan else "ulla"}


def test_asking_side_reads_the_same_whether_the_other_could_be_asked_or_not(family, cast):
    side = ask_for_family(by=cast.rasmus, plan=cast.plan, other_named="Bodil", own_named=AS_SEEN)

    def read():
        lines = visible_to(cast.rasmus, Change.objects.filter(plan_id=cast.plan.pk))
        known = [
            (one.is_asked, one.is_in_force, len(one.answers)) for one in family_of(cast.rasmus, cast.plan)
        ]
        return known, lines.count()

    before = read()
    ask_the_other_side(by=cast.sofie, side=side, citizen=family.sister)
    assert read() == before
    assert Change.objects.filter(thing="familylink", by_id=cast.sofie.pk).exists()


def test_other_plan_is_found_as_a_search_finds_it_and_all_refusals_are_alike(family, cast):
    refused = ask_refusal(family)
    unknown = Citizen.objects.get(pk=cast.kirstens_plan.citizen_id)
    end_plan(by=cast.sofie, plan=cast.kirstens_plan, outcome="moved")
    side = ask_for_family(by=cast.rasmus, plan=cast.plan, other_named="Kirsten", own_named=AS_SEEN)
    block_person(by=family.bodil, plan=family.plan, user=cast.sofie)
    for citizen in (unknown, family.sister, cast.citizen):
        with pytest.raises(ValidationError) as error:
            ask_the_other_side(by=cast.sofie, side=side, citizen=citizen)
        assert error.value.message_dict == {"cpr": [refused]}
    assert FamilySide.objects.filter(is_asking=False).count() == 0


def test_the_same_two_are_not_asked_twice_at_once(family):
    asked(family)
    with pytest.raises(ValidationError):
        asked(family)


def test_nothing_is_put_to_the_other_side_before_the_own_yes(family):
    side = ask_for_family(by=family.cast.sofie, plan=family.cast.plan, other_named="Bodil", own_named=AS_SEEN)
    with pytest.raises(ValidationError):
        ask_the_other_side(by=family.cast.sofie, side=side, citizen=family.sister)
    answer_family(by=family.cast.rasmus, side=side, answer="no")
    with pytest.raises(ValidationError):
        ask_the_other_side(by=family.cast.sofie, side=side, citizen=family.sister)


def test_told_answer_is_noted_blind_and_only_for_the_right_person(family, cast):
    side, other = asked(family)
    note = {"by": cast.ulla, "plan": family.plan, "representative": None, "answer": "yes", "form": "oral"}
    with pytest.raises(ValidationError):
        note_told_answer(**note, cpr=cast.kirstens_plan.citizen.cpr)
    for user in (cast.sofie, family.lars, cast.adam, cast.rasmus):
        with pytest.raises(PermissionDenied):
            note_told_answer(**{**note, "by": user}, cpr=cast.citizen.cpr)
    note_told_answer(**note, cpr=cast.citizen.cpr)
    assert who_sees(family, side) == {"rasmus", "sofie", "ida"}
    assert FamilyAnswer.objects.get(side=other).answered_by == cast.ulla
    with pytest.raises(ValidationError):
        note_told_answer(**note, cpr=cast.citizen.cpr)


def test_told_answer_tells_nothing_to_who_is_kept_out_of_the_asking_plan(family, cast):
    asked(family)
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.ulla)
    with pytest.raises(ValidationError):
        note_told_answer(
            by=cast.ulla,
            plan=family.plan,
            cpr=cast.citizen.cpr,
            representative=None,
            answer="yes",
            form="oral",
        )


def test_representative_of_some_areas_neither_sees_nor_answers(family, cast):
    side, other = asked(family)
    for user, own in ((cast.anne, side), (family.gert, other)):
        assert not can(user, Action.VIEW, own)
        with pytest.raises(PermissionDenied):
            answer_family(by=user, side=own, answer="yes")
    with pytest.raises(PermissionDenied):
        ask_for_family(by=cast.anne, plan=cast.plan, other_named="Bodil", own_named=AS_SEEN)


def test_childs_side_needs_both_parents_and_neither_learns_of_the_other(cast, child):
    side, other = asked_for_child(cast, child)
    assert can(child.frank, Action.VIEW, other)
    assert not can(child.frank, Action.VIEW, side)
    with pytest.raises(PermissionDenied):
        answer_family(by=child.mille, side=other, answer="yes")
    answer_family(by=child.kirsten, side=other, answer="yes")
    assert link_of(side).agreed_at is None
    own = visible_to(child.frank, FamilyAnswer.objects.all())
    assert [row.representative for row in own] == [child.father]
    answer_family(by=child.frank, side=other, answer="yes")
    assert link_of(side).agreed_at == NOW
    assert not can(child.frank, Action.VIEW, side)
    assert not visible_to(child.frank, Change.objects.filter(thing__startswith="family")).exists()
    assert not plans_open_to(child.frank, [other])
    assert plans_open_to(child.kirsten, [other]) == {child.mothers_plan.pk}


def test_one_parents_no_is_a_no_and_the_other_parent_ends_it_alone(cast, child):
    side, other = asked_for_child(cast, child)
    answer_family(by=child.kirsten, side=other, answer="yes")
    answer_family(by=child.frank, side=other, answer="no")
    assert link_of(side).agreed_at is None
    with pytest.raises(ValidationError):
        answer_family(by=child.frank, side=other, answer="yes")


def test_either_parent_ends_the_childs_link(cast, child):
    side, other = asked_for_child(cast, child)
    for user in (child.kirsten, child.frank):
        answer_family(by=user, side=other, answer="yes")
    end_family(by=child.frank, side=other)
    assert not can(cast.sofie, Action.VIEW, side)


def test_parent_who_is_kept_out_of_the_other_parents_plan_is_never_asked(cast, child):
    block_person(by=child.kirsten, plan=child.mothers_plan, user=child.frank)
    with pytest.raises(ValidationError):
        asked_for_child(cast, child)
    assert not visible_to(child.frank, FamilySide.objects.all()).exists()


def test_father_who_is_blocked_while_asked_cannot_answer_and_sees_nothing(cast, child):
    side, other = asked_for_child(cast, child)
    block_person(by=child.kirsten, plan=child.mothers_plan, user=child.frank)
    assert not can(child.frank, Action.VIEW, other)
    with pytest.raises(PermissionDenied):
        answer_family(by=child.frank, side=other, answer="yes")
    assert link_of(side).ended_at is None


def test_childs_link_lapses_when_the_child_turns_fifteen(cast, child):
    Citizen.objects.filter(pk=child.citizen.pk).update(cpr="7506114025")  # 15 on 15 June 2026
    child = gather_again(child)
    side, other = asked_for_child(cast, child)
    for user in (child.kirsten, child.frank):
        answer_family(by=user, side=other, answer="yes")
    assert link_of(side).valid_until == clock.start_of(TODAY.replace(month=6, day=15))


def gather_again(child):
    child.citizen = Citizen.objects.get(pk=child.citizen.pk)
    child.plan = Plan.objects.get(pk=child.plan.pk)
    return child


def test_from_fifteen_the_young_person_answers_alone(cast, child):
    Citizen.objects.filter(pk=child.citizen.pk).update(cpr="7506104025")  # fifteen
    child = gather_again(child)
    side, other = asked_for_child(cast, child)
    assert not can(child.frank, Action.VIEW, other)
    assert not can(child.kirsten, Action.VIEW, other)
    answer_family(by=child.mille, side=other, answer="yes")
    assert link_of(side).agreed_at == NOW
    with pytest.raises(PermissionDenied):
        ask_for_family(by=child.frank, plan=child.plan, other_named="Far", own_named="Mille")


def test_who_gets_custody_later_is_asked_too_and_ends_what_was_agreed_without_them(cast, child):
    side, other = asked_for_child(cast, child)
    for user in (child.kirsten, child.frank):
        answer_family(by=user, side=other, answer="yes")
    areas = [area.pk for area in child.father.areas.all()]
    third = make_private_person("tove", "Tove Dam")
    add_representative(
        by=cast.ulla,
        plan=child.plan,
        name="Tove Dam",
        relation="farmor",
        kind="custody",
        areas=areas,
        user=third,
        until=TODAY + timedelta(days=900),
    )
    assert link_of(side).ended_at == NOW


def test_child_asks_and_the_parents_answer(cast, child):
    side = ask_for_family(by=child.mille, plan=child.plan, other_named="Min mor", own_named="Mille")
    assert side.decision == "waiting"
    seen = visible_to(child.frank, FamilyAnswer.objects.filter(side=side))
    assert [row.representative for row in seen] == [child.father]
    for user in (child.kirsten, child.frank):
        answer_family(by=user, side=side, answer="yes")
    side.refresh_from_db()
    assert side.decision == "yes"


def test_long_names_are_refused_with_words_and_ids_of_other_plans_open_nothing(family, cast):
    with pytest.raises(ValidationError):
        ask_for_family(by=cast.rasmus, plan=cast.plan, other_named="B" * 201, own_named=AS_SEEN)
    with pytest.raises(ValidationError):
        ask_for_family(by=cast.rasmus, plan=cast.plan, other_named="Bodil", own_named="  ")
    _side, other = asked(family)
    row = FamilyAnswer.objects.get(side=other)
    for user in (cast.sofie, cast.ulla, cast.rasmus, family.lars):
        with pytest.raises(PermissionDenied):
            note_family_answer(by=user, row=row, answer="yes", form="oral")
