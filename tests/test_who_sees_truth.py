"""“Hvem ser hvad” says of every person and area what the rule does, over real items; and to the coordinator no more."""

from datetime import timedelta
from pathlib import Path

import pytest

from citizens.models import AreaWithdrawal, Ground, GroundKind
from enplan import clock
from enplan.accounts.models import User
from enplan.demo.scenario.course import read_file
from enplan.demo.scenario.loading import load
from enplan.web import danish
from plans.grants import On
from plans.models import (
    Attachment,
    CitizenWords,
    Comment,
    Decision,
    Disagreement,
    DisagreementView,
    Goal,
    JournalNote,
    LeaderQuestion,
    Measure,
    MeetingNote,
    MeetingPoint,
    Misfiling,
    Plan,
    Rating,
    Section,
    Task,
)
from plans.permissions import RULES, own_task_titles, plans_as, visible_to
from plans.reading import read_plan
from plans.regrant import regrant
from plans.services.goals import add_goal, propose_goal
from plans.services.grounds import Party, store_ground
from plans.services.journal import write_journal
from plans.services.plans import end_plan
from plans.services.tasks import add_task
from plans.services.team import add_member, appoint_deputy, block_person, end_member
from plans.services.withdrawing import withdraw_ground
from plans.services.words import share_words, write_words
from plans.who_sees.hindrances import Why
from plans.who_sees.looking_ahead import Lack, closes_soon, missing
from plans.who_sees.people import Kind
from plans.who_sees.whole import who_sees
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent, make_department, make_employee
from tests.conftest import Cast

pytestmark = pytest.mark.django_db

SCENARIOS = sorted((Path(__file__).parent / "scenarios").glob("*.yaml"))
ITEMS = (
    Goal,
    Task,
    Measure,
    Rating,
    JournalNote,
    Attachment,
    Comment,
    Disagreement,
    DisagreementView,
    LeaderQuestion,
    MeetingNote,
    MeetingPoint,
    Decision,
)
INSTANTS = (timedelta(days=-400), timedelta(0), timedelta(days=40), timedelta(days=400))


def fill_every_section(plan, writer):
    """A goal that nothing guards in each section, so that there is something real to see or not."""
    for section in Section.objects.filter(plan=plan):
        Goal.objects.create(section=section, title="Noget", written_by=writer, written_at=clock.now())


def check_every_cell(viewer, plan):
    """Each cell, against real goals, notes, agreements and words; answers how many were open and how many closed."""
    seen = who_sees(read_plan(viewer, plan))
    users = {user.pk: user for user in User.objects.select_related("role")}
    counted = [0, 0]
    for person in seen.people:
        user = users[person.user_id] if person.user_id else None
        for area in seen.areas:
            cell = seen.cell(person, area)
            open_parts = {part.id for part, _ in cell.open}
            assert open_parts | {part.id for part, _ in cell.closed} == {p.id for p in seen.parts[area.pk]}
            for part in seen.parts[area.pk]:
                counted[part.id not in open_parts] += 1
                check_part(viewer, user, part, open_parts, cell)
            if user is not None:
                assert cell.titles == titles_only(user, plan, area, viewer), (viewer, user, area)
        words = CitizenWords.objects.filter(plan=plan)
        reads = user is not None and visible_to(user, words).exists()
        assert (seen.words(person).opening is not None) == reads, (viewer, user)
    return counted


def check_part(viewer, user, part, open_parts, cell):
    others = Goal.objects.filter(section=part.section, is_draft=False, is_private=False, withheld_until=None)
    others = others.exclude(words=Goal.Words.HYPOTHESIS).exclude(written_by=user)
    assert others, "nothing to see or not"
    visible = set(visible_to(user, others)) if user else set()
    assert visible == (set(others) if part.id in open_parts else set()), (user, part)
    if user is not None and part.id not in open_parts:
        rows = [model.objects.filter(section=part.section, written_by=user) for model in ITEMS]
        own = any(visible_to(viewer, visible_to(user, each)).exists() for each in rows if each.exists())
        assert (part.id in cell.wrote) == own, (viewer, user, part)


def titles_only(user, plan, area, viewer):
    """Agreements of which the person sees the title alone, as far as the viewer sees them."""
    rows = Task.objects.filter(section__plan=plan, section__area=area)
    titles = own_task_titles(user, plan).exclude(pk__in=visible_to(user, rows).values("pk"))
    return visible_to(viewer, rows).filter(pk__in=titles.values("pk")).count()


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_cells_agree_with_the_rule_in_every_scenario(path):
    loaded = load(read_file(path))
    writer = User.objects.create_superuser("root", name="Maskinrummet")
    plan = loaded.plan
    with clock.standing_at(loaded.now):
        fill_every_section(plan, writer)
    for away in INSTANTS:
        with clock.standing_at(loaded.now + away):
            for viewer in User.objects.select_related("role"):
                if plans_as(viewer, On.OWN, On.REPRESENT, On.COORDINATE).filter(pk=plan.pk).exists():
                    check_every_cell(viewer, plan)


