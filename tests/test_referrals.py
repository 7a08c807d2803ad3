"""Referrals: each department's part is its own until something opens it, and the citizen's all along."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from citizens.models import GroundKind, Representative
from enplan import clock
from enplan.accounts.models import LifeArea
from enplan.audit.models import Look
from enplan.audit.versions import Conflict
from plans.models import BlockedPerson, JournalNote, Plan, Referral, ReferralPart
from plans.permissions import visible_to
from plans.services import referrals
from plans.services.checks import NotAllowed
from plans.services.plans import end_plan
from plans.services.referral_grounds import note_answer_of, start_visitation_of, withdraw_from_referral
from plans.services.referrals import (
    ask_department,
    begin_referral,
    decline_referral,
    start_from_referral,
    stop_asking,
    write_part,
)
from tests.cast import (
    CPRS,
    HOUSING,
    NOW,
    TODAY,
    make_citizen,
    make_department,
    make_employee,
    make_private_person,
)
from tests.citizen_pages import html_of
from tests.rule_restated import reads_part

pytestmark = pytest.mark.django_db


def logged_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sees(user: Any, referral: Referral) -> bool:
    return visible_to(user, Referral.objects.filter(pk=referral.pk)).exists()


def readers(cast: Any, frida: Any, part: ReferralPart) -> set[str]:
    """Who reads the part: by the rule, which must say what the text says."""
    part = ReferralPart.objects.get(pk=part.pk)
    found = set()
    for user in (*cast.everybody, frida.user):
        reads = visible_to(user, ReferralPart.objects.filter(pk=part.pk)).exists()
        assert reads is reads_part(user, part, clock.now()), user.username
        found |= {user.username} if reads else set()
    return found


def finish(part: ReferralPart) -> ReferralPart:
    housing = LifeArea.objects.get(pk=HOUSING)
    return write_part(
        by=part.user,
        part=part,
        seen=part.version,
        areas=[housing],
        stands_in=housing,
        tried="Et ophold på herberg",
        why="Vi trækker i hver sin retning",
        is_finished=True,
    )


def answer(cast: Any, referral: Referral, kind: str = "sharing_consent", **how: Any) -> Any:
    given: dict[str, Any] = {
        "decision": "yes",
        "sources": [cast.job],
        "form": "oral",
        "given_on": TODAY,
    } | how
    return note_answer_of(by=cast.sofie, referral=referral, kind=GroundKind.objects.get(pk=kind), **given)


@pytest.fixture
def frida(cast):
    """A citizen without a plan."""
    return make_citizen(cast.sofie, "frida", "Frida Holm", CPRS[2])


@pytest.fixture
def referral(cast, frida):
    """Begun by Jan; Sofie is to coordinate; Rikke of the health department is asked."""
    referral = begin_referral(by=cast.jan, citizen=frida, coordinator=cast.sofie)
    ask_department(by=cast.jan, referral=referral, user=cast.rikke)
    return referral


@pytest.fixture
def jobs(cast, referral):
    return referral.parts.get(department=cast.job)


@pytest.fixture
def rus(cast, referral):
    return referral.parts.get(department=cast.rus)


def test_part_is_its_writers_alone_until_it_is_finished_and_opened(cast, frida, referral, jobs, rus):
    assert readers(cast, frida, jobs) == {"jan"}
    finish(jobs)
    finish(rus)
    assert readers(cast, frida, jobs) == {"jan", "frida"}
    assert readers(cast, frida, rus) == {"rikke", "frida"}
    yes = answer(cast, referral)
    assert readers(cast, frida, jobs) == {"jan", "frida", "sofie"}
    assert readers(cast, frida, rus) == {"rikke", "frida"}  # health needs a yes for health
    answer(cast, referral, kind="health_consent", sources=[cast.rus])
    assert readers(cast, frida, rus) == {"rikke", "frida", "sofie"}
    withdraw_from_referral(by=frida.user, ground=yes)
    assert readers(cast, frida, jobs) == {"jan", "frida"}
    with clock.standing_at(NOW + timedelta(days=366)):  # a health consent lasts a year
        assert readers(cast, frida, rus) == {"rikke", "frida"}


def test_no_closes_an_earlier_yes(cast, frida, referral, jobs):
    finish(jobs)
    answer(cast, referral)
    answer(cast, referral, decision="no")
    assert readers(cast, frida, jobs) == {"jan", "frida"}
    assert {(one.decision, one.withdrawn_at) for one in referral.grounds.all()} == {
        ("yes", NOW),
        ("no", None),
    }


def test_visitation_opens_what_the_municipality_has_set_for_a_time(cast, frida, referral, jobs, rus):
    finish(jobs)
    finish(rus)
    with pytest.raises(ValidationError):  # the municipality has no such phase
        start_visitation_of(by=cast.sofie, referral=referral, reason="Hvem skal med?")
    kind = GroundKind.objects.get(pk="visitation")
    GroundKind.objects.filter(pk=kind.pk).update(is_active=True)
    kind.areas.set(LifeArea.objects.exclude(pk=HOUSING))
    phase = start_visitation_of(by=cast.sofie, referral=referral, reason="Hvem skal med?")
    assert readers(cast, frida, jobs) == {"jan", "frida"}  # housing is not among what it opens
    phase.areas.add(LifeArea.objects.get(pk=HOUSING))
    assert readers(cast, frida, jobs) == {"jan", "frida", "sofie"}
    assert readers(cast, frida, rus) == {"rikke", "frida"}
    with clock.standing_at(NOW + timedelta(days=30)):
        assert readers(cast, frida, jobs) == {"jan", "frida"}


def test_who_is_asked_learns_of_nobody_but_who_is_to_coordinate(cast, frida, referral, jobs):
    finish(jobs)
    page = html_of(logged_in(cast.rikke).get(reverse("referral", args=[referral.pk])))
    assert "Sofie Lind" in page
    for secret in ("Jan Falk", "Beskæftigelse", "herberg"):
        assert secret not in page
    page = html_of(logged_in(cast.sofie).get(reverse("referral", args=[referral.pk])))
    assert "Beskæftigelse · Jan Falk" in page
    assert "Rusmiddelcentret" in page
    assert "herberg" not in page
    mine = html_of(logged_in(frida.user).get(reverse("my-referrals")))
    assert "Et ophold på herberg" in mine
    assert "Rusmiddelcentret · Rikke Brandt" in mine
    assert Look.objects.filter(citizen_id=frida.pk, plan_id=None, what="Henvisningen").count() == 3


def test_nobody_else_knows_of_a_referral(cast, frida, referral):
    for user in (cast.ulla, cast.pia, cast.grethe, cast.adam, cast.dorte, cast.root, cast.kirsten, cast.anne):
        assert not sees(user, referral), user
        assert logged_in(user).get(reverse("referral", args=[referral.pk])).status_code == 404


@pytest.fixture
def acting(cast, frida):
    """Frida's mother, who has a power of attorney about housing."""
    mother = Representative.objects.create(
        citizen=frida,
        user=make_private_person("gudrun", "Gudrun Holm"),
        name="Gudrun Holm",
        relation="mor",
        starts_at=NOW,
        ends_at=NOW + timedelta(days=30),
    )
    mother.areas.add(LifeArea.objects.get(pk=HOUSING))
    return mother


