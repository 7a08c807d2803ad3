"""Without a screen: who coordinates notes what the citizen said in a letter, a call or at a visit; the citizen gets it
on paper.
"""

from typing import Any

import pytest
from django.urls import reverse

from plans.models import CitizenWords, CoherenceAnswer, Comment, NotedForCitizen, Rating, Task
from plans.permissions import visible_to
from plans.services.goals import add_goal
from plans.services.noting import Told, note_comment, note_number, note_task_done
from plans.services.private_marks import keep_private
from plans.services.tasks import add_task
from plans.services.words import write_words
from tests.cast import HOUSING, TODAY
from tests.citizen_pages import html_of
from tests.printing import logged_in, text_of

pytestmark = pytest.mark.django_db

TOLD = {"how": "call", "told_on": "9/3-2026", "is_own": "on"}
CALLED = Told("call", TODAY)


@pytest.fixture
def goal(cast):
    return add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Et sted at bo")


@pytest.fixture
def task(cast, goal):
    return add_task(by=cast.sofie, goal=goal, title="Ringe til udlejer", responsible_is_citizen=True)


def on_paper(user, paper):
    answer: Any = logged_in(user).get(paper)
    return " ".join(text_of(answer).split())


def address(cast, kind):
    return reverse("note-for-citizen", args=[cast.plan.pk, kind])


def test_each_kind_is_noted_as_the_citizens_and_marked(cast, goal, task):
    client = logged_in(cast.sofie)
    for kind, fields in (
        ("droem", {"text": "At bo ved vandet", "seen": 0}),
        ("vigtigt", {"text": "Ring først", "seen": 0}),
        ("tal", {"area": HOUSING, "value": "4", "note": "Koldt"}),
        ("kommentar", {"about": str(goal.pk), "text": "Det haster"}),
        ("sammenhaeng", {"heard": "unknown"}),
        ("aftale", {"task": f"{task.pk}:{task.version}"}),
    ):
        empty = client.post(address(cast, kind), fields)
        assert empty.status_code == 422, kind  # how and when it was said
        assert client.post(address(cast, kind), {**TOLD, **fields}).status_code == 303, kind
    words = list(CitizenWords.objects.filter(plan=cast.plan))
    assert {(one.text, one.is_told, one.told_how) for one in words} == {
        ("At bo ved vandet", True, "i telefonen"),
        ("Ring først", True, "i telefonen"),
    }
    for model in (Rating, Comment, CoherenceAnswer):
        assert model.objects.get().is_told
    task.refresh_from_db()
    assert task.status == Task.Status.DONE
    assert {str(row.told_on) for row in NotedForCitizen.objects.all()} == {"2026-03-09"}
    own = html_of(logged_in(cast.rasmus).get(reverse("min-plan")))
    assert "Det haster" in own
    assert "fortalt til Sofie Lind" in own


def test_receipt_holds_what_was_noted_of_the_same_call_as_it_is_now(cast, goal):
    note_number(by=cast.sofie, plan=cast.plan, told=CALLED, area_id=HOUSING, value=4)
    comment = note_comment(by=cast.sofie, told=CALLED, about=goal, text="Det haster")
    note_comment(by=cast.sofie, told=Told("letter", TODAY), about=goal, text="Skrevet i et brev")
    row = NotedForCitizen.objects.get(thing_id=comment.pk)
    paper = reverse("receipt-pdf", args=[cast.plan.pk, row.pk])
    said = on_paper(cast.sofie, paper)
    assert "Du fortalte i telefonen 10. marts 2026. Sofie Lind har noteret det for dig." in said
    assert "Det haster" in said
    assert "4 af 10" in said
    assert "Skrevet i et brev" not in said
    keep_private(by=cast.rasmus, thing=comment, seen=1, is_private=True)
    assert not visible_to(cast.sofie, Comment.objects.filter(pk=comment.pk)).exists()
    assert "Det haster" not in on_paper(cast.sofie, paper)
    for other in (cast.jan, cast.anne, cast.mads, cast.kirsten):
        assert logged_in(other).get(paper).status_code == 404


def test_only_who_coordinates_notes_and_never_over_the_citizens_own_words(cast, goal, task):
    assert logged_in(cast.jan).get(reverse("noting", args=[cast.plan.pk])).status_code == 403
    assert logged_in(cast.jan).post(address(cast, "tal"), TOLD).status_code == 403
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Mit eget", seen=0)
    refused = logged_in(cast.sofie).post(address(cast, "droem"), {**TOLD, "text": "Noget andet", "seen": 1})
    assert refused.status_code == 422
    assert "Noget andet" in html_of(refused)
    late = logged_in(cast.sofie).post(
        address(cast, "tal"), {**TOLD, "told_on": "9/3-2027", "area": HOUSING, "value": "4"}
    )
    assert late.status_code == 422
    other = add_task(by=cast.sofie, goal=goal, title="Skrive", responsible=cast.sofie)
    with pytest.raises(Exception, match="ikke borgerens egen"):
        note_task_done(by=cast.sofie, told=CALLED, task=other, seen=1)
    assert not NotedForCitizen.objects.exists()


def test_page_lists_what_can_be_noted_and_what_was(cast, goal):
    client = logged_in(cast.sofie)
    page = reverse("noting", args=[cast.plan.pk])
    assert "Der er ikke noteret noget" in html_of(client.get(page))
    note_comment(by=cast.sofie, told=CALLED, about=goal, text="Det haster")
    listed = html_of(client.get(page))
    assert "Kommentar til: Et sted at bo" in listed
    assert "i telefonen 10. marts 2026, noteret af Sofie Lind" in listed
    assert page in html_of(client.get(reverse("workspace", args=[cast.plan.pk])))