@pytest.fixture
def everything(cast: Cast):
    """Every way in which something opens, or does not: in force, lapsed, withdrawn, later, refused, health, blocked."""
    people = {}
    people["deputy"] = make_employee("deputy", "Dea Puck", cast.job)
    people["lapsed"] = make_employee("lapsed", "Lasse Udløb", cast.job)
    people["moved"] = make_employee("moved", "Mo Flyt", cast.job)
    people["blocked"] = make_employee("blocked", "Bo Spær", cast.rus)
    yesterday, soon = TODAY - timedelta(days=1), TODAY + timedelta(days=20)
    add_member(by=cast.sofie, plan=cast.plan, user=people["lapsed"], areas=[HOUSING, ECONOMY])
    add_member(by=cast.sofie, plan=cast.plan, user=people["blocked"], areas=[ECONOMY])
    appoint_deputy(
        by=cast.sofie, plan=cast.plan, user=people["deputy"], starts_at=NOW, ends_at=NOW + timedelta(days=9)
    )
    goal = add_goal(by=cast.sofie, plan=cast.plan, area_id=ECONOMY, title="Budget")
    home = add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Bolig")
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Altan")
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=ECONOMY, title="Hemmelig gæld", is_private=True)
    add_task(by=cast.sofie, goal=goal, title="Ring", responsible=cast.jan)
    add_task(by=cast.sofie, goal=goal, title="Hils", responsible_contact=cast.brother)
    add_task(by=cast.sofie, goal=home, title="Flyt", responsible=cast.rikke)
    write_journal(by=cast.rikke, plan=cast.plan, area_id=HOUSING, title="Besøg", text="Stille.")
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Et hus ved vandet", seen=0)
    give_consent(cast.sofie, cast.plan, to=[cast.social, None], sources=[cast.job], until=soon)
    give_consent(cast.sofie, cast.plan, to=[cast.mads], sources=[cast.social])
    give_consent(cast.sofie, cast.plan, to=[cast.sofie], sources=[cast.rus], kind="health_consent")
    withdraw_ground(
        by=cast.sofie,
        plan=cast.plan,
        ground=give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job]),
    )
    with clock.standing_at(NOW - timedelta(days=30)):
        give_consent(
            cast.sofie,
            cast.plan,
            to=[people["lapsed"]],
            sources=[cast.social],
            areas=[HOUSING, ECONOMY],
            until=yesterday,
        )
    give_consent(cast.sofie, cast.plan, to=[people["blocked"]], sources=[cast.social], areas=[ECONOMY])
    supervise(cast)
    add_member(by=cast.sofie, plan=cast.plan, user=people["moved"], areas=[HOUSING])
    add_goal(by=people["moved"], plan=cast.plan, area_id=HOUSING, title="Skrevet, før jeg skiftede afdeling")
    User.objects.filter(pk=people["moved"].pk).update(department=cast.rus)
    end_member(by=cast.sofie, plan=cast.plan, user=cast.pia)
    block_person(by=cast.sofie, plan=cast.plan, user=people["blocked"])
    return people


def supervise(cast):
    """The leader of Beskæftigelse looks at the own department's part for some days."""
    store_ground(
        by=cast.grethe,
        plan=cast.plan,
        ground=Ground(
            citizen=cast.citizen,
            kind=GroundKind.objects.get(pk="supervision"),
            form=Ground.Form.NONE,
            purpose="Tilsyn",
            reason="Stikprøve",
            given_on=TODAY,
            valid_from=NOW,
            valid_until=NOW + timedelta(days=5),
            noted_by=cast.grethe,
            noted_at=NOW,
        ),
        areas=[HOUSING],
        parties=[Party(user=cast.grethe)],
        sources=[cast.job],
    )


@pytest.mark.parametrize("viewer", ["rasmus", "sofie", "anne"])
def test_cells_agree_with_the_rule_for_everybody_at_once(cast: Cast, everything, viewer):
    fill_every_section(cast.plan, cast.root)
    opened, closed = check_every_cell(getattr(cast, viewer), cast.plan)
    assert opened, "nothing was open: the comparison says nothing"
    assert closed, "nothing was closed: the comparison says nothing"


