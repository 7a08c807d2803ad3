"""A plan that holds a pause, ends, is taken up again, or ends because the citizen has died."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from citizens.models import Ground, Invitation
from enplan import clock
from enplan.mail.models import OutgoingMail
from integrations.models import Delivery, Fagsystem
from integrations.wanting import want_after_lapses
from plans.grants import On
from plans.models import Goal, HandoverOffer, Plan
from plans.permissions import standing_of, visible_to
from plans.services.handover import offer_handover
from plans.services.invitations import invite
from plans.services.pausing import pause_plan, resume_plan
from plans.services.plans import end_plan, start_plan
from plans.services.reopening import reopen_plan
from plans.services.tasks import add_task
from plans.services.team import appoint_deputy, block_person
from tests.cast import HOUSING, NOW, TODAY, give_consent, make_employee
from tests.citizen_pages import html_of
from tests.printing import logged_in

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


def page(user, name, *args):
    return html_of(logged_in(user).get(reverse(name, args=args)))


# Pause --------------------------------------------------------------------------------------------------------------


def test_pause_is_told_to_all_and_reminds_of_nothing_until_it_ends(cast, socials_goal):
    add_task(by=cast.sofie, goal=socials_goal, title="Betale depositum", due_on=TODAY - timedelta(days=9))
    assert "Betale depositum" in page(cast.sofie, "caseload")
    client, where = logged_in(cast.sofie), reverse("workspace-pause", args=[cast.plan.pk])
    sent = {"reason": "Rasmus er på højskole.", "look_again_on": "1/5"}
    assert client.post(where, sent | {"reason": " "}).status_code == 422
    for day in ("10/3", "1.6.2027"):
        assert client.post(where, sent | {"look_again_on": day}).status_code == 422
    assert client.post(where, sent).status_code == 303
    assert "Planen holder pause: Rasmus er på højskole." in page(cast.sofie, "workspace", cast.plan.pk)
    shell = page(cast.jan, "workspace", cast.plan.pk)  # no ground: not the words about the citizen's life
    assert "Planen holder pause. Se på planen igen" in shell
    assert "højskole" not in shell
    mine = page(cast.rasmus, "min-plan")
    assert "Vi ser på den igen 1. maj" in mine
    assert "Rasmus er på højskole." in mine
    assert "Betale depositum" not in page(cast.sofie, "caseload")
    with clock.standing_at(NOW + timedelta(days=52)):
        assert "Planen holder pause. Se på den igen" in page(cast.sofie, "caseload")
    assert logged_in(cast.jan).post(reverse("workspace-resume", args=[cast.plan.pk])).status_code == 403
    assert client.post(reverse("workspace-resume", args=[cast.plan.pk])).status_code == 303
    assert "Betale depositum" in page(cast.sofie, "caseload")
    with pytest.raises(ValidationError):
        resume_plan(by=cast.sofie, plan=cast.plan)


def test_pause_changes_nobodys_access(cast, jobs_goal):
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
    pause_plan(by=cast.sofie, plan=cast.plan, reason="Rejser", look_again_on=TODAY + timedelta(days=9))
    for user in (cast.sofie, cast.jan, cast.rasmus, cast.anne):
        assert jobs_goal in visible_to(user, Goal.objects.all())


def test_end_ends_pause_and_open_offer(cast):
    pause_plan(by=cast.sofie, plan=cast.plan, reason="Rejser", look_again_on=TODAY + timedelta(days=9))
    offer_handover(by=cast.sofie, plan=cast.plan, to=cast.ulla)
    end_plan(by=cast.sofie, plan=cast.plan, outcome="moved")
    plan = Plan.objects.get(pk=cast.plan.pk)
    assert not plan.is_paused
    assert not HandoverOffer.objects.filter(settled_at=None).exists()


# Taken up again -----------------------------------------------------------------------------------------------------


@pytest.fixture
def ended(cast, jobs_goal, socials_goal):
    give_consent(cast.sofie, cast.plan, to=[None, cast.job], sources=[cast.job, cast.social], areas=[HOUSING])
    appoint_deputy(
        by=cast.sofie, plan=cast.plan, user=cast.ulla, starts_at=NOW, ends_at=LATER + timedelta(days=30)
    )
    with clock.standing_at(NOW + timedelta(days=1)):
        end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    return Plan.objects.get(pk=cast.plan.pk)


def test_taken_up_again_opens_nothing_the_citizen_is_not_asked_about_anew(cast, ended, jobs_goal):
    client, where = logged_in(cast.sofie), reverse("workspace-reopen", args=[ended.pk])
    with clock.standing_at(LATER):
        assert "Jan Falk, Beskæftigelse" in html_of(client.get(where))
        answer = client.post(where, {"coordinator": str(cast.sofie.pk), "keep": [str(cast.jan.pk)]})
        assert answer["Location"] == reverse("workspace-takeover", args=[ended.pk])
        shown = page(cast.sofie, "workspace-takeover", ended.pk)
        assert "Spørg borgeren igen" in shown
        assert "Finde et værelse" not in shown
        assert jobs_goal not in visible_to(cast.sofie, Goal.objects.all())
        assert jobs_goal in visible_to(cast.jan, Goal.objects.all())  # what one's own department wrote
        assert "Samtykkerne fra før gælder ikke mere" in page(cast.sofie, "workspace", ended.pk)
        for gone in (cast.pia, cast.rikke, cast.ulla):
            assert standing_of(gone, ended).roles == frozenset()
        assert Ground.objects.get().valid_until == ended.ended_at
        assert Plan.objects.get(pk=ended.pk).agreed_on is None
        give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
        assert jobs_goal in visible_to(cast.sofie, Goal.objects.all())


def test_taken_up_again_by_another_leaves_one_coordinator(cast, ended):
    with clock.standing_at(LATER):
        reopen_plan(by=cast.sofie, plan=cast.plan, coordinator=cast.rikke)
    coordinators = cast.plan.members.filter(capacity="coordinator", ends_at=None)
    assert [member.user for member in coordinators] == [cast.rikke]


def test_only_who_coordinated_and_only_the_newest_plan_is_taken_up_again(cast, ended):
    for user in (cast.jan, cast.grethe, cast.adam, cast.rasmus):
        with pytest.raises(PermissionDenied):
            reopen_plan(by=user, plan=cast.plan, coordinator=cast.sofie)
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.rikke)
    with pytest.raises(ValidationError):
        reopen_plan(by=cast.sofie, plan=cast.plan, coordinator=cast.rikke)
    with clock.standing_at(LATER):
        anew = start_plan(by=cast.sofie, citizen=cast.citizen, coordinator=cast.sofie, started_on=TODAY)
        end_plan(by=cast.sofie, plan=anew, outcome="moved")
        with pytest.raises(ValidationError):
            reopen_plan(by=cast.sofie, plan=cast.plan, coordinator=cast.sofie)
        reopen_plan(by=cast.sofie, plan=anew, coordinator=cast.sofie)


def test_who_wanted_no_plan_says_yes_first(cast):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="withdrew")
    with clock.standing_at(LATER):
        with pytest.raises(ValidationError) as refused:
            reopen_plan(by=cast.sofie, plan=cast.plan, coordinator=cast.sofie)
        assert "agreed_on" in refused.value.message_dict
        reopen_plan(by=cast.sofie, plan=cast.plan, coordinator=cast.sofie, agreed_on=clock.today())


# Death --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def system(cast):
    return Fagsystem.objects.create(
        adapter="sbsys", name="SBSYS", department=cast.job, receives=["plan"], base_url="http://127.0.0.1:9"
    )


@pytest.fixture
def dead(cast, jobs_goal, system):
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job], until=TODAY + timedelta(days=50))
    invite(
        by=cast.rasmus,
        plan=cast.plan,
        name="Ea Ager",
        relation="søster",
        email="ea@eksempel.dk",
        areas=[HOUSING],
        sources=[cast.social],
    )
    client, where = logged_in(cast.sofie), reverse("workspace-end", args=[cast.plan.pk])
    assert client.post(where, {"outcome": "died"}).status_code == 422
    assert client.post(where, {"outcome": "died", "is_sure": "on"}).status_code == 303
    return Plan.objects.get(pk=cast.plan.pk)


def test_death_closes_the_citizens_whole_side_and_stops_what_is_sent(cast, dead, system):
    for user in (cast.mads, cast.anne, cast.rasmus):
        assert standing_of(type(user).objects.get(pk=user.pk), dead).roles == frozenset()
    assert logged_in(cast.rasmus).get("/min-plan/")["Location"].startswith("/login")
    assert Invitation.objects.get().withdrawn_at
    assert OutgoingMail.objects.get().state == OutgoingMail.State.DROPPED
    before = Delivery.objects.get(kind="plan").wanted
    with clock.standing_at(NOW + timedelta(days=60)):
        assert want_after_lapses() == 0
    assert Delivery.objects.get(kind="plan").wanted == before
    shown = page(cast.sofie, "workspace", dead.pk)
    assert "Rasmus Ager er død. Planen blev afsluttet 10. marts 2026." in shown
    assert "Tag planen op igen" not in shown


def test_nobody_begins_a_new_plan_after_a_death_nor_is_told_why(cast, dead):
    karl = make_employee("karl", "Karl Bo", cast.job)
    with clock.standing_at(LATER), pytest.raises(ValidationError) as refused:
        start_plan(by=karl, citizen=cast.citizen, coordinator=karl, started_on=TODAY)
    assert "død" not in str(refused.value)


def test_mistaken_death_gives_the_citizen_the_login_back_and_nobody_else(cast, dead):
    with clock.standing_at(LATER):
        reopen_plan(by=cast.sofie, plan=dead, coordinator=cast.sofie)
        rasmus = type(cast.rasmus).objects.get(pk=cast.rasmus.pk)
        assert standing_of(rasmus, dead).roles == {On.OWN, On.WORDS}
        for user in (cast.mads, cast.anne):
            assert standing_of(user, dead).roles == frozenset()
