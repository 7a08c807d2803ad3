"""Names and traces on every address of one plan: what the rule hides stands in no answer, not even as an attribute.

The items themselves are asked about by test_access_truth; here it is what stands round them (design.md, rule 6).
"""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pypdf import PdfReader

from enplan import clock
from plans.models import Goal
from plans.services.goals import add_goal, edit_goal, propose_goal
from plans.services.journal import write_journal
from plans.services.progress import rate
from plans.services.tasks import add_task, add_task_in_area
from plans.services.team import add_member, end_member
from plans.services.withdrawing import withdraw_ground
from plans.services.words import write_words
from tests.cast import CPRS, ECONOMY, HOUSING, NOW, give_consent, make_department, make_employee

SUBSTANCE_USE = "substance_use"


@pytest.fixture
def scene(cast):
    """Jan sees what Socialafdelingen writes in housing; a crisis centre and Rusmiddelcentret are there as well."""
    cast.centre = make_department("Krisecentret Nord")
    cast.vera = make_employee("vera", "Vera Skjold", cast.centre)
    plan = cast.plan
    with clock.standing_at(NOW - timedelta(days=20)):
        gone = make_employee("gustav", "Gustav Fortid", cast.rus)
        add_member(by=cast.sofie, plan=plan, user=gone, areas=[SUBSTANCE_USE])
        add_member(by=cast.sofie, plan=plan, user=cast.ulla, areas=[HOUSING, SUBSTANCE_USE])
        add_member(by=cast.sofie, plan=plan, user=cast.vera, areas=[HOUSING, SUBSTANCE_USE])
        give_consent(
            cast.rasmus,
            plan,
            to=[cast.job, cast.rus, cast.centre, cast.vera, None],
            sources=[cast.social, cast.centre],
            areas=[HOUSING, SUBSTANCE_USE],
        )
        withdrawn = give_consent(cast.rasmus, plan, to=[cast.job], sources=[cast.centre], areas=[HOUSING])
    # Narrowed: what the centre writes is no longer for Jobcentret, what Socialafdelingen writes still is.
    from citizens.models import Ground

    Ground.objects.exclude(pk=withdrawn.pk).get().sources.remove(cast.centre)
    with clock.standing_at(NOW - timedelta(days=10)):
        withdraw_ground(by=cast.rasmus, plan=plan, ground=withdrawn)
        end_member(by=cast.sofie, plan=plan, user=gone)
        shared = add_goal(
            by=cast.sofie, plan=plan, area_id=HOUSING, title="Et sted med plads", responsible=cast.vera
        )
        add_task(by=cast.sofie, goal=shared, title="Se på kortet", responsible=cast.rikke)
        add_goal(by=cast.vera, plan=plan, area_id=HOUSING, title="Hemmelig adresse")
        add_goal(by=cast.rikke, plan=plan, area_id=HOUSING, title="Trappe ned i ro")
        add_task_in_area(by=cast.rikke, plan=plan, area_id=HOUSING, title="Afgive prøve")
        rate(by=cast.rikke, plan=plan, area_id=HOUSING, value=2, note="Urolig nat")
        write_journal(by=cast.rikke, plan=plan, area_id=HOUSING, title="Samtale", text="Blå mærker")
        write_words(by=cast.rasmus, plan=plan, kind="matters", text="At der er ro", seen=0)
        propose_goal(by=cast.rasmus, plan=plan, area_id=HOUSING, title="Kun for mig", is_private=True)
    edit_goal(by=cast.sofie, goal=shared, seen=shared.version, responsible=cast.rikke)
    shared.refresh_from_db()
    edit_goal(by=cast.sofie, goal=shared, seen=shared.version, responsible=cast.sofie)
    cast.shared = shared
    return cast


def addresses_of(plan, **ids) -> Iterator[str]:
    """Every address that takes the plan's id, and those of its shared goal."""
    values = {"plan_id": plan.pk, **ids}
    for name, converters in named(get_resolver().url_patterns):
        if "plan_id" in converters and set(converters) <= set(values):
            yield reverse(name, kwargs={key: values[key] for key in converters})


def named(patterns, before: frozenset[str] = frozenset()) -> Iterator[tuple[str, set[str]]]:
    """Each address by its name, with the names of what it takes."""
    for pattern in patterns:
        takes = before | set(pattern.pattern.converters)
        if isinstance(pattern, URLResolver) and not pattern.namespace:
            yield from named(pattern.url_patterns, takes)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, set(takes)


