"""Disagreement: views side by side, each written by the one who holds it and read only where both may be read."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from enplan.audit.models import Change
from enplan.audit.versions import Conflict
from plans.models import Disagreement, DisagreementView, Goal, Settlement, UnsavedForm
from plans.permissions import visible_to
from plans.reading import history_of
from plans.services.checks import NotAllowed, PlanEnded
from plans.services.disagreements import edit_view, raise_disagreement, settle_disagreement, write_view
from plans.services.goals import propose_goal
from plans.services.measures import add_measure
from plans.services.misfilings import take_out
from plans.services.plans import end_plan
from plans.services.private_marks import keep_private
from plans.services.withdrawing import withdraw_ground
from tests.cast import ECONOMY, HOUSING, TODAY, give_consent
from tests.citizen_pages import html_of
from tests.printing import text_of
from tests.typed import form_on, type_in

pytestmark = pytest.mark.django_db

JANS, RIKKES, OWN = "Praktik først", "Ro først", "Først bolig, så arbejde"


@pytest.fixture
def shared(cast):
    """Beskæftigelse's part is open to Socialafdelingen and Rusmiddelcentret; nobody reads the health department."""
    return give_consent(cast.rasmus, cast.plan, to=[cast.social, cast.rus], sources=[cast.job])


@pytest.fixture
def disagreement(cast, shared, jobs_goal):
    raised = raise_disagreement(by=cast.jan, plan=cast.plan, about=jobs_goal, text=JANS)
    write_view(by=cast.rikke, disagreement=raised, text=RIKKES)
    write_view(by=cast.rasmus, disagreement=raised, text=OWN)
    return raised


def read_by(user):
    return {view.text for view in visible_to(user, DisagreementView.objects.all())}


def test_each_reads_the_views_of_those_whose_writing_they_read_there(cast, disagreement):
    assert read_by(cast.rasmus) == read_by(cast.anne) == {JANS, RIKKES, OWN}
    assert read_by(cast.sofie) == {JANS, OWN}  # what the health department wrote needs another ground
    assert read_by(cast.rikke) == {JANS, RIKKES, OWN}
    assert read_by(cast.jan) == {JANS}
    assert read_by(cast.ulla) == read_by(cast.grethe) == read_by(cast.mads) == read_by(cast.root) == set()


def test_network_person_who_sees_the_goal_sees_no_disagreement(cast, disagreement, jobs_goal):
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job])
    assert visible_to(cast.mads, Goal.objects.filter(pk=jobs_goal.pk)).exists()
    assert read_by(cast.mads) == set()
    assert not visible_to(cast.mads, Disagreement.objects.all()).exists()
    assert not visible_to(cast.mads, Change.objects.filter(thing="disagreementview")).exists()


def test_who_reads_no_view_does_not_learn_that_there_is_a_disagreement(cast, shared, jobs_goal):
    raise_disagreement(by=cast.rikke, plan=cast.plan, about=jobs_goal, text=RIKKES)
    assert not visible_to(cast.jan, Disagreement.objects.all()).exists()
    assert not history_of(cast.jan, cast.plan).filter(thing__startswith="disagreement").exists()
    assert visible_to(cast.rasmus, Disagreement.objects.all()).exists()


def test_what_it_is_about_closes_the_views_of_it_but_not_ones_own(cast, shared, disagreement):
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=shared)
    assert read_by(cast.rikke) == {RIKKES}
    assert read_by(cast.sofie) == set()
    assert read_by(cast.rasmus) == {JANS, RIKKES, OWN}


def test_nobody_writes_anothers_view(cast, disagreement):
    own = DisagreementView.objects.get(text=OWN)
    for other in (cast.anne, cast.rikke, cast.sofie):
        with pytest.raises(NotAllowed):
            edit_view(by=other, view=own, seen=own.version, text="Han mener noget andet")
    with pytest.raises(ValidationError, match="allerede"):
        write_view(by=cast.rasmus, disagreement=disagreement, text="En gang til")
    acting = write_view(by=cast.anne, disagreement=disagreement, text="Han er bange for at flytte")
    assert acting.is_by_representative
    own.refresh_from_db()
    assert own.text == OWN


def test_a_stale_view_is_a_conflict_and_the_history_keeps_both(cast, disagreement):
    view = DisagreementView.objects.get(text=JANS)
    edit_view(by=cast.jan, view=view, seen=view.version, text="Praktik i det små")
    with pytest.raises(Conflict):
        edit_view(by=cast.jan, view=view, seen=view.version, text="Noget tredje")
    texts = history_of(cast.sofie, cast.plan, [view.pk]).values_list("before", "after")
    assert set(texts) == {(JANS, "Praktik i det små"), ("", JANS)}
    assert not history_of(cast.jan, cast.plan).filter(after=RIKKES).exists()


