"""Two people edit at once: both texts are shown, nobody's is lost, and the next save goes through."""

import re

import pytest

from plans.services.goals import edit_goal
from plans.services.tasks import add_task, edit_task, set_task_status
from tests.cast import give_consent
from tests.citizen_pages import HTMX, folded, html_of, part
from tests.staff_pages import Things, sent

pytestmark = pytest.mark.django_db
MINE, THEIRS = "Praktik fire dage om ugen", "Praktik to dage om ugen"


@pytest.fixture
def things(client, cast, jobs_goal):
    client.force_login(cast.sofie)
    return Things(cast, jobs_goal)


def send(client, things, form, /, **changes):
    return client.post(things.address(form), sent(things)[form] | changes)


def plain(html):
    return folded(re.sub(r"<[^>]+>", " ", html))


def test_stale_goal_shows_both_texts_and_keeps_ones_own_in_the_form(client, cast, things):
    edit_goal(by=cast.jan, goal=things.goal, seen=1, title=THEIRS, why="Det er aftalt")
    answer = send(client, things, "workspace-goal-edit", title=MINE, version="1")
    html = html_of(answer)
    assert answer.status_code == 409
    assert MINE in plain(html)
    assert THEIRS in plain(html)
    assert f'value="{MINE}"' in html
    assert '<input type="hidden" name="version" value="2"' in folded(html)
    assert "Det er aftalt" in plain(html)
    things.goal.refresh_from_db()
    assert things.goal.title == THEIRS


def test_save_after_a_conflict_goes_through(client, cast, things):
    edit_goal(by=cast.jan, goal=things.goal, seen=1, title=THEIRS)
    html = folded(html_of(send(client, things, "workspace-goal-edit", title=MINE, version="1")))
    (version,) = set(re.findall(r'name="version" value="(\d+)"', html))
    assert send(client, things, "workspace-goal-edit", title=MINE, version=version).status_code == 303
    things.goal.refresh_from_db()
    assert things.goal.title == MINE


def test_conflict_says_values_in_words(client, cast, things):
    edit_goal(by=cast.jan, goal=things.goal, seen=1, actual=4, status="reached", responsible=cast.jan)
    said = plain(html_of(send(client, things, "workspace-goal-edit", version="1")))
    for text in (
        "fuldstændig nedsat",
        "svært nedsat",
        "nået",
        "i gang",
        "Ansvarlig",
        "Jan Falk",
        "Rasmus Ager",
    ):
        assert text in said
    for raw in ("reached", "True", "False", "None", "responsible"):
        assert raw not in said


def test_conflict_names_nobody_the_viewer_may_not_know(client, cast, things):
    give_consent(cast.sofie, cast.plan, to=[cast.rus], sources=[cast.job], kind="sharing_consent")
    edit_task(by=cast.sofie, task=things.task, seen=1, responsible=cast.rikke)
    client.force_login(cast.jan)
    answer = send(client, things, "workspace-task-edit", version="1")
    assert answer.status_code == 409
    assert "en anden fagperson" in html_of(answer)
    assert "Rikke Brandt" not in html_of(answer)


@pytest.mark.parametrize("form", ["workspace-subgoal-edit", "workspace-task-edit"])
def test_other_forms_report_a_conflict_too(client, things, form):
    assert send(client, things, form, title="Første").status_code == 303
    answer = send(client, things, form, title="Anden", version="1")
    assert answer.status_code == 409
    assert "Første" in html_of(answer)
    assert 'value="Anden"' in html_of(answer)


def test_stale_tick_shows_the_task_as_it_is_now(client, cast, things):
    edit_task(by=cast.jan, task=things.task, seen=1, title="Ringe om tirsdagen")
    for headers in ({}, HTMX):
        answer = client.post(
            things.address("workspace-task-tick"), {"done": "1", "version": "1"}, headers=headers
        )
        assert answer.status_code == 409
        assert "Ringe om tirsdagen" in html_of(answer)
        assert "ændret af en anden" in html_of(answer)
    things.task.refresh_from_db()
    assert things.task.status == "not_started"


def test_tick_that_was_sent_twice_is_told_and_changes_nothing(client, cast, things):
    set_task_status(by=cast.jan, task=things.task, seen=1, status="done")
    assert send(client, things, "workspace-task-tick").status_code == 409
    things.task.refresh_from_db()
    assert things.task.version == 2


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "1\x00"])
def test_version_that_is_none_is_no_way_in(client, things, version):
    for form in (
        "workspace-goal-edit",
        "workspace-subgoal-edit",
        "workspace-task-edit",
        "workspace-task-tick",
    ):
        assert send(client, things, form, version=version).status_code == 422
    things.goal.refresh_from_db()
    assert things.goal.version == 1


def test_proposal_changed_meanwhile_is_read_again_before_it_is_taken_up(client, cast, things, citizens_goal):
    edit_goal(by=cast.rasmus, goal=citizens_goal, seen=1, title="Have begge mine sønner på besøg")
    answer = client.post(f"/planer/{cast.plan.pk}/maal/{citizens_goal.pk}/tag-med/", {"version": "1"})
    assert answer.status_code == 409
    assert "Have begge mine sønner" in html_of(answer)
    assert "Borgeren har ændret forslaget" in html_of(answer)


def test_fragment_is_the_same_as_in_the_whole_page(client, cast, things):
    for form, data in (
        ("workspace-task-new-line", {"line": "Find arbejdstøj @jan 12/3"}),
        ("workspace-task-tick", {"done": "1", "version": "1"}),
    ):
        fragment = client.post(things.address(form), data, headers=HTMX)
        assert fragment.status_code == 200
        assert fragment.headers["HX-Push-Url"] == "false"
        whole = html_of(client.get(things.address("workspace")))
        assert folded(html_of(fragment)) == folded(part(whole, "omraade-housing"))


def test_fragment_with_an_error_keeps_the_line_as_the_whole_page_does(client, things):
    data = {"line": "Find arbejdstøj @nogen"}
    fragment = client.post(things.address("workspace-task-new-line"), data, headers=HTMX)
    whole = client.post(things.address("workspace-task-new-line"), data)
    assert fragment.status_code == whole.status_code == 422
    assert folded(html_of(fragment)) == folded(part(html_of(whole), "omraade-housing"))
    assert 'value="Find arbejdstøj @nogen"' in html_of(fragment)


def test_own_title_is_ticked_by_htmx_without_the_area(client, cast, socials_goal):
    task = add_task(by=cast.sofie, goal=socials_goal, title="Tage med i banken", responsible=cast.rikke)
    client.force_login(cast.rikke)
    address = f"/planer/{cast.plan.pk}/aftaler/{task.pk}/gjort/"
    fragment = client.post(address, {"done": "1", "version": "1"}, headers=HTMX)
    whole = html_of(client.get(f"/planer/{cast.plan.pk}/"))
    assert folded(html_of(fragment)) == folded(part(whole, "egne-aftaler"))
    assert "Betale regningerne" not in html_of(fragment)
