"""A leader sees numbers and lets others stand in or take over, unseen; a coordinator gives all plans on at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from enplan import clock
from enplan.accounts.services.employees import edit_employee
from enplan.audit.models import Change, Look
from plans.grants import On
from plans.models import HandoverOffer, TeamMember
from plans.permissions import standing_of
from plans.services.covering import Done, appoint_acting, appoint_to_reopen, move_plans, offer_plans
from plans.services.handover import accept_handover, offer_handover
from plans.services.plans import end_plan
from plans.services.reopening import reopen_plan
from plans.services.team import block_person
from tests.cast import CPRS, NOW, TODAY, give_consent, make_employee
from tests.citizen_pages import html_of
from tests.printing import logged_in

pytestmark = pytest.mark.django_db
SOON = TODAY + timedelta(days=20)


@pytest.fixture
def lis(cast):
    """Leads Socialafdelingen, where Sofie coordinates two plans."""
    return make_employee("lis", "Lis Toft", cast.social, "leader")


@pytest.fixture
def mette(cast):
    return make_employee("mette", "Mette Ravn", cast.social)


def cover(lis, cast, deputy, **more):
    return appoint_acting(by=lis, absent=cast.sofie, deputy=deputy, starts_on=TODAY, ends_on=SOON, **more)


def test_leader_sees_numbers_and_no_citizen(cast, lis, mette):
    shown = html_of(logged_in(lis).get(reverse("coordinators")))
    assert "2 planer" in shown
    for name in (cast.sofie.name, mette.name):
        assert name in shown
    for hidden in (cast.citizen.name, "Kirsten Vang", "Jan Falk", str(cast.plan.pk)):
        assert hidden not in shown
    assert not Look.objects.filter(user_id=lis.pk).exists()
    assert logged_in(cast.jan).get(reverse("coordinators")).status_code == 403


def test_leader_lets_somebody_stand_in_without_seeing_a_plan(cast, lis, mette):
    where = reverse("coordinator-cover", args=[cast.sofie.pk])
    client = logged_in(lis)
    sent = {"deputy": str(mette.pk), "starts_on": "i dag", "ends_on": "30/3", "most": ""}
    assert client.post(where, sent | {"ends_on": "9.3.2026"}).status_code == 422
    assert client.post(where, sent).status_code == 303
    assert "2 med stedfortræder" in html_of(client.get(reverse("coordinators")))
    assert On.COORDINATE in standing_of(mette, cast.plan).roles
    assert standing_of(lis, cast.plan).roles == frozenset()
    assert client.get(reverse("workspace", args=[cast.plan.pk])).status_code == 404
    told = html_of(logged_in(cast.rasmus).get("/min-plan/"))
    assert "Mette Ravn træder til for Sofie til og med 30. marts" in told
    assert Change.objects.filter(plan_id=cast.plan.pk, by_id=lis.pk, after="Mette Ravn").exists()
    with clock.standing_at(NOW + timedelta(days=21)):
        assert standing_of(mette, cast.plan).roles == frozenset()


def test_some_plans_now_and_the_rest_to_another(cast, lis, mette):
    karl = make_employee("karl", "Karl Bo", cast.social)
    assert cover(lis, cast, mette, most=1) == Done(1, 1)
    assert cover(lis, cast, karl) == Done(1, 0)
    with pytest.raises(ValidationError):
        cover(lis, cast, karl)
    deputies = TeamMember.objects.filter(capacity="deputy")
    assert {row.user for row in deputies} == {mette, karl}


def test_one_who_is_kept_out_is_left_out_and_nobody_is_told_where(cast, lis, mette):
    block_person(by=cast.rasmus, plan=cast.plan, user=mette)
    answer = logged_in(lis).post(
        reverse("coordinator-cover", args=[cast.sofie.pk]),
        {"deputy": str(mette.pk), "starts_on": "i dag", "ends_on": "30/3"},
        follow=True,
    )
    shown = html_of(answer)
    assert "1 plan mangler endnu. Vælg en anden til dem." in shown
    assert cast.citizen.name not in shown
    assert standing_of(mette, cast.plan).roles == frozenset()
    assert standing_of(mette, cast.kirstens_plan).coordinates


def test_plan_closed_to_the_leader_is_neither_counted_nor_touched(cast, lis, mette):
    block_person(by=cast.rasmus, plan=cast.plan, user=lis)
    assert "1 plan" in html_of(logged_in(lis).get(reverse("coordinators")))
    assert cover(lis, cast, mette) == Done(1, 0)
    assert standing_of(mette, cast.plan).roles == frozenset()


@pytest.mark.parametrize("service", [offer_plans, move_plans])
def test_only_the_leader_of_that_department(cast, mette, service):
    for by in (cast.grethe, cast.jan, cast.sofie, cast.adam, cast.root, cast.rasmus):
        with pytest.raises(PermissionDenied):
            cover(by, cast, mette)
        with pytest.raises(PermissionDenied):
            service(by=by, coordinator=cast.sofie, to=mette)
    assert logged_in(cast.grethe).get(reverse("coordinator-move", args=[cast.sofie.pk])).status_code == 404


def test_nobody_elses_employee_and_not_the_leader_is_put_in(cast, lis):
    for chosen in (cast.ulla, cast.pia, cast.sofie, lis):
        with pytest.raises(ValidationError):
            cover(lis, cast, chosen)
        with pytest.raises(ValidationError):
            move_plans(by=lis, coordinator=cast.sofie, to=chosen)


def test_leaver_is_deactivated_when_the_plans_have_another(cast, lis, mette):
    with pytest.raises(ValidationError):
        edit_employee(by=cast.adam, employee=cast.sofie, seen=cast.sofie.version, is_active=False)
    answer = logged_in(lis).post(
        reverse("coordinator-move", args=[cast.sofie.pk]), {"to": str(mette.pk), "how": "flyt", "most": ""}
    )
    assert answer.status_code == 303
    for plan in (cast.plan, cast.kirstens_plan):
        coordinator = plan.members.get(capacity="coordinator", ends_at=None)
        assert coordinator.user == mette
    assert "Overtaget 10. marts" in html_of(logged_in(mette).get(reverse("workspace", args=[cast.plan.pk])))
    edit_employee(by=cast.adam, employee=cast.sofie, seen=cast.sofie.version, is_active=False)
    assert "er stoppet" in html_of(logged_in(mette).get(reverse("workspace-team", args=[cast.plan.pk])))
    assert "Sofie Lind" not in html_of(logged_in(cast.rasmus).get("/min-plan/"))


def test_leader_asks_somebody_elsewhere_who_answers_for_each_plan(cast, lis):
    assert offer_plans(by=lis, coordinator=cast.sofie, to=cast.ulla) == Done(2, 0)
    assert "Lis har spurgt Ulla Stray, om Ulla vil være din koordinerende sagsbehandler" in html_of(
        logged_in(cast.rasmus).get("/min-plan/")
    )
    assert cast.plan.members.get(capacity="coordinator", ends_at=None).user == cast.sofie


def test_coordinator_asks_about_all_plans_at_once(cast, mette):
    client, where = logged_in(cast.sofie), reverse("plans-give-on")
    shown = html_of(client.get(where))
    assert cast.citizen.name in shown
    assert "Kirsten Vang" in shown
    block_person(by=cast.rasmus, plan=cast.plan, user=mette)
    every = [str(cast.plan.pk), str(cast.kirstens_plan.pk)]
    answer = client.post(where, {"plans": every, "to": str(mette.pk)})
    assert answer.status_code == 422
    assert "Rasmus Ager: Borgerens plan er spærret for personen." in html_of(answer)
    assert HandoverOffer.objects.get().plan == cast.kirstens_plan
    assert client.post(where, {"plans": every[:1], "to": str(cast.ulla.pk)}).status_code == 303
    assert (
        client.post(where, {"plans": every, "to": str(cast.ulla.pk)}).status_code == 422
    )  # all are asked about
    assert Look.objects.filter(user_id=cast.sofie.pk, what="Giv planer videre").exists()


# A citizen comes back, and whoever coordinated has left ----------------------------------------------------------


@pytest.fixture
def left(cast, mette, jobs_goal):
    """Rasmus' plan has ended with a consent still running; Sofie has stopped, and Kirsten's plan is another's."""
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    offer_handover(by=cast.sofie, plan=cast.kirstens_plan, to=cast.ulla)
    accept_handover(by=cast.ulla, plan=cast.kirstens_plan)
    edit_employee(by=cast.adam, employee=cast.sofie, seen=cast.sofie.version, is_active=False)
    with clock.standing_at(NOW + timedelta(days=3)):
        yield cast