def test_a_goal_that_is_not_shown_is_not_disagreed_about(cast, citizens_goal):
    Goal.objects.filter(pk=citizens_goal.pk).update(is_private=True)
    citizens_goal.refresh_from_db()
    with pytest.raises(ValidationError, match="ikke vist"):
        raise_disagreement(by=cast.rasmus, plan=cast.plan, about=citizens_goal, text="?")


def test_a_disagreement_about_an_area_stands_in_the_part_of_who_raised_it(cast, shared):
    raised = raise_disagreement(by=cast.jan, plan=cast.plan, area_id=HOUSING, text=JANS)
    assert (raised.section.owner, raised.section.area_id) == (cast.job, HOUSING)
    with pytest.raises(NotAllowed):
        raise_disagreement(by=cast.jan, plan=cast.plan, area_id=ECONOMY, text=JANS)
    with pytest.raises(NotAllowed):
        raise_disagreement(by=cast.anne, plan=cast.plan, area_id=ECONOMY, text=OWN)
    raise_disagreement(by=cast.rasmus, plan=cast.plan, area_id=ECONOMY, text=OWN)
    assert read_by(cast.jan) == {JANS}
    assert read_by(cast.sofie) == {JANS, OWN}


def test_a_settled_disagreement_is_written_in_no_more(cast, disagreement):
    with pytest.raises(NotAllowed):
        settle_disagreement(by=cast.rikke, disagreement=disagreement, how="agreed", text="Ja")
    with pytest.raises(ValidationError, match="enige om"):
        settle_disagreement(by=cast.sofie, disagreement=disagreement, how="agreed", text=" ")
    with pytest.raises(ValidationError, match="endte"):
        settle_disagreement(by=cast.sofie, disagreement=disagreement, how="leader", text="Ja")
    settle_disagreement(by=cast.sofie, disagreement=disagreement, how="still", text="")
    view = DisagreementView.objects.get(text=JANS)
    disagreement.refresh_from_db()
    for attempt in (
        lambda: edit_view(by=cast.jan, view=view, seen=view.version, text="Nej"),
        lambda: write_view(by=cast.sofie, disagreement=disagreement, text="Nej"),
        lambda: settle_disagreement(by=cast.sofie, disagreement=disagreement, how="agreed", text="Nej"),
    ):
        with pytest.raises(ValidationError, match="afsluttet"):
            attempt()
    settled = Settlement.objects.get()
    assert visible_to(cast.rasmus, Settlement.objects.all()).get() == settled
    assert not visible_to(cast.mads, Settlement.objects.all()).exists()


def test_nothing_is_written_when_the_plan_has_ended(cast, disagreement):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    with pytest.raises(PlanEnded):
        write_view(by=cast.anne, disagreement=disagreement, text="For sent")


def test_what_a_view_said_while_the_goal_was_not_shared_stays_with_its_writer(cast):
    goal = propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Et sted med have")
    raised = raise_disagreement(by=cast.rasmus, plan=cast.plan, about=goal, text="Ingen hører mig")
    keep_private(by=cast.rasmus, thing=goal, seen=goal.version, is_private=True)
    view = raised.views.get()
    for text in ("Kun for mig selv", OWN):
        view = edit_view(by=cast.rasmus, view=view, seen=view.version, text=text)
    goal.refresh_from_db()
    keep_private(by=cast.rasmus, thing=goal, seen=goal.version, is_private=False)
    assert OWN in read_by(cast.sofie)
    lines = history_of(cast.sofie, cast.plan).filter(thing="disagreementview")
    assert "Kun for mig selv" not in str(list(lines.values_list("before", "after")))
    mine = history_of(cast.rasmus, cast.plan).filter(thing="disagreementview", after="Kun for mig selv")
    assert mine.exists()


@pytest.fixture
def about_measure(cast, shared):
    """Jan and Rikke see Rasmus' support in two ways, and so does he."""
    measure = add_measure(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Bostøtte", starts_on=TODAY)
    raised = raise_disagreement(by=cast.jan, plan=cast.plan, about=measure, text=JANS)
    write_view(by=cast.rikke, disagreement=raised, text=RIKKES)
    write_view(by=cast.rasmus, disagreement=raised, text=OWN)
    return raised


def test_a_disagreement_about_a_measure_is_read_as_one_about_a_goal(cast, shared, about_measure):
    assert about_measure.section == about_measure.measure.section
    assert read_by(cast.rasmus) == read_by(cast.rikke) == {JANS, RIKKES, OWN}
    assert read_by(cast.sofie) == {JANS, OWN}
    assert read_by(cast.jan) == {JANS}
    give_consent(cast.rasmus, cast.plan, to=[cast.mads], sources=[cast.job])
    assert read_by(cast.mads) == read_by(cast.ulla) == read_by(cast.root) == set()
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=shared)
    assert read_by(cast.rikke) == {RIKKES}
    assert read_by(cast.sofie) == set()