def test_who_acts_for_the_citizen_reads_what_is_all_about_their_areas(
    cast, frida, referral, jobs, rus, acting
):
    assert sees(acting.user, referral)
    client = logged_in(acting.user)
    page = html_of(client.get(reverse("my-referrals")))
    for hidden in (
        "Beskæftigelse",
        "Rusmiddelcentret",
        "Rikke",
    ):  # nothing is finished: not told who is asked
        assert hidden not in page
    finish(jobs)
    finish(rus)
    rus.areas.add(LifeArea.objects.get(pk="economy"))
    yes = answer(cast, referral)
    page = html_of(client.get(reverse("my-referrals")))
    for shown in (
        "Du handler for Frida Holm",
        "Beskæftigelse · Jan Falk",
        "Et ophold på herberg",
        "hvis Frida Holm får",
    ):
        assert shown in page, shown
    for hidden in ("Rusmiddelcentret", "Rikke", "Tag mit ja tilbage", "Hvem må læse det?"):
        assert hidden not in page, hidden  # the yes is about more than housing
    assert client.post(reverse("my-referral-withdraw", args=[yes.pk])).status_code == 404
    yes.areas.set(LifeArea.objects.filter(pk=HOUSING))
    assert "Hvem må læse det?" in html_of(client.get(reverse("my-referrals")))
    look = Look.objects.filter(user_id=acting.user.pk)[0]
    assert (look.role, look.why, look.citizen_id) == ("Repræsentant", "Handler for borgeren", frida.pk)
    assert client.get("/")["Location"] == reverse("my-referrals")
    assert readers(cast, acting, jobs) == {"jan", "sofie", "gudrun"}
    assert readers(cast, acting, rus) == {"rikke"}
    with clock.standing_at(NOW + timedelta(days=30)):
        assert not sees(acting.user, referral)
        assert client.get(reverse("my-referrals")).status_code == 404
    assert logged_in(cast.anne).get(reverse("my-referrals")).status_code == 404  # acts for another citizen


