"""Taking back the last change: with what the history holds, by who made it, while nobody has changed it since."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Change
from plans.models import Goal, Rating
from plans.permissions import visible_to
from plans.services.checks import NotAllowed
from plans.services.comments import mark_comment_read, write_comment
from plans.services.goals import edit_goal, propose_goal, take_up_proposal
from plans.services.progress import rate, rate_as_told
from plans.services.taking_back import take_back
from tests.cast import HOUSING, NOW, give_consent
from tests.citizen_pages import html_of
from tests.printing import logged_in
from tests.typed import form_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(client, cast, jobs_goal):
    """Jan has just changed a goal: the plan's page, and where that is taken back."""
    client.force_login(cast.jan)
    page = reverse("workspace-goal-edit", args=[cast.plan.pk, jobs_goal.pk])
    with clock.standing_at(NOW + timedelta(minutes=1)):
        form = form_on(client.get(page)) | {"title": "Et nyt mål", "due_on": "1/6", "expected": "2"}
        html = html_of(client.get(client.post(page, form)["Location"]))
    assert "Målet er gemt." in html
    return re.findall(r'action="(/planer/[^"]*/fortryd/[^"]*)"', html)[0]


def test_last_change_is_taken_back_as_a_new_one(client, jobs_goal, saved):
    with clock.standing_at(NOW + timedelta(minutes=2)):
        assert client.post(saved).status_code == 303
    jobs_goal.refresh_from_db()
    assert (jobs_goal.title, jobs_goal.due_on, jobs_goal.expected) == (
        "Finde et værelse med plads til hund",
        None,
        None,
    )
    titles = Change.objects.filter(thing_id=jobs_goal.pk, field="title").order_by("at")
    assert [change.after for change in titles][1:] == ["Et nyt mål", "Finde et værelse med plads til hund"]


def test_change_that_a_colleague_has_changed_since_shows_both(client, cast, jobs_goal, saved):
    with clock.standing_at(NOW + timedelta(minutes=2)):
        edit_goal(by=cast.jan, goal=jobs_goal, seen=2, title="Noget helt tredje")
        answer = client.post(saved)
    assert answer.status_code == 409
    html = html_of(answer)
    assert "Noget helt tredje" in html
    again = form_on(answer)
    assert again["title"] == "Finde et værelse med plads til hund"
    jobs_goal.refresh_from_db()
    assert jobs_goal.title == "Noget helt tredje"


def test_nobody_takes_back_anothers_change_nor_one_that_is_not_the_last(client, cast, jobs_goal, saved):
    client.force_login(cast.pia)
    assert client.post(saved).status_code == 404
    client.force_login(cast.jan)
    first = Change.objects.get(thing_id=jobs_goal.pk, field="title", before="")
    address = reverse("workspace-undo", args=[cast.plan.pk, first.pk])
    for answer in (client.get(address), client.post(address)):
        assert "Der er ændret i det siden" in html_of(answer)
    assert answer.status_code == 409


def test_change_is_told_before_it_is_taken_back_and_not_after_an_hour(client, saved, jobs_goal):
    with clock.standing_at(NOW + timedelta(minutes=2)):
        html = html_of(client.get(saved))
    assert "Et nyt mål" in html
    assert "Finde et værelse med plads til hund" in html
    with clock.standing_at(NOW + timedelta(hours=1, minutes=2)):
        assert "mere end en time siden" in html_of(client.get(saved))
        assert client.post(saved).status_code == 409
    jobs_goal.refresh_from_db()
    assert jobs_goal.title == "Et nyt mål"


def test_citizens_side_takes_back_what_they_have_just_added_and_nothing_else(cast, jobs_goal):
    """A proposal, a number and a comment, each with a button where it says that it is saved."""
    client, plan = logged_in(cast.rasmus), cast.plan
    sent = {
        reverse("min-plan-propose", args=[plan.pk]): {"goal-title": "Ro", "goal-area": HOUSING},
        reverse("min-plan-rate", args=[plan.pk]): {"overall-value": "7"},
        reverse("min-plan-comments", args=[plan.pk, jobs_goal.pk]): {"text": "Det er jeg glad for"},
    }
    for address, data in sent.items():
        html = html_of(client.get(client.post(address, data)["Location"]))
        undo = re.findall(r'action="(/min-plan/[^"]*/fortryd/[^"]*)"', html)[0]
        assert logged_in(cast.anne).post(undo).status_code == 404, address
        assert "Du har lige skrevet" in html_of(client.get(undo))
        assert client.post(undo).status_code == 302
        assert client.post(undo).status_code == 409  # it is gone already
    taken_back = Change.objects.filter(field="undone", by_id=cast.rasmus.pk)
    assert {change.before.splitlines()[0] for change in taken_back} == {"Ro", "7", "Det er jeg glad for"}
    assert not visible_to(cast.rasmus, Goal.objects.filter(title="Ro")).exists()
    assert not visible_to(cast.sofie, Rating.objects.filter(value=7)).exists()


def test_citizens_addition_stays_when_it_was_read_or_taken_up_or_an_hour_has_gone(cast, jobs_goal):
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    comment = write_comment(by=cast.rasmus, about=jobs_goal, text="Nej")
    mark_comment_read(by=cast.sofie, comment=comment)
    goal = propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Ro")
    take_up_proposal(by=cast.sofie, goal=goal, seen=1)
    for added in (comment, goal):
        with pytest.raises(ValidationError):
            take_back(by=cast.rasmus, thing=added)
    told = rate_as_told(by=cast.sofie, plan=cast.plan, area_id=HOUSING, value=3, rated_on=NOW.date())
    number = rate(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, value=3)
    for other, thing in ((cast.rasmus, told), (cast.anne, number), (cast.rasmus, jobs_goal)):
        with pytest.raises(NotAllowed):
            take_back(by=other, thing=thing)
    with clock.standing_at(NOW + timedelta(minutes=61)), pytest.raises(ValidationError):
        take_back(by=cast.rasmus, thing=number)