def test_a_measure_that_stood_on_the_wrong_citizen_takes_its_disagreement_with_it(cast, about_measure):
    take_out(by=cast.jan, thing=about_measure.measure)
    for user in cast.everybody:
        assert read_by(user) == set(), user.username
        assert not visible_to(user, Disagreement.objects.all()).exists(), user.username


def test_a_measure_that_is_a_draft_is_not_disagreed_about(cast):
    draft = add_measure(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Kladde", starts_on=TODAY, is_draft=True
    )
    with pytest.raises(ValidationError, match="ikke vist"):
        raise_disagreement(by=cast.jan, plan=cast.plan, about=draft, text=JANS)


def test_a_disagreement_is_about_one_thing(cast, about_measure, jobs_goal):
    with pytest.raises(IntegrityError), transaction.atomic():
        Disagreement.objects.filter(pk=about_measure.pk).update(goal=jobs_goal)


def test_a_disagreement_about_a_measure_stands_at_the_measure_on_print_and_in_the_api(
    client, cast, about_measure
):
    measure, plan = about_measure.measure, cast.plan.pk
    own = reverse("dispute", args=[plan, about_measure.pk])
    client.force_login(cast.sofie)
    for page in (reverse("workspace", args=[plan]), reverse("workspace-measure", args=[plan, measure.pk])):
        html = html_of(client.get(page))
        assert html.count(f'href="{own}"') == 1, page
    assert "Vi er uenige om: Bostøtte" in " ".join(html_of(client.get(own)).split())
    assert JANS in text_of(client.get(f"/planer/{plan}/pdf/"))
    (told,) = client.get(reverse("api-plan", args=[plan])).json()["disagreements"]
    assert (told["measure"], told["goal"]) == (str(measure.pk), None)
    client.force_login(cast.rasmus)
    html = html_of(client.get(reverse("min-plan")))
    assert reverse("min-plan-dispute", args=[plan, about_measure.pk]) in html
    assert reverse("min-plan-dispute-measure", args=[plan, measure.pk]) not in html  # there is one already


@pytest.mark.parametrize(
    ("who", "name"), [("jan", "dispute-measure-new"), ("rasmus", "min-plan-dispute-measure")]
)
def test_a_view_of_a_measure_that_is_typed_and_not_saved_is_found_again_and_then_saved(
    client, cast, who, name
):
    measure = add_measure(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Bostøtte", starts_on=TODAY)
    client.force_login(getattr(cast, who))
    page = reverse(name, args=[cast.plan.pk, measure.pk])
    type_in(client, page, text="Halvt skrevet")
    typed = form_on(client.get(page))
    assert typed["text"] == "Halvt skrevet"
    assert client.post(page, typed).status_code in (302, 303)
    assert DisagreementView.objects.get().text == "Halvt skrevet"
    assert not UnsavedForm.objects.exists()


def test_every_form_for_a_view_keeps_what_is_typed(client, cast, disagreement, jobs_goal):
    plan, one = cast.plan.pk, disagreement.pk
    staff = {
        cast.sofie: [
            reverse("dispute-goal-new", args=[plan, jobs_goal.pk]),
            reverse("dispute-new", args=[plan]),
            reverse("dispute-view", args=[plan, one]),
            reverse("dispute-settle", args=[plan, one]),
        ],
        cast.jan: [reverse("dispute-view", args=[plan, one])],  # the one he has written already
        cast.rasmus: [
            reverse("min-plan-dispute-new", args=[plan]),
            reverse("min-plan-dispute", args=[plan, one]),
            reverse("min-plan-dispute-goal", args=[plan, jobs_goal.pk]),
        ],
    }
    for user, pages in staff.items():
        client.force_login(user)
        for page in pages:
            type_in(client, page, text=f"Halvt skrevet {page}")
            assert form_on(client.get(page))["text"] == f"Halvt skrevet {page}", page
            assert UnsavedForm.objects.filter(user=user).exists()


def test_a_view_typed_while_the_disagreement_was_settled_comes_back_to_its_writer(client, cast, disagreement):
    client.force_login(cast.sofie)
    page = reverse("dispute-view", args=[cast.plan.pk, disagreement.pk])
    typed = type_in(client, page, text="Jeg nåede det ikke")
    settle_disagreement(by=cast.sofie, disagreement=disagreement, how="still", text="")
    answer = client.post(page, typed)
    assert answer.status_code == 422
    assert "Jeg nåede det ikke" in html_of(answer)
    assert "Jeg nåede det ikke" in html_of(client.get(reverse("own-unsaved")))
