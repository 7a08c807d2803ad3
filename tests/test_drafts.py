"""Drafts: the writer's alone, shown by the writer, and moved to the own part where their place has closed."""

import pytest
from django.urls import reverse

from integrations.models import Delivery, Fagsystem
from plans.lookups.drafts import drafts_of
from plans.models import Goal, JournalNote, Rating, Task
from plans.permissions import visible_to
from plans.services.drafts import move_draft, publish_draft
from plans.services.goals import add_goal, add_subgoal
from plans.services.journal import write_journal
from plans.services.progress import rate
from plans.services.tasks import add_task
from plans.services.withdrawing import withdraw_ground
from tests.cast import HOUSING, give_consent
from tests.citizen_pages import html_of


@pytest.fixture
def note(cast):
    return write_journal(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Halvt notat", text="Om køkkenet", is_draft=True
    )


@pytest.fixture
def closed_task(cast, jobs_goal):
    """What Sofie was writing under Beskæftigelse's goal when the citizen withdrew what let her."""
    ground = give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    task = add_task(by=cast.sofie, goal=jobs_goal, title="Spørge om depositum", is_draft=True)
    withdraw_ground(by=cast.rasmus, plan=cast.plan, ground=ground)
    return task


def page(cast, name="drafts", *more):
    return reverse(name, args=[cast.plan.pk, *more])


def sees(user, thing):
    return visible_to(user, type(thing).objects.filter(pk=thing.pk)).exists()


def every_kind(cast):
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Et mål", is_draft=True)
    add_subgoal(by=cast.jan, goal=goal, title="Et skridt")
    return (
        goal,
        add_task(by=cast.jan, goal=goal, title="En aftale", is_draft=True),
        write_journal(
            by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Et notat", text="x", is_draft=True
        ),
        rate(by=cast.jan, plan=cast.plan, area_id=HOUSING, value=4, is_draft=True),
    )


def test_draft_of_every_kind_is_its_writers_alone_until_shown(cast):
    give_consent(cast.rasmus, cast.plan, to=[None, cast.job], sources=[cast.job])
    for draft in every_kind(cast):
        others = [user for user in cast.everybody if sees(user, draft)]
        assert others == [cast.jan], draft
        publish_draft(by=cast.jan, draft=draft, seen=1)
        assert sees(cast.rasmus, draft)
        assert sees(cast.sofie, draft)
        assert sees(cast.pia, draft)
    assert not drafts_of(cast.jan, cast.plan)


def test_note_is_filed_when_it_is_shown_and_not_before(client, cast, note):
    Fagsystem.objects.create(
        adapter="sbsys", name="SBSYS", department=cast.job, receives=["journal"], base_url="http://localhost"
    )
    client.force_login(cast.jan)
    data = {"title": "Helt notat", "text": "Om køkkenet", "day": "9/3", "version": "1"}
    client.post(page(cast, "workspace-journal-edit", note.pk), data)
    assert not Delivery.objects.exists()
    html = html_of(client.post(page(cast, "draft-publish", note.pk), {"version": "2"}, follow=True))
    assert "Notatet er journaliseret." in html
    assert Delivery.objects.get().document_id == note.pk
    assert client.get(page(cast, "workspace-journal-edit", note.pk)).status_code == 403


def test_note_is_saved_as_a_draft_from_the_journal(client, cast):
    client.force_login(cast.jan)
    data = {"area": HOUSING, "day": "9/3", "title": "Kladde", "text": "Ikke færdig", "is_draft": "on"}
    html = html_of(client.post(page(cast, "workspace-journal"), data, follow=True))
    assert "Kladden er gemt. Kun du kan se den." in html
    assert JournalNote.objects.get().is_draft


def test_number_is_saved_as_a_draft_and_marked_for_its_writer(client, cast):
    client.force_login(cast.jan)
    client.post(page(cast, "workspace-rate"), {"area": HOUSING, "value": "4", "note": "", "is_draft": "on"})
    assert Rating.objects.get().is_draft
    assert "kladde, kun for dig" in html_of(client.get(page(cast, "workspace")))


def test_draft_whose_place_closed_is_read_and_moved_but_not_saved_there(client, cast, closed_task, jobs_goal):
    client.force_login(cast.sofie)
    html = html_of(client.get(page(cast)))
    assert "Spørge om depositum" in html
    assert "Stedet er lukket for dig nu." in html
    assert client.post(page(cast, "draft-publish", closed_task.pk), {"version": "1"}).status_code == 403
    assert client.get(page(cast, "workspace-task-edit", closed_task.pk)).status_code == 403
    assert client.post(page(cast, "draft-move", closed_task.pk), {"version": "1"}).status_code == 303
    moved = Task.objects.get(pk=closed_task.pk)
    assert (moved.section.owner, moved.section.area_id, moved.goal) == (cast.social, HOUSING, None)
    assert moved.is_draft
    publish_draft(by=cast.sofie, draft=moved, seen=2)
    assert sees(cast.rasmus, moved)


def test_goal_moves_with_its_tasks(cast):
    goal, task, *_ = every_kind(cast)
    cast.jan.department = cast.rus
    cast.jan.save()
    move_draft(by=cast.jan, draft=Goal.objects.get(pk=goal.pk), seen=1)
    assert Task.objects.get(pk=task.pk).section == Goal.objects.get(pk=goal.pk).section
    assert Goal.objects.get(pk=goal.pk).section.owner == cast.rus


def test_colleagues_draft_is_not_found(client, cast, note):
    client.force_login(cast.sofie)
    for name in ("draft-publish", "draft-move"):
        assert client.post(page(cast, name, note.pk), {"version": "1"}).status_code == 404
    assert "Halvt notat" not in html_of(client.get(page(cast)))


def test_stale_press_shows_the_draft_as_it_is_now(client, cast, note):
    client.force_login(cast.jan)
    for version, status in (("5", 409), ("x", 422), ("", 422)):
        answer = client.post(page(cast, "draft-publish", note.pk), {"version": version})
        assert answer.status_code == status
        assert "Kladden er ændret" in html_of(answer) or status == 422
    assert JournalNote.objects.get().is_draft
