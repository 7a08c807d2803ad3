"""Who acts for a citizen: custody that ends by the clock, two yeses where two hold it, and health from 15."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from citizens.ages import turns
from citizens.models import Citizen, Ground, GroundKind, Representative
from enplan import clock
from enplan.accounts.models import LifeArea
from enplan.audit.models import Change, Look
from plans.asking import asked_of
from plans.models import Goal
from plans.permissions import can, visible_to
from plans.reading import read_plan
from plans.services.agreeing import answer_plan, note_plan_answer
from plans.services.custody import answer_consent, note_answer
from plans.services.goals import add_goal, propose_goal
from plans.services.grounds import Party, note_ground
from plans.services.people import add_representative, change_representation, end_representation
from plans.services.plans import agree_to_plan, start_plan
from plans.services.progress import rate
from plans.services.team import add_member
from plans.services.withdrawing import withdraw_ground
from plans.services.words import write_words
from plans.standing import Action
from tests.cast import HOUSING, NOW, give_consent, make_citizen, make_plan, make_private_person
from tests.citizen_pages import html_of

CHILD = "7503155098"  # 15 March 2015: eleven years old
TEENAGER = "7803105037"  # 18 March 2010: fifteen, sixteen in eight days
NEARLY_ADULT = "7803085095"  # 18 March 2008: eighteen in eight days
BIRTHDAY = datetime(2026, 3, 18, tzinfo=clock.COPENHAGEN)


def family(cast, cpr):
    """A child with a plan, and two parents who hold custody and log in."""
    citizen = make_citizen(cast.sofie, "barn", "Liv Storm", cpr)
    plan = make_plan(cast.sofie, citizen)
    mother, father = (
        add_representative(
            by=cast.sofie,
            plan=plan,
            name=name,
            relation=relation,
            kind=Representative.Kind.CUSTODY,
            areas=[HOUSING],
            user=make_private_person(username, name),
        )
        for username, name, relation in (("rut", "Rut Storm", "mor"), ("finn", "Finn Vest", "far"))
    )
    return SimpleNamespace(
        citizen=citizen,
        plan=plan,
        child=citizen.user,
        mother=mother,
        father=father,
        rut=mother.user,
        finn=father.user,
    )


@pytest.fixture
def child(cast):
    return family(cast, CHILD)


def consent(by, one, cast, *, kind="sharing_consent"):
    return note_ground(
        by=by,
        plan=one.plan,
        kind=GroundKind.objects.get(pk=kind),
        areas=[HOUSING],
        parties=[Party(department=cast.job)],
        sources=[cast.social],
        purpose="Én plan",
        form=Ground.Form.DIGITAL,
        given_on=clock.today(),
    )


# The 18th birthday ---------------------------------------------------------------------------------------------------


def test_custody_ends_at_midnight_of_the_18th_birthday_by_the_clock_alone(cast):
    one = family(cast, NEARLY_ADULT)
    goal = propose_goal(by=one.child, plan=one.plan, area_id=HOUSING, title="Egen nøgle")
    rows = Goal.objects.filter(pk=goal.pk)
    assert visible_to(one.rut, rows, at=BIRTHDAY - timedelta(seconds=1)).exists()
    assert not visible_to(one.rut, rows, at=BIRTHDAY).exists()
    assert not can(one.rut, Action.GIVE_CONSENT, one.plan, at=BIRTHDAY)


def test_page_of_a_parent_is_gone_on_the_birthday(client, cast):
    one = family(cast, NEARLY_ADULT)
    client.force_login(one.rut)
    page = client.get("/min-plan/")
    assert "til og med 17. marts 2026" in page.content.decode()
    with clock.standing_at(BIRTHDAY):
        assert client.get(f"/min-plan/?plan={one.plan.pk}").status_code == 404


def test_custody_is_cut_even_where_a_later_end_is_stored(cast):
    one = family(cast, NEARLY_ADULT)
    Representative.objects.filter(pk=one.mother.pk).update(ends_at=BIRTHDAY + timedelta(days=900))
    end_representation(by=cast.sofie, plan=one.plan, person=one.father)  # regrants
    assert can(one.rut, Action.VIEW, one.plan, at=BIRTHDAY - timedelta(seconds=1))
    assert not can(one.rut, Action.VIEW, one.plan, at=BIRTHDAY)


def test_custody_without_an_end_is_not_stored(child):
    with pytest.raises(IntegrityError), transaction.atomic():
        Representative.objects.filter(pk=child.mother.pk).update(ends_at=None)


def test_nobody_holds_custody_of_an_adult(cast):
    with pytest.raises(ValidationError) as error:
        add_representative(
            by=cast.sofie, plan=cast.plan, name="Far", relation="far", kind="custody", areas=[HOUSING]
        )
    assert "kind" in error.value.message_dict


def test_period_asked_for_never_reaches_past_the_birthday(cast):
    one = family(cast, NEARLY_ADULT)
    stored = change_representation(
        by=cast.sofie,
        plan=one.plan,
        person=one.mother,
        seen=1,
        areas=[HOUSING],
        until=date(2030, 1, 1),
        basis="",
        document="Afgørelse fra Familieretshuset",
    )
    assert stored.ends_at == BIRTHDAY


@pytest.mark.parametrize(
    ("cpr", "birthday"),
    [("7803085095", date(2026, 3, 18)), ("8902045014", date(2022, 2, 28)), ("7102360011", date(1954, 2, 11))],
)
def test_birthday_is_read_from_the_cpr_number(cpr, birthday):
    assert turns(Citizen(cpr=cpr), 18) == clock.start_of(birthday)


# Two yeses -----------------------------------------------------------------------------------------------------------


def test_one_parents_yes_waits_and_opens_nothing_until_the_others(cast, child):
    goal = add_goal(by=cast.sofie, plan=child.plan, area_id=HOUSING, title="Værelse")
    add_member(by=cast.sofie, plan=child.plan, user=cast.jan, areas=[HOUSING])
    ground = consent(child.rut, child, cast)
    assert ground.decision == Ground.Decision.WAITING
    assert not can(cast.jan, Action.VIEW, goal)
    with clock.standing_at(NOW + timedelta(hours=3)):
        answer_consent(by=child.finn, plan=child.plan, ground=ground, answer="yes")
        assert can(cast.jan, Action.VIEW, goal)
    assert not can(cast.jan, Action.VIEW, goal, at=NOW + timedelta(hours=2))


def test_one_parents_no_makes_it_a_no_that_is_kept(cast, child):
    ground = consent(child.rut, child, cast)
    answer_consent(by=child.finn, plan=child.plan, ground=ground, answer="no")
    ground.refresh_from_db()
    assert ground.decision == Ground.Decision.NO
    with pytest.raises(ValidationError):
        answer_consent(by=child.rut, plan=child.plan, ground=ground, answer="yes")


def test_one_yes_is_enough_where_the_municipality_says_so(cast, child):
    GroundKind.objects.update(needs_every_custody_holder=False)
    assert consent(child.rut, child, cast).decision == Ground.Decision.YES


def test_who_has_got_custody_meanwhile_is_asked_too(cast, child):
    ground = consent(child.rut, child, cast)
    third = add_representative(
        by=cast.sofie, plan=child.plan, name="Ea", relation="plejemor", kind="custody", areas=[HOUSING]
    )
    answer_consent(by=child.finn, plan=child.plan, ground=ground, answer="yes")
    ground.refresh_from_db()
    assert ground.decision == Ground.Decision.WAITING
    row = ground.custody_answers.get(representative=third)
    note_answer(by=cast.sofie, plan=child.plan, answer_row=row, answer="yes", form="written")
    ground.refresh_from_db()
    assert ground.decision == Ground.Decision.YES


def test_parent_answers_for_nobody_else_and_nothing_outside_own_areas(cast, child):
    ground = consent(child.rut, child, cast)
    for by in (cast.anne, cast.kirsten, cast.mads, child.child):
        with pytest.raises(PermissionDenied):
            answer_consent(by=by, plan=child.plan, ground=ground, answer="yes")
    with pytest.raises(PermissionDenied):
        answer_consent(by=cast.rasmus, plan=cast.plan, ground=ground, answer="yes")
    Representative.objects.get(pk=child.father.pk).areas.set(LifeArea.objects.filter(pk="economy"))
    with pytest.raises(PermissionDenied):
        answer_consent(by=child.finn, plan=child.plan, ground=ground, answer="yes")


def test_yes_of_a_child_below_15_waits_for_both_also_when_a_caseworker_notes_it(cast, child):
    for by in (child.child, cast.sofie):
        ground = consent(by, child, cast)
        assert ground.decision == Ground.Decision.WAITING
        assert ground.custody_answers.filter(answer="waiting").count() == 2


def test_consent_of_a_child_below_15_whose_parents_are_not_noted_is_refused_whoever_notes_it(cast, child):
    for person in (child.mother, child.father):
        end_representation(by=cast.sofie, plan=child.plan, person=person)
    for by in (child.child, cast.sofie):
        with pytest.raises(PermissionDenied):
            consent(by, child, cast)


def test_consent_from_15_needs_no_parent(cast):
    one = family(cast, TEENAGER)
    assert consent(one.child, one, cast).decision == Ground.Decision.YES


# Health from 15 ------------------------------------------------------------------------------------------------------


def test_from_15_only_the_young_person_gives_and_withdraws_health_consent(cast):
    one = family(cast, TEENAGER)
    with pytest.raises(PermissionDenied):
        consent(one.rut, one, cast, kind="health_consent")
    ground = consent(one.child, one, cast, kind="health_consent")
    assert ground.decision == Ground.Decision.YES
    with pytest.raises(PermissionDenied):
        withdraw_ground(by=one.rut, plan=one.plan, ground=ground)
    withdraw_ground(by=one.child, plan=one.plan, ground=ground)


def test_health_consent_that_waited_while_the_child_turned_15_is_not_given_by_a_parent(cast):
    one = family(cast, "7803115052")  # fifteen on 18 March 2026
    ground = consent(one.rut, one, cast, kind="health_consent")
    with clock.standing_at(BIRTHDAY), pytest.raises(PermissionDenied):
        answer_consent(by=one.finn, plan=one.plan, ground=ground, answer="yes")


# One parent and the other --------------------------------------------------------------------------------------------


def test_neither_parent_reads_the_others_name_looks_or_contact(client, cast, child):
    write_words(by=child.rut, plan=child.plan, kind="dream", text="At bo et sted", seen=0)
    rate(by=child.rut, plan=child.plan, area_id=None, value=4, note="Hun sover dårligt")
    consent(child.rut, child, cast)
    client.force_login(child.rut)
    client.get("/min-plan/")
    client.force_login(child.finn)
    for name in ("min-plan", "consents"):
        html = client.get(f"{reverse(name)}?plan={child.plan.pk}").content.decode()
        assert "Rut" not in html
        assert "Havnegade" not in html
    assert "At bo et sted" in client.get("/min-plan/").content.decode()
    log = client.get(f"{reverse('access-log')}?plan={child.plan.pk}").content.decode()
    assert "Rut" not in log
    assert "Repræsentant" not in log


# The coordinator's pages ---------------------------------------------------------------------------------------------


def test_ending_leaves_a_trace_and_closes_at_once(cast, child):
    end_representation(by=cast.sofie, plan=child.plan, person=child.father)
    assert not can(child.finn, Action.VIEW, child.plan)
    assert Change.objects.filter(thing="representative", thing_id=child.father.pk, field="ends_at").exists()
    assert give_consent(child.rut, child.plan, to=[cast.job], sources=[cast.social]).decision == "yes"


def posted(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def test_coordinator_lists_changes_and_ends(client, cast, child):
    client.force_login(cast.sofie)
    page = client.get(reverse("representatives", args=[child.plan.pk])).content.decode()
    assert "til og med 14. marts 2033" in page
    assert "fylder 18 år den 15. marts 2033" in page
    key = (child.plan.pk, child.father.pk)
    fields = {"areas": [HOUSING, "economy"], "until": "1/12", "document": "J. 7", "version": "1"}
    assert posted(client, "representative-edit", *key, **fields).status_code == 303
    child.father.refresh_from_db()
    assert child.father.ends_at == clock.end_of(date(2026, 12, 1))
    assert posted(client, "representative-edit", *key, **fields).status_code == 409
    assert (
        posted(
            client, "representative-edit", *key, **fields | {"version": "2", "until": "01.02.2026"}
        ).status_code
        == 422
    )
    with clock.standing_at(NOW + timedelta(minutes=5)):
        assert posted(client, "representative-end", *key).status_code == 303
        assert posted(client, "representative-end", *key).status_code == 303  # tapped twice
        page = client.get(reverse("representatives", args=[child.plan.pk])).content.decode()
        assert "Har handlet for borgeren" in page
        assert posted(client, "representative-edit", *key, **fields | {"version": "3"}).status_code == 422


def test_empty_list_says_so(client, cast):
    client.force_login(cast.sofie)
    page = client.get(reverse("representatives", args=[cast.kirstens_plan.pk])).content.decode()
    assert "Ingen handler for borgeren lige nu." in page


def test_representatives_are_changed_by_who_coordinates_and_by_the_right_plan(client, cast, child):
    for user, status in (
        (cast.jan, 403),
        (cast.rikke, 403),
        (cast.rasmus, 404),
        (cast.anne, 404),
        (cast.ulla, 404),
    ):
        client.force_login(user)
        assert client.get(reverse("representatives", args=[cast.plan.pk])).status_code == status
        for name in ("representative-edit", "representative-end"):
            assert posted(client, name, cast.plan.pk, cast.mother.pk).status_code == status
    client.force_login(cast.sofie)
    for name in ("representative-edit", "representative-end"):
        assert posted(client, name, cast.plan.pk, child.mother.pk).status_code == 404


def test_other_parent_finds_the_question_and_answers_it(client, cast, child):
    client.force_login(child.rut)
    ground = consent(child.rut, child, cast)
    address = reverse("custody-answer", args=[child.plan.pk, ground.pk])
    assert client.get(address).status_code == 302  # own answer is given
    client.force_login(child.finn)
    assert "venter på dit svar" in client.get("/min-plan/").content.decode()
    assert "Siger du også ja?" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    done = client.post(address, {"answer": "yes"}, follow=True)
    assert "Nu gælder samtykket" in done.content.decode()
    assert client.post(address, {"answer": "no"}, follow=True).status_code == 200
    ground.refresh_from_db()
    assert ground.decision == Ground.Decision.YES


def test_question_is_for_nobody_else(client, cast, child):
    ground = consent(child.rut, child, cast)
    row = ground.custody_answers.get(representative=child.father)
    own = reverse("custody-answer", args=[child.plan.pk, ground.pk])
    for user in (child.child, cast.anne, cast.sofie, cast.kirsten):
        client.force_login(user)
        assert client.post(own, {"answer": "yes"}).status_code == 404
    client.force_login(cast.rasmus)
    assert (
        client.post(reverse("custody-answer", args=[cast.plan.pk, ground.pk]), {"answer": "yes"}).status_code
        == 404
    )
    client.force_login(cast.sofie)
    note = reverse("custody-answer-note", args=[cast.plan.pk, ground.pk, row.pk])
    assert client.post(note, {"answer": "yes", "form": "oral"}).status_code == 404
    assert "Notér svaret" in client.get(reverse("workspace-consents", args=[child.plan.pk])).content.decode()
    note = reverse("custody-answer-note", args=[child.plan.pk, ground.pk, row.pk])
    assert client.post(note, {"answer": "yes", "form": "digital"}).status_code == 422
    assert client.post(note, {"answer": "yes", "form": "written"}).status_code == 303
    ground.refresh_from_db()
    assert ground.decision == Ground.Decision.YES


def test_parent_of_a_young_person_is_not_asked_about_health(cast):
    one = family(cast, TEENAGER)
    add_member(by=cast.sofie, plan=one.plan, user=cast.rikke, areas=[HOUSING])
    add_goal(by=cast.rikke, plan=one.plan, area_id=HOUSING, title="Sove bedre")
    assert asked_of(read_plan(one.child, one.plan)).health
    assert not asked_of(read_plan(one.rut, one.plan)).health


def test_log_names_nobody_who_acts_for_a_child(client, cast, child):
    ground = consent(child.rut, child, cast)
    row = ground.custody_answers.get(representative=child.father)
    client.force_login(cast.sofie)
    for name, more in (
        ("representatives", []),
        ("representative-edit", [child.father.pk]),
        ("representative-end", [child.father.pk]),
        ("custody-answer-note", [ground.pk, row.pk]),
    ):
        page = html_of(client.get(reverse(name, args=[child.plan.pk, *more])))
        assert "Finn Vest" in page, name
    looks = Look.objects.filter(user_id=cast.sofie.pk, plan_id=child.plan.pk)
    assert looks.count() == 4
    assert not [look.what for look in looks if "Finn" in look.what]


# Having one plan ----------------------------------------------------------------------------------------------------


def agreed(one):
    one.plan.refresh_from_db()
    return one.plan.agreed_on, one.plan.declined_on


@pytest.fixture
def asked_about_plan(cast, child):
    """The mother, who acts in all areas, has said yes to one plan; the father is asked."""
    child.mother.areas.set(LifeArea.objects.all())
    child.plan.refresh_from_db()
    agree_to_plan(by=child.rut, plan=child.plan, on=clock.today())
    return child


def test_one_plan_waits_for_each_who_holds_custody(cast, client, asked_about_plan):
    one = asked_about_plan
    assert agreed(one) == (None, None)
    client.force_login(one.rut)
    html = html_of(client.get(reverse("consents")))
    assert "Ja til én plan" in html
    assert "Finn" not in html
    client.force_login(one.finn)
    address = reverse("plan-answer", args=[one.plan.pk])
    assert address in html_of(client.get(reverse("consents")))
    assert "Skal Liv have én plan?" in html_of(client.get(address))
    assert client.post(address, {"answer": ""}).status_code == 422
    assert client.post(address, {"answer": "yes"}).status_code == 302
    assert agreed(one) == (clock.today(), None)
    assert client.get(address).status_code == 302  # nothing left to answer


def test_one_no_to_one_plan_is_a_no(cast, asked_about_plan):
    one = asked_about_plan
    row = one.plan.custody_answers.get(representative=one.father)
    note_plan_answer(by=cast.sofie, plan=one.plan, answer_row=row, answer="no", form="oral")
    assert agreed(one) == (None, clock.today())
    with pytest.raises(ValidationError):
        answer_plan(by=one.finn, plan=one.plan, answer="yes")


def test_who_gets_custody_meanwhile_is_asked_about_one_plan_too(cast, asked_about_plan):
    one = asked_about_plan
    third = add_representative(
        by=cast.sofie, plan=one.plan, name="Ib", relation="far", kind="custody", areas=[HOUSING]
    )
    answer_plan(by=one.finn, plan=one.plan, answer="yes")
    assert agreed(one) == (None, None)
    row = one.plan.custody_answers.get(representative=third)
    note_plan_answer(by=cast.sofie, plan=one.plan, answer_row=row, answer="yes", form="written")
    assert agreed(one) == (clock.today(), None)


def test_a_caseworker_notes_a_childs_yes_to_one_plan_and_both_are_asked(cast, client, child):
    agree_to_plan(by=cast.sofie, plan=child.plan, on=clock.today())
    assert agreed(child) == (None, None)
    row = child.plan.custody_answers.get(representative=child.father)
    client.force_login(cast.sofie)
    note = reverse("plan-answer-note", args=[child.plan.pk, row.pk])
    assert note in html_of(client.get(reverse("workspace-consents", args=[child.plan.pk])))
    assert client.get(reverse("plan-answer-note", args=[cast.plan.pk, row.pk])).status_code == 404
    client.force_login(cast.jan)  # not on the team
    assert client.post(note, {"answer": "yes", "form": "oral"}).status_code == 404
    client.force_login(child.finn)
    assert client.get(reverse("plan-answer", args=[cast.plan.pk])).status_code == 404


def test_a_small_childs_plan_is_not_started_as_agreed(cast):
    citizen = make_citizen(cast.sofie, "lille", "Lille Storm", "7503155098")
    with pytest.raises(ValidationError, match="under 15"):
        start_plan(
            by=cast.sofie,
            citizen=citizen,
            coordinator=cast.sofie,
            started_on=clock.today(),
            agreed_on=clock.today(),
        )
