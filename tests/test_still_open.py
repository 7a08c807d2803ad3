"""What stays open when something is closed: as the rule has it, for the same receivers, with the way to it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from citizens.models import GroundKind
from enplan import clock
from plans.closing import closing_of
from plans.models import Goal
from plans.permissions import visible_to
from plans.services.goals import add_goal
from plans.services.grounds import Party
from plans.services.sharing import share_without_consent
from plans.services.withdrawing import withdraw_ground
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent, make_department
from tests.citizen_pages import folded, html_of, part

pytestmark = pytest.mark.django_db


def asked(client, cast, ground):
    client.force_login(cast.rasmus)
    return folded(html_of(client.get(reverse("withdraw-consent", args=[cast.plan.pk, ground.pk]))))


def test_what_another_yes_keeps_open_is_said_with_the_way_to_it(client, cast):
    add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Beholde lejligheden")
    narrow = give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    wide = give_consent(
        cast.sofie, cast.plan, to=[cast.job], sources=[cast.social, cast.job], areas=[HOUSING, ECONOMY]
    )
    html = asked(client, cast, narrow)
    assert "Ingen mister noget, der står i planen nu." in html
    assert "bliver heller ikke vist" not in html  # it will be, by the other yes
    assert "ser stadig:" in html
    assert "Bolig, skrevet af Socialafdelingen og dig selv" in html
    assert f"#ja-{wide.pk}" in html
    assert f'id="ja-{wide.pk}"' in html_of(client.get("/min-plan/samtykker/"))
    with clock.standing_at(NOW + timedelta(hours=1)):
        withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=narrow)
        assert "Beholde lejligheden" in {goal.title for goal in visible_to(cast.jan, Goal.objects.all())}
        after = html_of(client.get(reverse("withdrawn-consent", args=[cast.plan.pk, narrow.pk])))
        assert "Ingen mistede noget, der stod i planen." in after
        assert f"#ja-{wide.pk}" in after
        html = asked(client, cast, wide)
    assert "“<span>Beholde lejligheden</span>”" in html
    assert "er stadig åbent" not in html


def test_what_nobody_has_written_yet_is_told_of_only_where_it_closes(client, cast):
    narrow = give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social, cast.rus])
    html = asked(client, cast, narrow)
    assert "Socialafdelingen</strong>" not in html  # who coordinates got nothing by it, and loses nothing
    assert "Det, der bliver skrevet senere her, bliver heller ikke vist:" in html
    assert "Bolig, skrevet af Socialafdelingen og dig selv" in html
    assert "Rusmiddelcentret" not in html.split("Det her lukker")[1]  # health: this yes never opened it


def test_other_health_of_the_same_person_is_still_open(client, cast, rus_goal):
    health = give_consent(cast.sofie, cast.plan, to=[cast.jan], sources=[cast.rus], kind="health_consent")
    to_job = give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.rus], kind="health_consent")
    html = asked(client, cast, health)
    assert "Trappe ned i ro og mag" not in html
    assert f"#ja-{to_job.pk}" in html
    assert "Bolig, skrevet af Rusmiddelcentret og dig selv" in html


def test_what_is_shared_without_asking_is_still_open(client, cast, jobs_goal):
    share_without_consent(
        by=cast.jan,
        plan=cast.plan,
        kind=GroundKind.objects.get(pk="acute_or_duty"),
        areas=[HOUSING],
        parties=[Party(department=cast.rus)],
        until=TODAY,
        reason="Rasmus stod uden seng",
    )
    ground = give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job])
    html = asked(client, cast, ground)
    assert "Finde et værelse" not in html
    assert "Det deles, uden at der er spurgt" in html
    assert "#uden-h" in html
    assert 'id="uden-h"' in html_of(client.get("/min-plan/samtykker/"))


def test_receiver_with_nobody_on_the_team_keeps_the_other_yes(client, cast, jobs_goal):
    nobodys = make_department("Psykiatrien")
    one = give_consent(cast.sofie, cast.plan, to=[nobodys], sources=[cast.job])
    other = give_consent(cast.sofie, cast.plan, to=[nobodys], sources=[cast.job], areas=[ECONOMY])
    html = asked(client, cast, one)
    assert f"#ja-{other.pk}" in html
    assert "Økonomi, skrevet af Beskæftigelse" in html


def test_still_open_is_what_the_rule_gives_afterwards(cast, jobs_goal, rus_goal, socials_goal, citizens_goal):
    """For everybody, and each part: told to be open, closed or neither, and so it is when it has been done."""
    sources = [cast.social, cast.job, cast.rus]
    first = give_consent(cast.sofie, cast.plan, to=[cast.job, None], sources=sources)
    give_consent(cast.sofie, cast.plan, to=[cast.jan], sources=sources, kind="health_consent")
    give_consent(cast.sofie, cast.plan, to=[None, cast.mads], sources=sources, areas=[ECONOMY])
    told = closing_of(cast.plan, [party.pk for party in first.parties.all()])
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=first)
    assert cast.jan.pk in told.still
    for user in cast.everybody:
        after = {
            (goal.section.area_id, goal.section.owner_id) for goal in visible_to(user, Goal.objects.all())
        }
        for places in told.still.get(user.pk, {}).values():
            written = {(g.section.area_id, g.section.owner_id) for g in Goal.objects.all()}
            assert places & written <= after
        assert not told.loses.get(user.pk, frozenset()) & after


def test_who_acts_in_housing_is_told_of_housing_alone(client, cast, jobs_goal, socials_goal):
    own = give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
    beyond = give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job], areas=[HOUSING, ECONOMY])
    client.force_login(cast.anne)
    html = html_of(client.get(reverse("withdraw-consent", args=[cast.plan.pk, own.pk])))
    still = folded(part(html, "stadig"))
    assert "Bolig, skrevet af Beskæftigelse" in still
    assert "Det er der sagt ja til." in still
    assert str(beyond.pk) not in html
    assert "konomi" not in html