def test_somebody_kept_out_of_an_earlier_plan_is_kept_out_here(cast, frida, referral, rus):
    earlier = Plan.objects.create(
        citizen=frida,
        started_on=TODAY,
        created_at=NOW - timedelta(days=99),
        created_by=cast.sofie,
        ended_at=NOW - timedelta(days=9),
        outcome="manages",
    )
    earlier.blocked.create(user=cast.rikke, noted_by=frida.user, noted_at=NOW)
    assert not sees(cast.rikke, referral)
    assert readers(cast, frida, rus) == set()
    with pytest.raises(NotAllowed):
        finish(rus)
    earlier.blocked.create(user=cast.ulla, noted_by=frida.user, noted_at=NOW)
    with pytest.raises(ValidationError):
        begin_referral(by=cast.sofie, citizen=frida, coordinator=cast.ulla)
    with pytest.raises(NotAllowed):
        begin_referral(by=cast.ulla, citizen=frida, coordinator=cast.sofie)


def test_plan_starts_with_the_team_and_each_part_in_its_own_place(cast, frida, referral, jobs, rus):
    finish(jobs)
    finish(rus)
    answer(cast, referral)
    page = reverse("referral-start", args=[referral.pk])
    client = logged_in(cast.sofie)
    assert client.post(page, {"started_on": ""}).status_code == 422
    sent = client.post(page, {"started_on": "i dag", "team": [str(jobs.pk)]})
    plan = Plan.objects.get(citizen=frida)
    assert sent.headers["Location"] == reverse("workspace-conversation-begin", args=[plan.pk])
    assert {(m.user.username, m.capacity) for m in plan.members.all()} == {
        ("sofie", "coordinator"),
        ("jan", "member"),
    }
    notes = {note.section.owner: note for note in JournalNote.objects.filter(section__plan=plan)}
    assert set(notes) == {cast.job, cast.rus}
    assert "Et ophold på herberg" in notes[cast.rus].text
    for owner, seen_by in ((cast.job, {"jan", "frida"}), (cast.rus, {"frida"})):
        rows = JournalNote.objects.filter(pk=notes[owner].pk)
        assert {u.username for u in (*cast.everybody, frida.user) if visible_to(u, rows).exists()} == seen_by
    assert readers(cast, frida, jobs) == {"jan", "frida"}  # what was opened to the referral is closed
    referral.refresh_from_db()
    assert (referral.plan, referral.outcome, referral.settled_at) == (plan, "started", NOW)
    with pytest.raises(ValidationError):
        decline_referral(by=cast.sofie, referral=referral, reason="Alligevel ikke")


def test_referral_declined_says_why_and_lets_another_begin(cast, frida, referral, jobs):
    with pytest.raises(ValidationError):
        decline_referral(by=cast.jan, referral=referral, reason=" ")
    with pytest.raises(ValidationError):  # one at a time each
        begin_referral(by=cast.jan, citizen=frida, coordinator=cast.sofie)
    decline_referral(by=cast.jan, referral=referral, reason="Frida vil vente")
    assert "Frida vil vente" in html_of(logged_in(frida.user).get(reverse("my-referrals")))
    with pytest.raises(ValidationError):
        finish(jobs)
    begin_referral(by=cast.jan, citizen=frida, coordinator=cast.sofie)


def test_why_there_is_no_plan_is_not_told_to_who_only_wrote_a_part(cast, frida, referral, jobs, rus):
    decline_referral(by=cast.sofie, referral=referral, reason="Rusmiddelcentret har fundet en plads")
    where = reverse("referral", args=[referral.pk])
    for user, knows in ((cast.sofie, True), (cast.jan, False), (cast.rikke, False)):
        html = html_of(logged_in(user).get(where))
        assert "Det blev ikke til en plan" in html
        assert ("har fundet en plads" in html) is knows, user.username
    assert "har fundet en plads" in html_of(logged_in(frida.user).get(reverse("my-referrals")))