def test_leader_lets_somebody_take_an_ended_plan_up_without_seeing_it(left, lis, mette, jobs_goal):
    where = reverse("coordinator-return")
    client = logged_in(lis)
    for wrong in ("", "123", "3113991234"):
        assert client.post(where, {"cpr": wrong, "to": str(mette.pk)}).status_code == 422
    answer = client.post(where, {"cpr": left.citizen.cpr, "to": str(mette.pk)}, follow=True)
    shown = html_of(answer)
    assert "Mette Ravn under afsluttede planer" in shown
    assert left.citizen.name not in shown
    assert not Look.objects.filter(user_id=lis.pk).exists()
    assert standing_of(lis, left.plan).roles == frozenset()
    page = html_of(logged_in(mette).get(reverse("workspace", args=[left.plan.pk])))
    assert "Tag planen op igen" in page
    assert jobs_goal.title not in page  # what was said yes to was for the one who led the plan
    assert left.citizen.name in html_of(logged_in(mette).get("/planer/?vis=afsluttede"))
    told = "Planen er afsluttet og er din nu."
    assert told in html_of(logged_in(mette).get("/planer/"))
    for other in (left.ulla, left.jan):
        assert told not in html_of(logged_in(other).get("/planer/"))
    with clock.standing_at(NOW + timedelta(days=40)):
        assert told not in html_of(logged_in(mette).get("/planer/"))
    reopen_plan(by=mette, plan=left.plan, coordinator=mette)
    assert told not in html_of(logged_in(mette).get("/planer/"))
    left.plan.refresh_from_db()
    assert left.plan.is_active
    assert Change.objects.filter(plan_id=left.plan.pk, by_id=lis.pk, after="Mette Ravn").exists()