def test_everybody_who_is_let_in_is_told_of(cast: Cast, everything):
    seen = who_sees(read_plan(cast.rasmus, cast.plan))
    let_in = {
        user.pk for user in User.objects.all() if visible_to(user, Plan.objects.filter(pk=cast.plan.pk))
    }
    assert let_in - {cast.rasmus.pk} <= {person.user_id for person in seen.people}


def test_blocked_person_is_told_of_to_nobody(cast: Cast, everything):
    for viewer in (cast.rasmus, cast.sofie, cast.anne):
        seen = who_sees(read_plan(viewer, cast.plan))
        assert everything["blocked"].pk not in {person.user_id for person in seen.people}
        assert cast.pia.pk not in {person.user_id for person in seen.people}  # has left


def test_coordinator_is_not_told_of_parts_they_do_not_know(cast: Cast, everything):
    """Krisecentret has been and gone; what it wrote is open to Jan, and the coordinator has never seen it."""
    crisis = make_department("Krisecentret")
    ida = make_employee("ida", "Ida Ly", crisis)
    add_member(by=cast.sofie, plan=cast.plan, user=ida, areas=["family"])
    add_goal(by=ida, plan=cast.plan, area_id="family", title="Et sikkert sted")
    add_member(by=cast.sofie, plan=cast.plan, user=cast.ulla, areas=["family"])
    give_consent(cast.sofie, cast.plan, to=[cast.ulla], sources=[crisis], areas=["family"])
    end_member(by=cast.sofie, plan=cast.plan, user=ida)
    told = {
        viewer: str(owner)
        for viewer in (cast.rasmus, cast.sofie)
        for parts in who_sees(read_plan(viewer, cast.plan)).parts.values()
        for owner in [part.owner for part in parts]
        if owner == crisis
    }
    assert told == {cast.rasmus: "Krisecentret"}


def test_what_the_citizen_keeps_to_himself_is_no_part_to_others(cast: Cast, everything):
    mine = [p for p in who_sees(read_plan(cast.rasmus, cast.plan)).parts[ECONOMY] if p.owner is None]
    theirs = [p for p in who_sees(read_plan(cast.sofie, cast.plan)).parts[ECONOMY] if p.owner is None]
    assert (len(mine), len(theirs)) == (1, 0)


def test_every_kind_of_thing_in_a_section_is_asked_who_wrote_it():
    """A new kind that stands in sections fails here until `plans.who_sees.writers` and these tests know it."""
    kinds = {model for model in RULES if any(field.name == "section" for field in model._meta.get_fields())}
    assert kinds - {Misfiling} == set(ITEMS)  # the trace of what was taken out is nothing anybody wrote there


def test_what_one_wrote_in_a_closed_part_is_told(cast: Cast, everything):
    seen = who_sees(read_plan(cast.rasmus, cast.plan))
    moved = next(person for person in seen.people if person.user_id == everything["moved"].pk)
    assert [cell.wrote for cell in seen.row(moved) if cell.area.pk == HOUSING] != [frozenset()]


def test_reason_is_the_nearest_one(cast: Cast, everything):
    """Taken back, run out, health, and never asked: each is told as what it is."""
    seen = who_sees(read_plan(cast.rasmus, cast.plan))
    people = {person.user_id: person for person in seen.people}
    areas = {area.pk: area for area in seen.areas}

    def why(user, owner):
        cell = seen.cell(people[user.pk], areas[HOUSING])
        return next(hindrance.why for part, hindrance in cell.closed if part.owner == owner)

    assert why(cast.rikke, cast.job) is Why.WITHDRAWN
    assert why(everything["lapsed"], cast.social) is Why.LAPSED
    assert why(cast.jan, cast.rus) is Why.HEALTH
    assert why(cast.jan, cast.social) is Why.NEVER
    assert seen.cell(people[cast.jan.pk], areas[ECONOMY]).closed[0][1].why is Why.OUTSIDE


def test_ground_withheld_from_the_citizen_is_told_to_the_coordinator_alone(cast: Cast, jobs_goal):
    """Neither that it opens something, nor by way of the dream, nor to who acts for the citizen, before its day."""
    ground = give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job])
    told_at = NOW + timedelta(days=3)
    Ground.objects.filter(pk=ground.pk).update(withheld_until=told_at, withheld_reason="Fare for et barn")
    regrant(cast.plan)
    assert rikke_sees(cast.sofie, cast) == {cast.job.pk, cast.rus.pk, "the dream"}
    for viewer in (cast.rasmus, cast.anne):
        assert rikke_sees(viewer, cast) == {cast.rus.pk}
    with clock.standing_at(told_at):
        assert rikke_sees(cast.rasmus, cast) == {cast.job.pk, cast.rus.pk, "the dream"}