def answers(user, *addresses) -> dict[str, str]:
    """What each address answers: raw, or a print's text. Those that are not for the person, or only post, left out."""
    client = Client()
    client.force_login(user)
    found = {}
    for address in addresses:
        response = client.get(address)
        if response.status_code == 200:
            content = b"".join(response) if response.streaming else response.content
            found[address] = text_of(content, response.headers["Content-Type"])
    return found


def text_of(content: bytes, kind: str) -> str:
    if kind.startswith("application/pdf"):
        reader = PdfReader(BytesIO(content))
        return " ".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    return content.decode()


HIDDEN_FROM_JAN = (
    "Rikke Brandt",
    "Rusmiddelcentret",
    "Vera Skjold",
    "Krisecentret",
    "Gustav Fortid",
    "Hemmelig adresse",
    "Trappe ned i ro",
    "Afgive prøve",
    "Urolig nat",
    "Blå mærker",
    "Kun for mig",
    "Mads Ager",
    "Anne Ager",
    "Havnegade",
    CPRS[0],
    CPRS[0][6:],
)


DEPARTMENTS = ("Rusmiddelcentret", "Krisecentret")


def chooses(address: str) -> bool:
    """A form in which one chooses among all departments and areas of the municipality: that tells nothing."""
    return address.endswith(("/samtykker/nyt/", "/samtykker/indhentning/", "/deling/", "/indsatser/ny/"))


def test_member_finds_no_name_and_no_trace_of_what_is_closed_to_them(scene):
    everywhere = answers(
        scene.jan,
        "/planer/",
        "/api/v1/plans/",
        *addresses_of(scene.plan, goal_id=scene.shared.pk),
    )
    assert [address for address in everywhere if address.startswith("/planer/")]
    assert "Et sted med plads" in everywhere[f"/planer/{scene.plan.pk}/"]
    leaks = {
        (address, word)
        for address, text in everywhere.items()
        for word in HIDDEN_FROM_JAN
        if word in text and not (word in DEPARTMENTS and chooses(address))
    }
    assert not leaks


def test_member_is_not_told_of_areas_a_consent_names_beside_their_own(scene):
    pages = answers(scene.jan, *addresses_of(scene.plan, goal_id=scene.shared.pk))
    assert any("Ulla Stray" in text for text in pages.values())  # who works with it, and whom he knows
    told = {a for a, text in pages.items() if "rusmidler" in text.lower() or SUBSTANCE_USE in text}
    assert not {address for address in told if not chooses(address)}


def test_network_person_finds_what_the_consent_names_and_nothing_round_it(scene):
    give_consent(scene.rasmus, scene.plan, to=[scene.mads], sources=[scene.social], areas=[HOUSING])
    pages = answers(scene.mads, "/min-del/", f"/api/v1/plans/{scene.plan.pk}/", *addresses_of(scene.plan))
    assert "Et sted med plads" in pages["/min-del/"]
    hidden = [word for word in HIDDEN_FROM_JAN if word != "Mads Ager"] + ["At der er ro", "Jan Falk"]
    assert not {(a, word) for a, text in pages.items() for word in hidden if word in text}


def test_representative_finds_nothing_outside_own_areas(scene):
    add_goal(by=scene.sofie, plan=scene.plan, area_id=ECONOMY, title="Afdrage gælden")
    pages = answers(scene.anne, "/min-plan/", f"/api/v1/plans/{scene.plan.pk}/", *addresses_of(scene.plan))
    assert "Hemmelig adresse" in pages["/min-plan/"]  # she acts for him in housing
    assert not {
        (a, word)
        for a, text in pages.items()
        for word in ("Afdrage gælden", "Gustav Fortid", "Kun for mig", CPRS[0], "Mads Ager")
        if word in text
    }


def test_withheld_goal_is_on_no_page_print_answer_or_log_of_the_citizens(scene):
    goal = add_goal(by=scene.sofie, plan=scene.plan, area_id=HOUSING, title="Underretning om barnet")
    Goal.objects.filter(pk=goal.pk).update(
        withheld_until=NOW + timedelta(days=3), withheld_ground="hensyn", withheld_approved_by=scene.jan
    )
    add_task(by=scene.sofie, goal=goal, title="Tale med skolen")
    for user in (scene.rasmus, scene.anne):
        own = ("/min-plan/", "/min-plan/adgang/", "/min-plan/samtykker/", f"/api/v1/plans/{scene.plan.pk}/")
        pages = answers(user, *own, *addresses_of(scene.plan, goal_id=goal.pk))
        assert pages
        assert not {
            (a, word)
            for a, text in pages.items()
            for word in ("Underretning", "Tale med skolen", str(goal.pk))
            if word in text
        }