def test_who_asks_is_not_told_whom_another_has_asked_nor_whom_the_citizen_keeps_out(cast, frida):
    referral = begin_referral(by=cast.jan, citizen=frida, coordinator=cast.sofie)
    ask_department(by=cast.sofie, referral=referral, user=cast.rikke)
    colleague = make_employee("rosa", "Rosa Krag", cast.rus)
    earlier = Plan.objects.create(
        citizen=frida,
        started_on=TODAY,
        created_at=NOW,
        created_by=cast.sofie,
        ended_at=NOW,
        outcome="manages",
    )
    kept_out = make_employee("kim", "Kim Vester", make_department("Skolen"))
    BlockedPerson.objects.create(plan=earlier, user=kept_out, noted_by=frida.user, noted_at=NOW)
    said = set()
    for user in (colleague, kept_out):
        with pytest.raises(ValidationError) as refused:
            ask_department(by=cast.jan, referral=referral, user=user)
        said |= set(refused.value.messages)
    assert said == {"Vælg en anden. Den person kan ikke vælges her."}
    with pytest.raises(ValidationError, match="er allerede spurgt"):  # who sees that they are asked
        ask_department(by=cast.sofie, referral=referral, user=colleague)
    with pytest.raises(ValidationError, match="kan ikke vælges her"):
        begin_referral(by=cast.ulla, citizen=frida, coordinator=kept_out)


def test_not_asking_after_all_comes_back_with_why_where_it_is_settled(cast, referral, rus):
    decline_referral(by=cast.sofie, referral=referral, reason="Frida vil vente")
    answer = logged_in(cast.jan).post(reverse("referral-stop", args=[referral.pk, rus.pk]), follow=True)
    assert "Henvisningen er afsluttet" in html_of(answer)


def test_only_who_may_does_what_is_done(cast, frida, referral, jobs, rus):
    for user in (cast.jan, cast.rikke, cast.ulla, cast.grethe, frida.user, cast.root):
        with pytest.raises(NotAllowed):
            start_from_referral(by=user, referral=referral, started_on=TODAY, agreed_on=None, team=[])
        with pytest.raises(NotAllowed):
            note_answer_of(
                by=user,
                referral=referral,
                kind=GroundKind.objects.get(pk="sharing_consent"),
                decision="yes",
                sources=[cast.job],
                form="oral",
                given_on=TODAY,
            )
    with pytest.raises(NotAllowed):
        ask_department(by=cast.rikke, referral=referral, user=cast.sofie)
    with pytest.raises(NotAllowed):
        stop_asking(by=cast.rikke, part=jobs)
    stop_asking(by=cast.jan, part=rus)
    assert not sees(cast.rikke, referral)


def test_two_windows_at_one_part_lose_neither_text(cast, jobs):
    finish(jobs)
    with pytest.raises(Conflict):
        finish(jobs)
    page = reverse("referral-part", args=[jobs.referral_id])
    fields = {"version": 1, "areas": [HOUSING], "stands_in": HOUSING, "tried": "Noget andet", "why": "Fordi"}
    sent = logged_in(cast.jan).post(page, fields)
    assert sent.status_code == 409
    assert "Noget andet" in html_of(sent)


def test_bad_input_is_said_at_its_field(cast, frida, referral, jobs):
    page = reverse("referral-part", args=[referral.pk])
    client = logged_in(cast.jan)
    unfinished = {"version": 1, "tried": "Kort", "is_finished": "on"}
    assert client.post(page, unfinished).status_code == 422
    assert (
        client.post(page, {**unfinished, "is_finished": ""}).status_code == 303
    )  # a draft may be incomplete
    wrongs: list[dict[str, Any]] = [
        {"sources": [cast.job, cast.rus]},  # health needs a yes for health
        {"sources": []},
        {"sources": [cast.social]},
        {"given_on": TODAY + timedelta(days=1)},
    ]
    for wrong in wrongs:
        with pytest.raises(ValidationError):
            answer(cast, referral, **wrong)
    with pytest.raises(ValidationError):  # asked already
        ask_department(by=cast.jan, referral=referral, user=cast.ulla)
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    assert begin_referral(by=cast.sofie, citizen=cast.citizen, coordinator=cast.sofie).is_open
    with pytest.raises(ValidationError):  # Kirsten has a plan
        begin_referral(by=cast.sofie, citizen=cast.kirstens_plan.citizen, coordinator=cast.sofie)


def test_part_that_is_taken_back_while_it_is_saved_is_not_saved(jobs, monkeypatch):
    """What was asked before the lock is asked again behind it."""
    lock = referrals.lock_open

    def taken_back_just_before(by, referral, may):
        ReferralPart.objects.filter(pk=jobs.pk).update(withdrawn_at=NOW)
        return lock(by, referral, may)

    monkeypatch.setattr(referrals, "lock_open", taken_back_just_before)
    with pytest.raises(NotAllowed):
        finish(jobs)
