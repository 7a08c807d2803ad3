"""`/tilsyn/`: a leader's supervision opens the own department's part for some days, with a reason the citizen reads."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from citizens.models import Ground, GroundKind
from enplan import clock
from enplan.accounts.models import LifeArea
from enplan.audit.models import Look
from plans.models import Goal
from plans.permissions import visible_to
from plans.services.journal import write_journal
from plans.services.plans import end_plan
from plans.services.team import block_person
from tests.cast import HOUSING, NOW, make_employee
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db

WHY = "Klage over sagsbehandlingen"


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def found_by(user, text):
    return html_of(logged_in(user).post(reverse("supervision"), {"q": text, "reason": WHY}))


def begin(cast, days="3", reason=WHY, user=None):
    address = reverse("supervision-start", args=[cast.plan.pk])
    return logged_in(user or cast.grethe).post(address, {"reason": reason, "days": days})


def test_leader_finds_only_plans_in_which_the_own_department_has_written(cast, jobs_goal):
    start = reverse("supervision-start", args=[cast.plan.pk])
    assert start in found_by(cast.grethe, "Rasmus")
    assert start in found_by(cast.grethe, cast.citizen.cpr)
    assert "Kirsten Vang" not in found_by(cast.grethe, "Kirsten")
    other = make_employee("ole", "Ole Leder", cast.rus, "leader")
    assert start not in found_by(other, "Rasmus")
    assert logged_in(other).get(start).status_code == 404
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.grethe)
    assert start not in found_by(cast.grethe, "Rasmus")
    assert logged_in(cast.grethe).get(start).status_code == 404


def test_search_is_logged_with_its_reason_also_when_nobody_is_found(cast, jobs_goal):
    found_by(cast.grethe, "Rasmus")
    found_by(cast.grethe, "Ingenting")
    looks = Look.objects.filter(kind=Look.Kind.SEARCH, user_id=cast.grethe.pk, why__contains=WHY)
    assert set(looks.values_list("plan_id", flat=True)) == {cast.plan.pk, None}


def test_supervision_shows_the_own_part_for_its_days_and_the_citizen_why(cast, jobs_goal, rus_goal):
    write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Besøg i marts", text="Vi talte om det")
    assert begin(cast).status_code == 302
    seen = visible_to(cast.grethe, Goal.objects.all())
    assert set(seen) == {jobs_goal}
    page = html_of(logged_in(cast.grethe).get(reverse("workspace", args=[cast.plan.pk])))
    assert jobs_goal.title in page
    assert rus_goal.title not in page
    log = html_of(logged_in(cast.rasmus).get(reverse("access-log")))
    assert WHY in log
    last = clock.start_of(NOW.date() + timedelta(days=3))
    assert not visible_to(cast.grethe, Goal.objects.all(), at=last).exists()
    assert visible_to(cast.grethe, Goal.objects.all(), at=last - timedelta(seconds=1)).exists()


def test_supervision_writes_nothing_and_ends_when_the_leader_is_done(cast, jobs_goal):
    begin(cast)
    client = logged_in(cast.grethe)
    for name in ("workspace-goal-new", "workspace-consents", "workspace-share", "workspace-task-new"):
        assert client.get(reverse(name, args=[cast.plan.pk])).status_code == 403
    assert client.post(reverse("supervision-end", args=[cast.plan.pk])).status_code == 302
    assert not visible_to(cast.grethe, Goal.objects.all()).exists()
    assert client.get(reverse("workspace", args=[cast.plan.pk])).status_code == 404
    assert client.post(reverse("supervision-end", args=[cast.plan.pk])).status_code == 404


@pytest.mark.parametrize(
    ("days", "reason", "said"),
    [
        ("0", WHY, "mindst"),
        ("40", WHY, "højst gælde 14 dage"),
        ("mange", WHY, "helt tal"),
        ("99999999999", WHY, "højst"),
        ("3", "  ", "Skriv, hvorfor du fører tilsyn"),
    ],
)
def test_supervision_that_cannot_be_says_why_and_opens_nothing(cast, jobs_goal, days, reason, said):
    answer = begin(cast, days, reason)
    assert answer.status_code == 422
    assert said in html_of(answer)
    assert not Ground.objects.exists()


def test_no_second_supervision_of_the_same_plan_and_none_after_its_end(cast, jobs_goal):
    begin(cast)
    assert begin(cast).status_code == 422
    logged_in(cast.grethe).post(reverse("supervision-end", args=[cast.plan.pk]))
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    assert begin(cast).status_code == 404


def test_page_is_for_leaders(cast, jobs_goal):
    for user in (cast.sofie, cast.adam, cast.dorte, cast.rasmus, cast.root, cast.mads):
        assert logged_in(user).get(reverse("supervision")).status_code == 403
        assert begin(cast, user=user).status_code == 404


def test_reason_from_the_search_is_taken_along(cast, jobs_goal):
    address = reverse("supervision-start", args=[cast.plan.pk])
    answer = logged_in(cast.grethe).post(address, {"reason": WHY})
    assert answer.status_code == 200
    assert WHY in html_of(answer)
    assert not Ground.objects.exists()


# The visitation phase -----------------------------------------------------------------------------------------------


@pytest.fixture
def phase():
    kind = GroundKind.objects.get(pk="visitation")
    GroundKind.objects.filter(pk=kind.pk).update(is_active=True, default_days=90)
    kind.areas.set(LifeArea.objects.filter(pk=HOUSING))
    return kind


def test_visitation_opens_what_the_municipality_has_set_until_the_phase_ends(
    cast, jobs_goal, rus_goal, phase
):
    address = reverse("workspace-visitation", args=[cast.plan.pk])
    assert address in html_of(logged_in(cast.sofie).get(reverse("workspace-consents", args=[cast.plan.pk])))
    assert logged_in(cast.sofie).post(address, {"reason": ""}).status_code == 422
    assert logged_in(cast.sofie).post(address, {"reason": "Se, hvad der er prøvet"}).status_code == 303
    ground = Ground.objects.get()
    goals = Goal.objects.all()
    assert set(visible_to(cast.sofie, goals)) == {jobs_goal}  # health follows its source
    assert not visible_to(cast.sofie, goals, at=ground.valid_until).exists()
    assert "Se, hvad der er prøvet" in html_of(logged_in(cast.rasmus).get(reverse("consents")))
    assert logged_in(cast.sofie).get(address).status_code == 404  # once


def test_visitation_is_not_there_when_it_is_over_or_not_used(cast, jobs_goal, phase):
    address = reverse("workspace-visitation", args=[cast.plan.pk])
    assert logged_in(cast.jan).get(address).status_code == 403
    GroundKind.objects.filter(pk="visitation").update(default_days=28)
    assert logged_in(cast.sofie).get(address).status_code == 404  # the plan began 64 days ago
    GroundKind.objects.filter(pk="visitation").update(default_days=90, is_active=False)
    assert logged_in(cast.sofie).get(address).status_code == 404


# Obtaining ----------------------------------------------------------------------------------------------------------


def obtaining(cast, **more):
    return {
        "decision": "yes",
        "kind": "obtaining",
        "areas": [HOUSING],
        "sources": [str(cast.job.pk)],
        "parties": ["koordinator"],
        "purpose": "Ansøgning",
        "form": "oral",
        "given_on": "i dag",
        "information": "Journal fra indlæggelsen",
        "information_from": "Egen læge",
        "matter": "Førtidspension",
        "consequence": "Så afgøres det på det, vi har",
    } | more


def test_consent_to_obtain_names_what_from_whom_and_what_a_no_means(cast, jobs_goal):
    address = reverse("workspace-obtain", args=[cast.plan.pk])
    client = logged_in(cast.sofie)
    for field in ("information", "information_from", "matter", "consequence"):
        assert client.post(address, obtaining(cast, **{field: " "})).status_code == 422
    for blanket in ("Alt", "alle oplysninger.", "Alle relevante oplysninger"):
        answer = client.post(address, obtaining(cast, information=blanket))
        assert "Et ja til det hele er ikke et samtykke" in html_of(answer)
    assert not Ground.objects.exists()
    assert client.post(address, obtaining(cast)).status_code == 303
    page = html_of(logged_in(cast.rasmus).get(reverse("consents")))
    assert "Journal fra indlæggelsen" in page
    assert "Så afgøres det på det, vi har" in page