def rikke_sees(viewer, cast):
    """Whose writing about housing Rikke is said to see."""
    seen = who_sees(read_plan(viewer, cast.plan))
    rikke = next(person for person in seen.people if person.user_id == cast.rikke.pk)
    found = {part.section.owner_id for cell in seen.row(rikke) for part, _ in cell.open}
    return found | ({"the dream"} if seen.words(rikke).opening else set())


def test_area_that_was_closed_for_one_is_told_as_closed(cast: Cast, jobs_goal):
    areas = [HOUSING, ECONOMY]
    ground = give_consent(cast.sofie, cast.plan, to=[cast.rus, cast.social], sources=[cast.job], areas=areas)
    party = ground.parties.get(department=cast.rus)
    AreaWithdrawal.objects.create(party=party, area_id=HOUSING, withdrawn_at=NOW, withdrawn_by=cast.rasmus)
    regrant(cast.plan)
    seen = who_sees(read_plan(cast.rasmus, cast.plan))
    rikke = next(person for person in seen.people if person.user_id == cast.rikke.pk)
    cell = next(cell for cell in seen.row(rikke) if cell.area.pk == HOUSING)
    assert {part.owner: missing.why for part, missing in cell.closed}[cast.job] is Why.WITHDRAWN


def test_no_is_told_as_a_no(cast: Cast, jobs_goal):
    ground = give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job])
    Ground.objects.filter(pk=ground.pk).update(decision=Ground.Decision.NO)
    regrant(cast.plan)
    seen = who_sees(read_plan(cast.sofie, cast.plan))
    rikke = next(person for person in seen.people if person.user_id == cast.rikke.pk)
    housing = next(area for area in seen.areas if area.pk == HOUSING)
    reasons = {part.owner: hindrance.why for part, hindrance in seen.cell(rikke, housing).closed}
    assert reasons[cast.job] is Why.REFUSED


def test_closing_soon_follows_the_end_that_comes_first(cast: Cast, everything):
    """The consent to whoever coordinates ends in 20 days; the deputy's own time in 9, and is no consent to renew."""
    lines = closes_soon(who_sees(read_plan(cast.sofie, cast.plan)))
    ends = {
        (person.user_id, danish.day_of(line.at)): line.ground is not None
        for line in lines
        for person in line.people
    }
    assert ends[(cast.sofie.pk, TODAY + timedelta(days=21))] is True
    assert ends[(everything["deputy"].pk, TODAY + timedelta(days=9))] is False
    assert [line.at for line in lines] == sorted(line.at for line in lines)


def test_renewed_consent_does_not_close_soon(cast: Cast, jobs_goal):
    until = TODAY + timedelta(days=5)
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job], until=until)
    assert closes_soon(who_sees(read_plan(cast.sofie, cast.plan)))
    renewed = give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
    Ground.objects.filter(pk=renewed.pk).update(valid_from=clock.end_of(until))
    regrant(cast.plan)
    assert not closes_soon(who_sees(read_plan(cast.sofie, cast.plan)))


def test_what_the_team_lacks(cast: Cast, everything):
    lacks = missing(who_sees(read_plan(cast.sofie, cast.plan)))
    found = {(one.lack, person.user_id) for one in lacks for person in one.people}
    assert (Lack.UNCOVERED, cast.rikke.pk) in found  # the yes to Rusmiddelcentret was taken back
    assert (Lack.TITLES, cast.rikke.pk) in found
    assert (Lack.TITLES, cast.jan.pk) in found
    assert cast.sofie.pk not in {person for lack, person in found if lack is Lack.UNCOVERED}


def test_team_lacks_nothing_when_the_plan_has_ended(cast: Cast, everything):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    cast.plan.refresh_from_db()
    assert not missing(who_sees(read_plan(cast.sofie, cast.plan)))
    fill_every_section(cast.plan, cast.root)
    check_every_cell(cast.rasmus, cast.plan)


def test_narrowed_words_are_read_by_whoever_coordinates_alone(cast: Cast, everything):
    share_words(by=cast.rasmus, plan=cast.plan, coordinator_only=True)
    cast.plan.refresh_from_db()
    seen = who_sees(read_plan(cast.rasmus, cast.plan))
    reading = {person.kind for person in seen.people if seen.words(person).opening}
    assert reading == {Kind.COORDINATOR, Kind.DEPUTY, Kind.REPRESENTATIVE}
