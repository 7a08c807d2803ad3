"""Sharing without a consent: by its owner, kept from the citizen until its day, and looked at by a leader."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from citizens.models import Ground, GroundKind, GroundReview
from enplan import clock
from enplan.audit.models import Change, Look
from integrations.models import Delivery, Fagsystem, Sent
from integrations.simulators.server import pdf_text
from plans.closing import closing_of
from plans.models import Goal
from plans.permissions import can, readers_of, standing_of, visible_to
from plans.services.attachments import add_scan_to_ground
from plans.services.grounds import Party
from plans.services.sharing import review_share, share_without_consent
from plans.services.team import block_person
from plans.standing import Action
from tests.cast import HOUSING, NOW, TODAY, give_consent, make_department, make_employee
from tests.citizen_pages import html_of
from tests.test_every_address import Kind, addresses, kind_of, open_address
from tests.uploads import checked_photo

pytestmark = pytest.mark.django_db

REASON = "Fare for at miste boligen i dag"
WAITING = "Det ville bringe andre i fare"
TOLD_ON = TODAY + timedelta(days=5)
ON_THE_DAY = clock.start_of(TOLD_ON)


def share(cast, kind="acute_or_duty", by=None, to=None, **more):
    fields: dict[str, Any] = {"until": TODAY + timedelta(days=9), "reason": REASON} | more
    return share_without_consent(
        by=by or cast.jan,
        plan=cast.plan,
        kind=GroundKind.objects.get(pk=kind),
        areas=[HOUSING],
        parties=[Party(department=to or cast.rus)],
        **fields,
    )


def withheld(cast, **more):
    return share(cast, told_on=TOLD_ON, waiting_reason=WAITING, **more)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


OF_THIS_LOGIN = ("own-sessions", "min-plan-sessions")  # where one is logged in: here twice
NEW_EACH_TIME = re.compile(r'csrf|name="once"', re.IGNORECASE)


def pages_of(user, things):
    """Every page, print and API answer that the person gets, by its name."""
    client, found = logged_in(user), {}
    for name, takes in addresses():
        if kind_of(name, takes) is Kind.PUBLIC or not takes <= set(things) or name in OF_THIS_LOGIN:
            continue
        answer = client.get(open_address(name, takes, things))
        is_pdf = answer.get("Content-Type") == "application/pdf"
        body = pdf_text(answer.content) if is_pdf else html_of(answer)
        found[name] = (
            answer.status_code,
            [line for line in body.splitlines() if not NEW_EACH_TIME.search(line)],
        )
    return found


# Withheld from the citizen ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["rasmus", "anne"])
def test_no_page_print_or_api_answer_of_the_citizens_side_changes_before_the_day(cast, jobs_goal, who):
    give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])
    things = {"plan_id": cast.plan.pk, "citizen_id": cast.citizen.pk, "goal_id": jobs_goal.pk}
    before = pages_of(getattr(cast, who), things)
    assert len(before) > 10
    ground = withheld(cast)
    assert can(cast.rikke, Action.VIEW, jobs_goal)
    assert REASON in html_of(logged_in(cast.grethe).get(reverse("supervision")))  # and her look is written
    review_share(by=cast.grethe, review=ground.review, was_right=True, note="Det var rigtigt set")
    after = pages_of(getattr(cast, who), things)
    assert set(after) == set(before)
    for name, (status, lines) in after.items():
        assert (name, status, lines) == (name, *before[name])
    with clock.standing_at(ON_THE_DAY):
        page = html_of(logged_in(getattr(cast, who)).get(reverse("consents")))
        assert REASON in page
        assert WAITING in page
        assert "Det var rigtigt set" in page


def test_history_and_access_log_tell_of_it_from_its_day_on(cast, jobs_goal):
    ground = withheld(cast)
    logged_in(cast.grethe).get(reverse("supervision"))
    review_share(by=cast.grethe, review=ground.review, was_right=False, note="Det hastede ikke")
    lines = Change.objects.filter(thing="ground", thing_id=ground.pk)
    looks = Look.objects.filter(what="Deling uden samtykke")
    assert lines.exists()
    assert looks.exists()
    for rows in (lines, looks):
        assert not visible_to(cast.rasmus, rows).exists()
        assert visible_to(cast.rasmus, rows, at=ON_THE_DAY).count() == rows.count()
    assert visible_to(cast.sofie, lines).exists()  # who coordinates knows


def test_who_reads_and_what_would_close_say_nothing_of_it_to_the_citizen(cast, jobs_goal):
    withheld(cast)
    consent = give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])
    for user, expected in ((cast.rasmus, False), (cast.sofie, True)):
        readers = readers_of(standing_of(user, cast.plan), [jobs_goal.section])
        assert (cast.rikke.pk in readers[jobs_goal.section.pk]) is expected
    told = closing_of(cast.plan, [party.pk for party in consent.parties.all()])
    assert cast.rikke.pk not in told.sections
    later = readers_of(standing_of(cast.rasmus, cast.plan), [jobs_goal.section], at=ON_THE_DAY)
    assert cast.rikke.pk in later[jobs_goal.section.pk]


def test_what_was_sent_to_the_receivers_system_is_listed_from_the_day_on(cast, jobs_goal):
    withheld(cast)
    system = Fagsystem.objects.create(
        name="Rusjournalen", department=cast.rus, adapter="sbsys", receives=["plan"]
    )
    delivery = Delivery.objects.create(
        fagsystem=system,
        plan=cast.plan,
        kind=Delivery.Kind.PLAN,
        document_id=cast.plan.pk,
        created_at=NOW,
        changed_at=NOW,
        next_try_at=NOW,
    )
    Sent.objects.create(delivery=delivery, number=1, sent_at=NOW, areas=[HOUSING])
    assert "Rusjournalen" not in html_of(logged_in(cast.rasmus).get(reverse("consents")))
    with clock.standing_at(ON_THE_DAY):
        assert "Rusjournalen" in html_of(logged_in(cast.rasmus).get(reverse("consents")))


def test_log_says_nothing_of_closing_it_or_of_its_papers_before_the_day(cast, jobs_goal):
    ground = withheld(cast)
    scan = add_scan_to_ground(by=cast.sofie, plan=cast.plan, ground=ground, file=checked_photo())
    sofie = logged_in(cast.sofie)
    for name, key in (
        ("workspace-consent-withdraw", ground.pk),
        ("workspace-consent-scan", ground.pk),
        ("plan-file", scan.pk),
    ):
        assert sofie.get(reverse(name, args=[cast.plan.pk, key])).status_code == 200
    log = html_of(logged_in(cast.rasmus).get(reverse("access-log")))
    assert "Samtykker" in log
    for word in ("nderskrevet", "underskrevne", "trukket tilbage"):
        assert word not in log


def test_receivers_system_is_not_named_to_the_citizen_before_the_day_either(cast, jobs_goal):
    crisis = make_department("Krisecentret")
    Fagsystem.objects.create(name="Krisejournalen", department=crisis, adapter="sbsys", receives=["plan"])
    withheld(cast, to=crisis)
    page = html_of(logged_in(cast.rasmus).get(reverse("who-sees-what")))
    assert "Kris" not in page
    with clock.standing_at(ON_THE_DAY):
        assert "Krisejournalen" in html_of(logged_in(cast.rasmus).get(reverse("who-sees-what")))


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("told_on", {"told_on": TODAY, "waiting_reason": WAITING}),
        ("told_on", {"told_on": TODAY + timedelta(days=31), "waiting_reason": WAITING}),
        ("told_on", {"waiting_reason": WAITING}),
        ("waiting_reason", {"told_on": TOLD_ON}),
        ("told_on", {"kind": "providers", "told_on": TOLD_ON, "waiting_reason": WAITING}),
        ("reason", {"reason": "  "}),
        ("until", {"until": TODAY + timedelta(days=15)}),
        ("until", {"until": TODAY - timedelta(days=1)}),
        ("kind", {"kind": "visitation"}),
        ("kind", {"kind": "supervision"}),
        ("kind", {"kind": "sharing_consent"}),
    ],
)
def test_share_that_cannot_be_says_why_at_its_field_and_stores_nothing(cast, jobs_goal, field, more):
    with pytest.raises(ValidationError) as refused:
        share(cast, **more)
    assert set(refused.value.message_dict) == {field}
    assert not Ground.objects.exists()


def test_share_form_keeps_what_was_typed_and_the_look_has_no_name_of_its_own(cast, jobs_goal):
    client, address = logged_in(cast.jan), reverse("workspace-share", args=[cast.plan.pk])
    sent = {
        "kind": "acute_or_duty",
        "areas": [HOUSING],
        "parties": [f"afd-{cast.rus.pk}"],
        "until": "i morgen",
        "reason": REASON,
        "told_on": "15/3",
        "waiting_reason": "",
    }
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "Skriv, hvorfor borgeren ikke kan få det at vide nu." in html_of(answer)
    assert REASON in html_of(answer)
    assert not Look.objects.filter(what__icontains="uden samtykke").exists()
    assert client.post(address, sent | {"waiting_reason": WAITING}).status_code == 303
    assert Ground.objects.get().withheld_until == ON_THE_DAY


# Who may use what ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind", ["current_treatment", "visitation", "providers", "acute_or_duty", "supervision"]
)
def test_only_consents_are_noted_by_any_caseworker(cast, jobs_goal, kind):
    GroundKind.objects.update(is_active=True)
    for user in (cast.sofie, cast.jan, cast.rikke, cast.rasmus):
        with pytest.raises(PermissionDenied):
            give_consent(user, cast.plan, to=[cast.rus], sources=[cast.job], kind=kind)
    assert not Ground.objects.exists()


def test_treatment_is_shared_between_health_professionals_alone(cast, jobs_goal, rus_goal):
    clinic = make_department("Psykiatrien", is_health=True)
    with pytest.raises(PermissionDenied):
        share(cast, kind="current_treatment", to=clinic)  # Beskæftigelse is no health department
    with pytest.raises(ValidationError):
        share(cast, kind="current_treatment", by=cast.rikke, to=cast.job)
    assert share(cast, kind="current_treatment", by=cast.rikke, to=clinic).covers_health


def test_nothing_is_shared_with_the_network_without_the_citizens_yes(cast, jobs_goal):
    with pytest.raises(ValidationError):
        share_without_consent(
            by=cast.jan,
            plan=cast.plan,
            kind=GroundKind.objects.get(pk="acute_or_duty"),
            areas=[HOUSING],
            parties=[Party(user=cast.mads)],
            until=TODAY,
            reason=REASON,
        )


# A leader's look afterwards -----------------------------------------------------------------------------------------


def test_leader_sees_the_share_and_nothing_of_the_plan(cast, jobs_goal):
    share(cast)
    page = html_of(logged_in(cast.grethe).get(reverse("supervision")))
    assert REASON in page
    assert "Rusmiddelcentret" in page
    assert jobs_goal.title not in page
    assert cast.citizen.cpr not in page
    assert logged_in(cast.grethe).get(reverse("workspace", args=[cast.plan.pk])).status_code == 404


def test_share_that_should_not_have_been_is_closed_at_once_and_the_citizen_reads_why(cast, jobs_goal):
    ground = share(cast)
    address = reverse("share-review", args=[ground.pk])
    client = logged_in(cast.grethe)
    assert client.post(address, {"found": "ikke-i-orden"}).status_code == 422
    assert can(cast.rikke, Action.VIEW, jobs_goal)
    assert client.post(address, {"found": "ikke-i-orden", "note": "Det hastede ikke"}).status_code == 302
    assert not can(cast.rikke, Action.VIEW, jobs_goal)
    assert "Det hastede ikke" in html_of(logged_in(cast.rasmus).get(reverse("consents")))
    assert client.get(address).status_code == 404  # it waits no more
    assert client.post(address, {"found": "i-orden", "note": "Alligevel"}).status_code == 422
    assert GroundReview.objects.get().was_right is False


def test_share_that_was_right_stays_open(cast, jobs_goal):
    ground = share(cast)
    review_share(by=cast.grethe, review=ground.review, was_right=True, note="Det hastede")
    assert can(cast.rikke, Action.VIEW, jobs_goal)


def test_only_a_leader_of_the_owner_who_is_not_kept_out_finds_the_share(cast, jobs_goal):
    ground = share(cast)
    other = make_employee("ole", "Ole Leder", cast.rus, "leader")
    for user in (other, cast.jan, cast.ulla, cast.adam, cast.dorte, cast.rasmus, cast.root):
        assert logged_in(user).get(reverse("share-review", args=[ground.pk])).status_code == 404
        with pytest.raises(PermissionDenied):
            review_share(by=user, review=ground.review, was_right=False, note="Nej")
    assert REASON not in html_of(logged_in(other).get(reverse("supervision")))
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.grethe)
    assert REASON not in html_of(logged_in(cast.grethe).get(reverse("supervision")))
    assert logged_in(cast.grethe).get(reverse("share-review", args=[ground.pk])).status_code == 404


def test_who_shared_does_not_look_at_it_themselves(cast, jobs_goal):
    ground = share(cast)
    cast.jan.role.can_supervise = True
    cast.jan.role.save()
    with pytest.raises(PermissionDenied):
        review_share(by=cast.jan, review=ground.review, was_right=True, note="Fint")


def test_everything_shared_is_still_in_the_owners_hands(cast, jobs_goal, rus_goal):
    """As little as needed: nothing of another owner, and only where the owner has written."""
    ground = share(cast)
    assert list(ground.sources.all()) == [cast.job]
    assert not visible_to(cast.jan, Goal.objects.filter(pk=rus_goal.pk)).exists()
