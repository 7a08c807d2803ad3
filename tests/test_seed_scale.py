"""The made-up country: right proportions, nobody real, the same for the same seed, and granted as the rule says."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, Q

from citizens.cpr import born_on
from citizens.models import Citizen, Ground
from enplan.accounts.models import User
from enplan.audit.models import Change, Look
from enplan.demo.scale.load import NotEmpty, add_course, load_country
from enplan.demo.scale.names import cpr_of
from enplan.demo.scale.organisation import country, municipality
from enplan.demo.scale.rows import CHANGES, LOOKS, SECTION_GRANTS, Rows
from enplan.demo.scale.world import world_of
from plans.models import (
    FollowUp,
    Goal,
    JournalNote,
    Measure,
    Plan,
    PlanGrant,
    Rating,
    Section,
    SectionGrant,
    SubGoal,
    Task,
    TeamMember,
)
from plans.regrant import regrant

pytestmark = pytest.mark.django_db

PLANS = 60


@pytest.fixture
def world(db):
    return world_of(seed=7, plans=PLANS)


@pytest.fixture
def loaded(world):
    load_country(world)
    return world


def grants():
    return {
        model: set(
            model.every.values_list("pk", "user", "permission", "content_object", "valid_from", "valid_until")
        )
        for model in (PlanGrant, SectionGrant)
    }


@pytest.mark.smoke
def test_regrant_changes_nothing_in_a_loaded_country(loaded):
    before = grants()
    for plan in Plan.objects.all():
        regrant(plan)
    assert grants() == before
    assert len(before[SectionGrant]) > 20 * PLANS


def test_country_has_what_makes_plans_differ(loaded):
    now = loaded.now
    assert Ground.objects.filter(kind="sharing_consent", valid_until__gt=now, withdrawn_at=None).exists()
    assert Ground.objects.filter(valid_until__lte=now).exists()
    assert Ground.objects.filter(withdrawn_at__isnull=False).exists()
    assert Ground.objects.filter(parties__withdrawn_at__isnull=False).exists()
    assert Ground.objects.filter(kind="health_consent").exists()
    assert Ground.objects.filter(kind="providers").exists()
    assert Plan.objects.filter(ended_at__isnull=False).exists()
    assert TeamMember.objects.filter(ends_at__lte=now).exists()
    assert Goal.objects.filter(section__owner=None).exists()
    assert SubGoal.objects.exists()
    assert Measure.objects.exclude(follow_ups=None).exists()
    assert JournalNote.objects.exists()
    assert Look.objects.exists()


def test_country_has_realistic_proportions(loaded):
    assert Plan.objects.count() == PLANS
    items = Counter(
        plan
        for model, path in ((Goal, "section__plan"), (Task, "section__plan"), (Rating, "plan"))
        for plan in model.objects.values_list(path, flat=True)
    )
    assert 6 <= sum(items.values()) / PLANS <= 10
    teams = Plan.objects.annotate(team=Count("members__user", distinct=True)).values_list("team", flat=True)
    assert 4 <= sum(teams) / PLANS <= 6
    assert 3 <= min(teams) <= max(teams) <= 7
    written = Section.objects.filter(
        Q(goals__isnull=False) | Q(tasks__isnull=False) | Q(ratings__isnull=False)
    )
    assert 2.5 <= written.distinct().count() / PLANS <= 6
    assert Change.objects.count() > 15 * PLANS


def test_every_coordinator_has_forty_plans(world):
    place = municipality(world, 1, 200)
    coordinators = Counter(
        add_course(world, place, number, Rows()).plan.created_by_id for number in range(200)
    )
    assert set(coordinators.values()) == {40}


def test_items_are_what_a_form_would_accept(loaded):
    for model in (
        Goal,
        Task,
        SubGoal,
        Measure,
        FollowUp,
        Rating,
        JournalNote,
        Ground,
        TeamMember,
        Citizen,
        User,
    ):
        for row in model.objects.all()[:30]:
            row.full_clean(exclude=["password", "section"])  # an overall rating stands in no section


def test_cpr_numbers_are_replacement_numbers_and_nobody_shares_one():
    numbers = [cpr_of(number) for number in range(110_000)]
    assert len(set(numbers)) == len(numbers)
    assert all(int(number[:2]) > 60 and 1940 <= born_on(number).year <= 2007 for number in numbers[::97])


def test_municipality_is_the_same_for_the_same_seed_at_every_size(world):
    def course(plans, seed):
        rows = Rows()
        larger = world_of(seed=seed, plans=plans)
        add_course(larger, municipality(larger, 1, 1000), 5, rows)
        return {table: rows.lines[table] for table in (SECTION_GRANTS, CHANGES, LOOKS)}

    assert course(1000, 7) == course(110_000, 7)
    assert course(1000, 7) != course(1000, 8)


def test_municipalities_have_different_people(world):
    rows = [Rows(), Rows()]
    names = [
        add_course(world, municipality(world, number, 1000), 5, rows[number - 1]).citizen for number in (1, 2)
    ]
    assert names[0].name != names[1].name
    assert names[0].cpr != names[1].cpr


def test_country_is_made_of_full_municipalities_and_a_rest(db):
    assert [place.size for place in country(world_of(seed=1, plans=2050))] == [1000, 1000, 50]


def test_command_loads_and_tells_how_far_it_is(db, capsys):
    call_command("seed_scale", plans=3, seed=2, on="today")
    assert "3 of 3 plans" in capsys.readouterr().out
    assert Citizen.objects.count() == 3


def test_country_is_not_loaded_beside_others(loaded):
    with pytest.raises(NotEmpty):
        load_country(loaded)
    with pytest.raises(CommandError, match="empty"):
        call_command("seed_scale", plans=3)


def test_command_refuses_production(db, settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("seed_scale", plans=3)
    assert not Citizen.objects.exists()


@pytest.mark.postgres
def test_large_country_gets_its_indexes_and_references_back(world):
    before = schema()
    load_country(world, makes_indexes_afterwards=True)
    assert schema() == before
    assert len(before) > 100
    assert Plan.objects.count() == PLANS


def schema():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'")
        found = set(cursor.fetchall())
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        )
        return found | set(cursor.fetchall())
