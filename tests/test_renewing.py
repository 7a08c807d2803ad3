"""Renewing: only what lapses is asked about, the new begins when the old ends, and then the reminders stop."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from citizens.models import DismissedReminder, Ground, GroundKind
from enplan import clock
from plans.models import Goal
from plans.permissions import visible_to
from plans.services.plans import end_plan
from plans.services.renewing import renew_grounds
from plans.services.team import add_member, end_member
from plans.services.withdrawing import withdraw_ground
from plans.yearly import lined_up_end, review_day
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent, make_department, make_employee
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db

LAST_DAY = TODAY + timedelta(days=19)  # 29 March; it ends at 00:00 on the 30th
ENDS = clock.end_of(LAST_DAY)
ROOM = "Finde et værelse med plads til hund"


@pytest.fixture
def lapsing(cast, jobs_goal):
    """The coordinator and Rusmiddelcentret may see what Beskæftigelse writes, for nineteen days more."""
    return give_consent(
        cast.rasmus,
        cast.plan,
        to=[None, cast.rus],
        sources=[cast.job],
        areas=[HOUSING, ECONOMY],
        until=LAST_DAY,
    )


def renewing(plan):
    return reverse("renew-consents", args=[plan.pk])


def answer(client, cast, ground, said="yes", **more):
    return client.post(renewing(cast.plan), {str(ground.pk): said, **more})


def sees_room(user, at):
    return visible_to(user, Goal.objects.filter(title=ROOM), at=at).exists()


def test_citizen_says_the_same_as_before_and_there_is_no_gap_and_no_double(client, cast, lapsing):
    client.force_login(cast.rasmus)
    html = html_of(client.get(renewing(cast.plan)))
    assert "Det samme som før" in html
    assert " checked" not in html
    assert answer(client, cast, lapsing).status_code == 302
    new = Ground.objects.get(renews=lapsing)
    assert (new.valid_from, new.decision, new.form) == (lapsing.valid_until, "yes", "digital")
    assert {party.department for party in new.parties.all()} == {None, cast.rus}
    assert {area.pk for area in new.areas.all()} == {HOUSING, ECONOMY}
    for instant in (NOW, ENDS - timedelta(seconds=1), ENDS, ENDS + timedelta(days=200)):
        in_force = [g for g in Ground.objects.all() if g.valid_from <= instant < (g.valid_until or instant)]
        assert len(in_force) == 1
        assert sees_room(cast.sofie, instant)
    assert "Fra 30. marts 2026" in html_of(client.get("/min-plan/samtykker/"))


def test_answered_is_not_asked_again_and_answering_twice_makes_no_second(client, cast, lapsing):
    client.force_login(cast.rasmus)
    assert answer(client, cast, lapsing).status_code == 302
    assert "Der er ikke noget at forny" in html_of(client.get(renewing(cast.plan)))
    assert answer(client, cast, lapsing).status_code == 422
    with pytest.raises(Exception, match="allerede svaret"):
        renew_grounds(by=cast.rasmus, plan=cast.plan, answers={lapsing: "yes"})
    assert Ground.objects.filter(renews=lapsing).count() == 1


def test_no_is_stored_as_a_no_and_the_old_one_runs_out(client, cast, lapsing):
    client.force_login(cast.rasmus)
    assert answer(client, cast, lapsing, "no").status_code == 302
    assert Ground.objects.get(renews=lapsing).decision == "no"
    assert sees_room(cast.sofie, ENDS - timedelta(seconds=1))
    assert not sees_room(cast.sofie, ENDS)
    assert "Der er ikke noget at forny" in html_of(client.get(renewing(cast.plan)))


def test_nothing_answered_is_an_error_and_stores_nothing(client, cast, lapsing):
    client.force_login(cast.rasmus)
    for data in ({}, {str(lapsing.pk): "måske"}, {str(lapsing.pk): "waiting"}):
        assert client.post(renewing(cast.plan), data).status_code == 422
    assert not Ground.objects.filter(renews=lapsing).exists()


def test_who_has_left_is_told_and_left_out_and_who_is_new_is_told(client, cast, lapsing):
    end_member(by=cast.sofie, plan=cast.plan, user=cast.rikke)
    psychiatry = make_department("Psykiatrien")
    add_member(
        by=cast.sofie, plan=cast.plan, user=make_employee("eva", "Eva Ry", psychiatry), areas=[HOUSING]
    )
    client.force_login(cast.rasmus)
    html = html_of(client.get(renewing(cast.plan)))
    assert "Rusmiddelcentret er ikke på teamet længere og er ikke med" in html
    assert "ikke blevet spurgt om Beskæftigelse og Psykiatrien for sig endnu" in html
    assert answer(client, cast, lapsing).status_code == 302
    assert [party.is_coordinator for party in Ground.objects.get(renews=lapsing).parties.all()] == [True]


def test_what_was_closed_stays_closed_in_the_renewal(client, cast, lapsing):
    party = lapsing.parties.get(department=cast.rus)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=lapsing, parties=[party], areas=[ECONOMY])
    client.force_login(cast.rasmus)
    assert "Rusmiddelcentret ser stadig ikke økonomi" in html_of(client.get(renewing(cast.plan)))
    assert answer(client, cast, lapsing).status_code == 302
    found = {
        (str(new.parties.get().department or "koordinator"), frozenset(area.pk for area in new.areas.all()))
        for new in Ground.objects.filter(renews=lapsing)
    }
    assert found == {
        ("koordinator", frozenset({HOUSING, ECONOMY})),
        ("Rusmiddelcentret", frozenset({HOUSING})),
    }


def test_withdrawing_after_the_renewal_closes_the_renewal_too(client, cast, lapsing):
    """Else what the citizen closes today would open again by itself on the 30th."""
    client.force_login(cast.rasmus)
    assert answer(client, cast, lapsing).status_code == 302
    coordinator = lapsing.parties.get(is_coordinator=True)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=lapsing, parties=[coordinator])
    assert not sees_room(cast.sofie, NOW)
    assert not sees_room(cast.sofie, ENDS)
    assert Ground.objects.get(renews=lapsing).parties.get(department=cast.rus).withdrawn_at is None


def test_caseworker_notes_the_answers_with_the_citizen(client, cast, lapsing):
    client.force_login(cast.sofie)
    address = reverse("workspace-consents-renew", args=[cast.plan.pk])
    html = html_of(client.get(address))
    assert " checked" not in html
    data = {str(lapsing.pk): "yes", "form": "oral", "circumstances": "På kontoret, med tolk"}
    assert client.post(address, {str(lapsing.pk): "yes"}).status_code == 422
    assert client.post(address, data).status_code == 303
    new = Ground.objects.get(renews=lapsing)
    assert (new.form, new.circumstances, new.noted_by) == ("oral", "På kontoret, med tolk", cast.sofie)
    assert "begynder 30. marts 2026" in html_of(
        client.get(reverse("workspace-consents", args=[cast.plan.pk]))
    )


def test_others_than_who_coordinates_and_the_citizens_side_do_not_renew(client, cast, lapsing):
    for user in (cast.jan, cast.pia):
        client.force_login(user)
        for name in ("workspace-consents-renew", "workspace-consents-day"):
            assert client.get(reverse(name, args=[cast.plan.pk])).status_code == 403
            assert (
                client.post(reverse(name, args=[cast.plan.pk]), {str(lapsing.pk): "yes"}).status_code == 403
            )
    client.force_login(cast.anne)  # acts in housing alone; this one is about economy too
    assert str(lapsing.pk) not in html_of(client.get(renewing(cast.plan)))
    assert client.post(renewing(cast.plan), {str(lapsing.pk): "yes"}).status_code == 422
    client.force_login(cast.kirsten)
    assert client.post(renewing(cast.plan), {str(lapsing.pk): "yes"}).status_code == 404
    assert client.post(renewing(cast.kirstens_plan), {str(lapsing.pk): "yes"}).status_code == 422
    assert not Ground.objects.filter(renews=lapsing).exists()


def test_after_the_end_nothing_is_renewed(client, cast, lapsing):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    client.force_login(cast.rasmus)
    assert "Der er ikke noget at forny" in html_of(client.get(renewing(cast.plan)))
    assert answer(client, cast, lapsing).status_code == 422
    assert not Ground.objects.filter(renews=lapsing).exists()


@pytest.mark.parametrize(
    ("yearly", "after", "expected"),
    [
        (date(2024, 2, 29), date(2026, 1, 1), date(2026, 2, 28)),
        (date(2024, 2, 29), date(2026, 2, 28), date(2027, 2, 28)),
        (date(2024, 2, 29), date(2027, 6, 1), date(2028, 2, 29)),
        (date(2030, 5, 1), date(2026, 5, 1), date(2027, 5, 1)),
        (date(2026, 1, 5), date(2026, 3, 10), date(2027, 1, 5)),
    ],
)
def test_yearly_day_comes_once_a_year(cast, yearly, after, expected):
    cast.plan.consents_reviewed_on = yearly
    assert review_day(cast.plan, after=after) == expected


def test_consents_end_on_the_yearly_day_and_health_never_later_than_a_year(cast):
    cast.plan.consents_reviewed_on = date(2025, 4, 20)
    sharing, health = (GroundKind.objects.get(pk=key) for key in ("sharing_consent", "health_consent"))
    starts = datetime(2026, 3, 30, tzinfo=clock.COPENHAGEN)

    def end(kind, given_on=TODAY, starts=starts):
        return (
            lined_up_end(cast.plan, kind, given_on=given_on, starts=starts)
            .astimezone(clock.COPENHAGEN)
            .date()
        )

    assert end(sharing) == date(2027, 4, 20)  # three weeks would be too short
    assert end(health) == date(2027, 3, 10)  # a year from when it is given, not from when it starts
    leap = datetime(2028, 3, 1, tzinfo=clock.COPENHAGEN)
    cast.plan.consents_reviewed_on = date(2025, 5, 20)
    assert end(health, given_on=date(2028, 2, 29), starts=leap) == date(2029, 2, 28)


def test_yearly_day_is_set_by_who_coordinates_and_used_by_the_next_renewal(client, cast, lapsing):
    client.force_login(cast.sofie)
    address = reverse("workspace-consents-day", args=[cast.plan.pk])
    assert client.post(address, {"day": "x"}).status_code == 422
    assert client.post(address, {"day": "1. november 2026"}).status_code == 303
    cast.plan.refresh_from_db()
    assert cast.plan.consents_reviewed_on == date(2026, 11, 1)
    (new,) = renew_grounds(by=cast.rasmus, plan=cast.plan, answers={lapsing: "yes"})
    assert new.valid_until == clock.start_of(date(2026, 11, 1))


def test_coordinator_is_reminded_thirty_and_seven_days_before(client, cast, lapsing):
    client.force_login(cast.sofie)

    def caseload(days_before):
        with clock.standing_at(ENDS - timedelta(days=days_before)):
            return html_of(client.get("/planer/"))

    with clock.standing_at(NOW - timedelta(days=20)):
        early = give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job], until=LAST_DAY)
    assert "Forny det med borgeren" not in caseload(31)
    assert "Samtykket om bolig. Forny det med borgeren" in caseload(30)
    assert "udløber 30. marts, om 7 dage" in caseload(7)
    assert "2 samtykker om bolig og økonomi. Forny dem med borgeren" in caseload(
        7
    )  # one conversation, one line
    assert "om 8 dage" not in caseload(8)
    assert reverse("workspace-consents-renew", args=[cast.plan.pk]) in caseload(7)
    with clock.standing_at(ENDS - timedelta(days=6)):
        renew_grounds(by=cast.rasmus, plan=cast.plan, answers={lapsing: "yes", early: "no"})
    assert "med borgeren" not in caseload(5)


def test_citizen_is_reminded_once_and_puts_it_away_for_good(client, cast, lapsing):
    client.force_login(cast.rasmus)
    assert "til og med 29. marts" in html_of(client.get("/min-plan/"))
    put_away = reverse("dismiss-reminder", args=[cast.plan.pk])
    assert client.get(put_away).status_code == 302
    assert not DismissedReminder.objects.exists()
    for _ in range(2):
        assert client.post(put_away).status_code == 302
    for days in (0, 10, 18):
        with clock.standing_at(NOW + timedelta(days=days)):
            assert "til og med 29. marts" not in html_of(client.get("/min-plan/"))
    assert DismissedReminder.objects.get().user == cast.rasmus
    assert "Svar på, om det skal fortsætte" in html_of(client.get("/min-plan/samtykker/"))
    client.force_login(cast.kirsten)
    assert client.post(put_away).status_code == 404


def test_renewal_page_costs_the_same_with_twelve_consents(client, cast, lapsing):
    client.force_login(cast.rasmus)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(renewing(cast.plan)).status_code == 200
        return len(asked)

    client.get(renewing(cast.plan))
    one = queries()
    for _ in range(11):
        give_consent(cast.rasmus, cast.plan, to=[None, cast.rus], sources=[cast.job], until=LAST_DAY)
    assert queries() == one