def test_leader_is_answered_the_same_whether_there_is_a_plan_or_not(left, lis, mette):
    client, where = logged_in(lis), reverse("coordinator-return")
    # Theirs, another department's that is active, and a number of nobody.
    answers = [
        html_of(client.post(where, {"cpr": cpr, "to": str(mette.pk)}, follow=True))
        for cpr in (left.citizen.cpr, left.kirstens_plan.citizen.cpr, CPRS[3])
    ]
    told = [answer[answer.index("Hvis din afdeling") :].split("</main>")[0] for answer in answers]
    assert len(set(told)) == 1
    assert left.kirstens_plan.members.get(capacity="coordinator", ends_at=None).user == left.ulla


def test_one_who_is_kept_out_does_not_get_an_ended_plan_and_nobody_is_told(left, lis, mette):
    block_person(by=left.rasmus, plan=left.plan, user=mette)
    appoint_to_reopen(by=lis, cpr=left.citizen.cpr, to=mette)
    assert standing_of(mette, left.plan).roles == frozenset()
    block_person(by=left.rasmus, plan=left.plan, user=lis)
    karl = make_employee("karl", "Karl Bo", left.social)
    appoint_to_reopen(by=lis, cpr=left.citizen.cpr, to=karl)
    assert standing_of(karl, left.plan).roles == frozenset()


def test_only_a_leader_of_the_department_that_coordinated_appoints_and_only_own_people(left, lis, mette):
    for by in (left.jan, left.ulla, left.adam, left.dorte, left.root, left.rasmus, mette):
        with pytest.raises(PermissionDenied):
            appoint_to_reopen(by=by, cpr=left.citizen.cpr, to=mette)
    for chosen in (left.jan, left.ulla, lis):
        with pytest.raises(ValidationError):
            appoint_to_reopen(by=lis, cpr=left.citizen.cpr, to=chosen)
    appoint_to_reopen(by=left.grethe, cpr=left.citizen.cpr, to=left.jan)  # leads another department
    assert not standing_of(left.jan, left.plan).coordinates
    assert logged_in(mette).get(reverse("coordinator-return")).status_code == 403
