"""Handing a plan over: asked, answered, taken back; the page for who takes over; deputies and their periods."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from enplan import clock
from plans.models import HandoverOffer, TeamMember
from plans.services.disagreements import raise_disagreement
from plans.services.handover import accept_handover, decline_handover, offer_handover, take_back_handover
from plans.services.tasks import add_task
from plans.services.team import appoint_deputy, block_person
from plans.services.words import write_words
from tests.cast import HOUSING, NOW, give_consent
from tests.citizen_pages import html_of
from tests.printing import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(cast):
    return offer_handover(by=cast.sofie, plan=cast.plan, to=cast.ulla)


def address(name, cast):
    return reverse(name, args=[cast.plan.pk])


def test_declining_leaves_the_coordinator_and_tells_why(cast, offered):
    client = logged_in(cast.ulla)
    assert client.post(address("workspace-handover-decline", cast), {"reason": " "}).status_code == 422
    answer = client.post(address("workspace-handover-decline", cast), {"reason": "Jeg går på barsel"})
    assert answer.status_code == 303
    assert cast.plan.members.get(capacity="coordinator", ends_at=None).user == cast.sofie
    told = html_of(logged_in(cast.sofie).get(address("workspace", cast)))
    assert "Ulla Stray kan ikke tage over: “Jeg går på barsel”" in told
    assert "Ulla Stray kunne ikke tage over. Sofie bliver ved" in html_of(
        logged_in(cast.rasmus).get("/min-plan/")
    )
    with pytest.raises(PermissionDenied):
        accept_handover(by=cast.ulla, plan=cast.plan)
    with clock.standing_at(NOW + timedelta(days=15)):
        assert "kan ikke tage over" not in html_of(logged_in(cast.sofie).get(address("workspace", cast)))


def test_taken_back_is_not_answered_any_more(cast, offered):
    page = html_of(logged_in(cast.sofie).get(address("workspace-team", cast)))
    assert "Tag spørgsmålet tilbage" in page
    assert logged_in(cast.sofie).post(address("workspace-handover-back", cast)).status_code == 303
    assert logged_in(cast.ulla).get(address("workspace-handover-accept", cast)).status_code == 404
    for answer in (
        lambda: accept_handover(by=cast.ulla, plan=cast.plan),
        lambda: decline_handover(by=cast.ulla, plan=cast.plan, reason="Nej"),
    ):
        with pytest.raises(PermissionDenied):
            answer()
    with pytest.raises(ValidationError):
        take_back_handover(by=cast.sofie, plan=cast.plan)
    assert "Ulla" not in html_of(logged_in(cast.rasmus).get("/min-plan/"))


def test_blocked_person_can_neither_decline_nor_accept(cast, offered):
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.ulla)
    for name in ("workspace-handover-accept", "workspace-handover-decline"):
        assert logged_in(cast.ulla).post(address(name, cast), {"reason": "Nej"}).status_code == 404
    assert HandoverOffer.objects.get(pk=offered.pk).declined_reason == ""


def test_who_takes_over_gets_one_page_of_what_must_not_be_lost(cast, offered, jobs_goal, rus_goal):
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Et sted med en hund", seen=0)
    add_task(by=cast.jan, goal=jobs_goal, title="Ringe til udlejeren", responsible=cast.sofie)
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job], until=(NOW + timedelta(days=9)).date())
    client = logged_in(cast.ulla)
    for name in ("workspace-takeover", "workspace"):
        assert client.get(address(name, cast)).status_code == 404
    asked = html_of(client.get(address("workspace-handover-accept", cast)))
    assert "Et sted med en hund" not in asked
    answer = client.post(address("workspace-handover-accept", cast))
    assert answer["Location"] == address("workspace-takeover", cast)
    page = html_of(client.get(address("workspace-takeover", cast)))
    for text in (
        "Overtaget 10. marts",
        "Et sted med en hund",
        "Ringe til udlejeren",
        "Sofie Lind har givet planen videre",
        "Finde et værelse med plads til hund",
        "udløber 20. marts",
    ):
        assert text in page, text
    assert "Trappe ned" not in page  # health follows its source
    assert "Overtaget 10. marts" in html_of(client.get(address("workspace", cast)))
    with clock.standing_at(NOW + timedelta(weeks=7)):
        assert "Overtaget" not in html_of(client.get(address("workspace", cast)))


def test_who_takes_over_reads_what_they_disagree_about_and_that_meetings_are_not_in_the_plan(
    cast, offered, jobs_goal, rus_goal
):
    for by, goal in ((cast.jan, jobs_goal), (cast.rikke, rus_goal)):
        raise_disagreement(by=by, plan=cast.plan, about=goal, text="Det haster ikke")
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
    client = logged_in(cast.ulla)
    client.post(address("workspace-handover-accept", cast))
    page = html_of(client.get(address("workspace-takeover", cast)))
    disagreed = page[page.index("Det er I uenige om") : page.index("Næste møde")]
    assert jobs_goal.title in disagreed
    assert rus_goal.title not in page
    assert "Det haster ikke" not in page  # the views stand on their own page
    assert "Der er ikke indkaldt til noget møde" in page
    empty = html_of(logged_in(cast.sofie).get(reverse("workspace-takeover", args=[cast.kirstens_plan.pk])))
    assert "Der er ingen åben uenighed, du kan se." in empty


def test_deputy_is_ended_early_and_stays_what_else_they_are(cast):
    deputy = appoint_deputy(
        by=cast.sofie, plan=cast.plan, user=cast.jan, starts_at=NOW, ends_at=NOW + timedelta(days=20)
    )
    told = html_of(logged_in(cast.rasmus).get("/min-plan/"))
    assert "Jan Falk træder til for Sofie til og med 30. marts" in told
    client = logged_in(cast.sofie)
    end = reverse("workspace-member-end", args=[cast.plan.pk, deputy.pk])
    assert end in html_of(client.get(address("workspace-team", cast)))
    with clock.standing_at(NOW + timedelta(days=2)):
        assert client.post(end).status_code == 303
        assert client.post(end).status_code == 422
        assert logged_in(cast.jan).get(address("workspace-team", cast)).status_code == 403
    rows = TeamMember.objects.filter(plan=cast.plan, user=cast.jan, ends_at=None)
    assert [row.capacity for row in rows] == ["member"]


def test_deputy_who_has_not_begun_is_shown_and_taken_back(cast):
    begins = NOW + timedelta(days=5)
    coming = appoint_deputy(
        by=cast.sofie, plan=cast.plan, user=cast.ulla, starts_at=begins, ends_at=begins + timedelta(days=5)
    )
    client = logged_in(cast.sofie)
    assert "Kommer senere" in html_of(client.get(address("workspace-team", cast)))
    assert client.post(reverse("workspace-member-end", args=[cast.plan.pk, coming.pk])).status_code == 303
    assert not TeamMember.objects.filter(user=cast.ulla).exists()


def test_page_of_what_is_taken_over_asks_the_same_of_a_larger_plan(
    cast, jobs_goal, django_assert_max_num_queries
):
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job], areas=[HOUSING])
    client = logged_in(cast.sofie)
    client.get(address("workspace-takeover", cast))
    for number in range(8):
        add_task(by=cast.jan, goal=jobs_goal, title=f"Aftale {number}", responsible=cast.jan)
    with django_assert_max_num_queries(45):
        client.get(address("workspace-takeover", cast))
