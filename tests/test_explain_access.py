"""explain_access: tells why, agrees with the rule for everybody, and says nothing that is not for operators."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from enplan import clock
from enplan.accounts.models import Department, User
from enplan.demo.scenario.course import read_file
from enplan.demo.scenario.loading import load
from plans.explain import Explanation, explain
from plans.grants import On
from plans.models import Plan, Section
from plans.permissions import plans_as, visible_to
from plans.regrant import regrant
from plans.services.plans import end_plan
from plans.services.team import block_person, end_member
from plans.services.withdrawing import withdraw_ground
from plans.services.words import share_words
from tests.cast import HOUSING, NOW, TODAY, give_consent
from tests.conftest import Cast

SCENARIOS = sorted((Path(__file__).parent / "scenarios").glob("*.yaml"))
INSTANTS = (timedelta(days=-400), timedelta(0), timedelta(days=400))


def told(username: str, plan: Plan) -> str:
    out = StringIO()
    call_command("explain_access", username, str(plan.pk), stdout=out)
    return out.getvalue()


def reasons(explanation: Explanation, section: Section) -> str:
    return next("\n".join(v.because) for v in explanation.verdicts if v.section == section)


def section_of(plan: Plan, area: str, owner: Department | None) -> Section:
    return Section.objects.get(plan=plan, area_id=area, owner=owner)


def check_agrees(user: User, plan: Plan) -> None:
    """Seen as the rule says, and never without a reason, whichever way."""
    explanation = explain(user, plan)
    seen = {verdict.section for verdict in explanation.verdicts if verdict.section and verdict.is_seen}
    assert seen == set(visible_to(user, Section.objects.filter(plan=plan))), user
    assert bool(explanation.standings) == visible_to(user, Plan.objects.filter(pk=plan.pk)).exists(), user
    words = explanation.verdicts[0]
    assert words.is_seen == plans_as(user, On.WORDS).filter(pk=plan.pk).exists(), user
    assert explanation.because, user
    assert all(verdict.because for verdict in explanation.verdicts), (user, explanation)


@pytest.mark.django_db
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_explanation_agrees_with_the_rule_for_everybody_of_a_scenario(path):
    loaded = load(read_file(path))
    User.objects.create_superuser("root", name="Maskinrummet")
    for away in INSTANTS:
        with clock.standing_at(loaded.now + away):
            for user in User.objects.select_related("role", "department"):
                check_agrees(user, loaded.plan)


def test_explanation_agrees_with_the_rule_for_the_cast(cast: Cast, jobs_goal, rus_goal, citizens_goal):
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
    give_consent(cast.sofie, cast.plan, to=[cast.rus, cast.mads], sources=[cast.job])
    withdraw_ground(
        by=cast.sofie,
        plan=cast.plan,
        ground=give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.rus], kind="health_consent"),
    )
    end_member(by=cast.sofie, plan=cast.plan, user=cast.pia)
    block_person(by=cast.sofie, plan=cast.plan, user=cast.rikke)
    share_words(by=cast.rasmus, plan=cast.plan, coordinator_only=True)
    User.objects.filter(pk=cast.anne.pk).update(is_active=False)
    for user in User.objects.select_related("role", "department"):
        check_agrees(user, cast.plan)
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    for user in User.objects.select_related("role", "department"):
        check_agrees(user, cast.plan)


def test_a_member_is_told_which_membership_and_which_consent(cast: Cast, rus_goal):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.rus], kind="health_consent")
    text = told("jan", cast.plan)
    assert "Planen: ses som Fagperson på teamet\n    på teamet fra 5. januar 2026" in text
    assert (
        "Bolig fra Rusmiddelcentret: ses\n"
        "    sundhedsloven § 43 til Beskæftigelse, fra 10. marts 2026 til 10. marts 2027; "
        "på teamet fra 5. januar 2026"
    ) in text
    assert "Bolig fra Beskæftigelse: ses\n    egen afdeling; på teamet fra 5. januar 2026" in text


def test_a_member_is_told_what_is_missing(cast: Cast, rus_goal):
    part = section_of(cast.plan, HOUSING, cast.rus)
    missing = "intet samtykke eller andet grundlag dækker Bolig fra Rusmiddelcentret for Beskæftigelse"
    assert reasons(explain(cast.jan, cast.plan), part) == missing


def test_a_ground_that_nearly_opens_a_part_is_named_with_what_it_lacks(cast: Cast, rus_goal):
    part = section_of(cast.plan, HOUSING, cast.rus)
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.rus])
    assert "dækker ikke det, en sundhedsafdeling har skrevet" in reasons(explain(cast.jan, cast.plan), part)
    ground = give_consent(cast.sofie, cast.plan, to=[cast.jan], sources=[cast.rus], kind="health_consent")
    with clock.standing_at(NOW + timedelta(days=366)):
        assert "til Jan Falk" in reasons(explain(cast.jan, cast.plan), part)
        assert "er udløbet" in reasons(explain(cast.jan, cast.plan), part)
    with clock.standing_at(NOW + timedelta(days=1)):
        withdraw_ground(by=cast.sofie, plan=cast.plan, ground=ground)
        assert "trukket tilbage 11. marts 2026" in reasons(explain(cast.jan, cast.plan), part)


def test_a_part_outside_a_members_areas_is_not_said_to_lack_a_consent_it_has(cast: Cast, socials_goal):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], areas=["economy"])
    part = section_of(cast.plan, "economy", cast.social)
    assert reasons(explain(cast.jan, cast.plan), part) == (
        "Økonomi er ikke blandt de områder, personen arbejder med (Bolig)"
    )


def test_what_a_member_wrote_in_a_part_that_is_closed_now_is_counted(cast: Cast, jobs_goal):
    cast.jan.department = cast.social
    cast.jan.save()
    regrant(cast.plan)
    part = section_of(cast.plan, HOUSING, cast.job)
    verdict = next(v for v in explain(cast.jan, cast.plan).verdicts if v.section == part)
    assert (verdict.is_seen, verdict.written_by_self) == (False, 1)
    assert "dog det, personen selv har skrevet (1)" in told("jan", cast.plan)


@pytest.mark.parametrize(
    ("username", "reason"),
    [
        ("ulla", "er ikke på teamet"),
        ("root", "superbrugere passer maskinen og ser ingen planer"),
        ("grethe", "intet ledelsestilsyn er noteret for personen"),
        ("mads", "intet samtykke, der nævner personen, gælder nu"),
        ("kirsten", "er hverken borgeren, repræsentant eller del af borgerens netværk"),
    ],
)
def test_an_outsider_is_told_of_as_one(cast: Cast, username: str, reason: str):
    text = told(username, cast.plan)
    assert "Planen: findes ikke" in text
    assert reason in text
    assert ": ses\n" not in text


def test_a_blocked_and_a_deactivated_person_are_told_of_as_such(cast: Cast):
    block_person(by=cast.sofie, plan=cast.plan, user=cast.jan)
    assert "spærret for personen" in told("jan", cast.plan)
    User.objects.filter(pk=cast.pia.pk).update(is_active=False)
    assert "lukket og kan ikke logge ind" in told("pia", cast.plan)


def test_the_answer_names_neither_the_citizen_nor_a_number_nor_content(cast: Cast, jobs_goal):
    text = told("jan", cast.plan)
    assert cast.citizen.cpr[:6] not in text
    assert cast.citizen.name not in text
    assert jobs_goal.title not in text


def test_the_plan_is_found_by_its_citizens_username_too(cast: Cast):
    out = StringIO()
    call_command("explain_access", "sofie", "rasmus", stdout=out)
    assert str(cast.plan.pk) in out.getvalue()


@pytest.mark.parametrize("arguments", [("nobody", "rasmus"), ("sofie", "nobody"), ("sofie", str(TODAY))])
def test_what_does_not_exist_is_said_plainly(cast: Cast, arguments: tuple[str, str]):
    with pytest.raises(CommandError, match="Der er ingen"):
        call_command("explain_access", *arguments)


def test_explaining_asks_a_fixed_number_of_queries(cast: Cast, jobs_goal, django_assert_max_num_queries):
    give_consent(cast.sofie, cast.plan, to=[cast.job, cast.jan, None], sources=[cast.rus, cast.social])
    with django_assert_max_num_queries(35):
        explain(cast.jan, cast.plan)
