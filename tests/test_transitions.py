"""Transitions: told of in time, begun from a template, and seen by nobody through anything but a task they may read."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from enplan import clock
from enplan.accounts.models import LifeArea
from enplan.audit.models import Change
from plans.lookups.transitions import marks_for
from plans.models import Plan, Task, Transition, TransitionKind
from plans.permissions import own_task_titles, visible_to
from plans.reading import history_of
from plans.services.checks import NotAllowed
from plans.services.handover import accept_handover, offer_handover
from plans.services.tasks import set_task_status
from plans.services.team import add_member, appoint_deputy, block_person
from plans.services.templates import edit_line, edit_template
from plans.services.transitions import begin_transition, cancel_transition, move_transition
from tests.cast import NOW, TODAY, give_consent, make_citizen, make_employee, make_plan
from tests.citizen_pages import folded, html_of
from tests.printing import own_print, pages_of, print_for, text_of

pytestmark = pytest.mark.django_db

EVERYDAY, HEALTH = "everyday", "health"
DISCHARGE = TODAY + timedelta(days=9)


def logged_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def kind(key: str) -> TransitionKind:
    return TransitionKind.objects.get(pk=key)


def sees(user: Any, transition: Transition) -> bool:
    return visible_to(user, Transition.objects.filter(pk=transition.pk)).exists()


@pytest.fixture
def discharge(cast):
    return begin_transition(by=cast.sofie, plan=cast.plan, kind=kind("udskrivelse"), on=DISCHARGE)


@pytest.fixture
def young(cast) -> Plan:
    """Maja, born on 3 November 2008: 17½ on 3 May."""
    with clock.standing_at(clock.now() - timedelta(days=30)):
        return make_plan(cast.sofie, make_citizen(cast.sofie, "maja", "Maja Holm", "6311084017"))


def test_age_is_told_in_time_and_its_checklist_begun_at_one_tap(cast, young):
    client = logged_in(cast.sofie)
    begin = reverse("transition-begin", args=[young.pk, "17-et-halvt"])
    page = html_of(client.get(reverse("workspace", args=[young.pk])))
    assert "Maja fylder 17½ år 3. maj." in page
    assert begin in page
    assert client.post(begin).status_code == 303
    transition = Transition.objects.get(plan=young)
    assert (transition.on, transition.name) == (date(2026, 5, 3), "17½ år")
    lines = list(transition.tasks.all())
    assert [line.due_on for line in lines][:3] == [TODAY, date(2026, 4, 3), date(2026, 5, 3)]
    assert sum(line.responsible_is_citizen for line in lines) == 1
    assert client.post(begin).status_code == 422  # nobody begins it twice
    assert begin not in html_of(client.get(reverse("workspace", args=[young.pk])))


def test_citizen_far_from_the_ages_costs_no_query(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert marks_for(cast.plan) == []


def test_changed_template_changes_no_checklist_that_has_begun(cast, discharge):
    before = [(task.title, task.due_on) for task in discharge.tasks.all()]
    template = kind("udskrivelse")
    edit_template(by=cast.adam, template=template, seen=1, name="Hjem igen", age_months=None, days_ahead=0)
    for line in template.lines.all():
        edit_line(by=cast.adam, line=line, seen=1, text="Noget andet", days=100)
    discharge.refresh_from_db()
    assert discharge.name == "Udskrivelse"
    assert [(task.title, task.due_on) for task in discharge.tasks.all()] == before


def test_discharge_is_told_to_nobody_who_reads_none_of_its_tasks(cast, discharge):
    assert sees(cast.rasmus, discharge)
    assert sees(cast.sofie, discharge)
    for user in (cast.jan, cast.pia, cast.rikke, cast.ulla, cast.anne, cast.mads, cast.grethe, cast.kirsten):
        assert not sees(user, discharge), user
        assert not own_task_titles(user, cast.plan).exists()
    add_member(by=cast.sofie, plan=cast.plan, user=cast.ulla, areas=[EVERYDAY])
    assert not sees(cast.ulla, discharge)
    give_consent(cast.rasmus, cast.plan, to=[cast.job, cast.mads], sources=[cast.social], areas=[EVERYDAY])
    assert sees(cast.ulla, discharge)
    assert not sees(cast.jan, discharge)  # the same department, another area
    assert visible_to(cast.mads, discharge.tasks.all()).exists()
    assert not sees(cast.mads, discharge)
    page = html_of(logged_in(cast.ulla).get(reverse("transitions", args=[cast.plan.pk])))
    assert "0 af 2 er gjort" in page  # of four: what she does not read is not counted
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.ulla)
    assert not sees(cast.ulla, discharge)


def test_checklist_is_given_to_somebody_only_where_they_read_it_already(cast):
    nurse = make_employee("bo", "Bo Krag", cast.rus)
    add_member(by=cast.sofie, plan=cast.plan, user=nurse, areas=[HEALTH])
    begin = {"by": cast.sofie, "plan": cast.plan, "kind": kind("udskrivelse"), "on": DISCHARGE}
    line = begin_transition(**begin).tasks.get(title__startswith="Aftale med afsnittet")
    assert line.responsible is None
    give_consent(cast.rasmus, cast.plan, to=[cast.rus], sources=[cast.social], areas=[HEALTH])
    line = begin_transition(**begin).tasks.get(title__startswith="Aftale med afsnittet")
    assert line.responsible == nurse


def test_new_coordinator_knows_of_ages_and_not_of_a_discharge(cast, young):
    of_age = begin_transition(by=cast.sofie, plan=young, kind=kind("17-et-halvt"))
    leaving = begin_transition(by=cast.sofie, plan=young, kind=kind("udskrivelse"), on=DISCHARGE)
    offer_handover(by=cast.sofie, plan=young, to=cast.jan)
    accept_handover(by=cast.jan, plan=young)
    assert sees(cast.jan, of_age)
    assert not sees(cast.jan, leaving)
    assert sees(cast.sofie, leaving)  # a member still, and who began it
    give_consent(cast.sofie, young, to=[None], sources=[cast.social], areas=[HEALTH])
    assert sees(cast.jan, leaving)


def test_another_day_moves_what_is_open(cast, discharge):
    first, *others = discharge.tasks.order_by("due_on")
    set_task_status(by=cast.sofie, task=first, seen=1, status=Task.Status.DONE)
    move_transition(by=cast.sofie, transition=discharge, seen=1, on=DISCHARGE + timedelta(days=7))
    for task in others:
        assert Task.objects.get(pk=task.pk).due_on == task.due_on + timedelta(days=7)
    assert Task.objects.get(pk=first.pk).due_on == first.due_on
    for wrong in (None, DISCHARGE + timedelta(days=4000)):
        with pytest.raises(ValidationError):
            move_transition(by=cast.sofie, transition=discharge, seen=2, on=wrong)


def test_what_was_taken_off_the_plan_is_in_the_history_alone(cast, discharge):
    cancel_transition(by=cast.sofie, transition=discharge, seen=1)
    assert not sees(cast.sofie, discharge)
    assert not sees(cast.rasmus, discharge)
    assert {task.status for task in discharge.tasks.all()} == {Task.Status.CANCELLED}
    for user, told in ((cast.sofie, True), (cast.rasmus, True), (cast.jan, False), (cast.anne, False)):
        lines: Any = history_of(user, cast.plan).filter(thing="transition")
        assert lines.exists() is told, user
    assert Change.objects.filter(thing="transition", field="cancelled_at").count() == 1


def test_only_who_coordinates_begins_a_transition(cast, discharge):
    for user in (cast.jan, cast.pia, cast.rikke, cast.rasmus, cast.anne, cast.grethe, cast.root):
        with pytest.raises(NotAllowed):
            begin_transition(by=user, plan=cast.plan, kind=kind("pension"), on=TODAY)
        with pytest.raises(NotAllowed):
            cancel_transition(by=user, transition=discharge, seen=1)
    address = reverse("transition-begin", args=[cast.plan.pk, "pension"])
    assert logged_in(cast.jan).post(address).status_code == 403
    assert logged_in(cast.sofie).post(address, {"on": ""}).status_code == 422
    theirs = reverse("transition-edit", args=[cast.kirstens_plan.pk, discharge.pk])
    assert logged_in(cast.sofie).get(theirs).status_code == 404


def test_citizen_reads_what_changes_and_how_far_it_is(cast, discharge):
    set_task_status(by=cast.sofie, task=discharge.tasks.all()[0], seen=1, status=Task.Status.DONE)
    page = html_of(logged_in(cast.rasmus).get(reverse("min-plan")))
    assert "Udskrivelse" in page
    assert "1 af 4 ting er på plads" in page
    assert "Udskrivelse" not in html_of(logged_in(cast.anne).get(reverse("min-plan")))


def test_deputy_gives_the_coordinator_no_line_in_a_part_that_is_closed_to_them(cast):
    deputy = make_employee("karen", "Karen Vig", cast.job)
    week = {"starts_at": NOW, "ends_at": NOW + timedelta(days=7)}
    appoint_deputy(by=cast.sofie, plan=cast.plan, user=deputy, **week)
    begin = {"by": deputy, "plan": cast.plan, "kind": kind("pension"), "on": DISCHARGE}
    begun = begin_transition(**begin)
    assert {line.responsible for line in begun.tasks.all()} & {deputy, cast.sofie} == {deputy}
    assert not own_task_titles(cast.sofie, cast.plan).exists()
    assert not sees(cast.sofie, begun)
    every_area = list(LifeArea.objects.values_list("pk", flat=True))
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job], areas=every_area)
    opened = begin_transition(**begin)
    assert cast.sofie in {line.responsible for line in opened.tasks.all()}


def api_of(user: Any, plan: Plan) -> list[dict[str, Any]]:
    answer: Any = logged_in(user).get(reverse("api-plan", args=[plan.pk]))
    found: list[dict[str, Any]] = answer.json()["transitions"]
    return found


def test_api_has_the_transitions_with_the_steps_that_each_reads(cast, discharge):
    (everything,) = api_of(cast.sofie, cast.plan)
    assert (everything["name"], everything["on"]) == ("Udskrivelse", DISCHARGE.isoformat())
    assert set(everything["tasks"]) == {str(step.pk) for step in discharge.tasks.all()}
    assert api_of(cast.jan, cast.plan) == []
    add_member(by=cast.sofie, plan=cast.plan, user=cast.ulla, areas=[EVERYDAY])
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social], areas=[EVERYDAY])
    (some,) = api_of(cast.ulla, cast.plan)
    assert set(some["tasks"]) == {str(step.pk) for step in discharge.tasks.filter(section__area=EVERYDAY)}
    assert len(some["tasks"]) == 2
    cancel_transition(by=cast.sofie, transition=discharge, seen=1)
    assert api_of(cast.sofie, cast.plan) == []


def test_print_has_the_transition_on_its_first_page_and_the_steps_each_reads(cast, discharge):
    steps = [step.title for step in discharge.tasks.all()]
    set_task_status(by=cast.sofie, task=discharge.tasks.all()[0], seen=1, status=Task.Status.DONE)
    first, *others = pages_of(print_for(cast.sofie, cast.plan))
    assert "Det skifter" in first
    assert "Udskrivelse, 19. marts · 1 af 4 er gjort" in folded(first)
    whole = folded(" ".join(others))
    for title in steps:
        assert whole.count(folded(title)) == 1, title  # with its checklist, not in its area as well
    for reader in (cast.jan, cast.rikke):
        assert "Udskrivelse" not in text_of(print_for(reader, cast.plan))
    add_member(by=cast.sofie, plan=cast.plan, user=cast.ulla, areas=[EVERYDAY])
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social], areas=[EVERYDAY])
    theirs = folded(text_of(print_for(cast.ulla, cast.plan)))
    assert "af 2 er gjort" in theirs
    closed = [step.title for step in discharge.tasks.exclude(section__area=EVERYDAY)]
    assert closed
    for title in closed:
        assert folded(title) not in theirs
    assert "Udskrivelse" in text_of(own_print(cast.rasmus))


def test_step_kept_from_the_citizen_is_not_counted_on_the_page_that_lies_open(cast, discharge):
    step = discharge.tasks.all()[0]
    later = clock.now() + timedelta(days=5)
    Task.objects.filter(pk=step.pk).update(
        withheld_until=later, withheld_ground="Lov", withheld_approved_by=cast.grethe
    )
    first, *others = pages_of(print_for(cast.sofie, cast.plan))
    assert "0 af 3 er gjort" in folded(first)
    assert folded(step.title) not in folded(first)
    assert "Vises ikke for borgeren" in folded(" ".join(others))
    assert "0 af 3 ting er på plads" in html_of(logged_in(cast.rasmus).get(reverse("min-plan")))
