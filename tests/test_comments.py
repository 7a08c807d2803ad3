"""Comments: what the citizen says of something stands beside it, for who may read both; corrected and taken back in
the open.
"""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Change
from enplan.audit.versions import Conflict
from plans.models import Comment, Goal, Plan
from plans.permissions import visible_to
from plans.reading import history_of, read_plan
from plans.services.checks import NotAllowed, PlanEnded
from plans.services.comments import edit_comment, mark_comment_read, withdraw_comment, write_comment
from plans.services.follow_ups import follow_up
from plans.services.goals import propose_goal
from plans.services.journal import write_journal
from plans.services.measures import add_measure
from plans.services.plans import end_plan
from plans.services.private_marks import keep_private
from plans.services.progress import rate
from plans.services.tasks import add_task
from tests.cast import HOUSING, TODAY, give_consent
from tests.citizen_pages import html_of
from tests.printing import logged_in, print_for, text_of

pytestmark = pytest.mark.django_db

SAID = "Jeg vil hellere bo i Ribe"


@pytest.fixture
def opened(cast):
    """Who coordinates reads Beskæftigelse's part."""
    return give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])


@pytest.fixture
def things(cast, jobs_goal):
    """One of each that can be commented on, written by Jan in Beskæftigelse."""
    measure = add_measure(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Bostøtte", starts_on=TODAY)
    follow_up(by=cast.jan, measure=measure, seen=1, happened="Det går fint", progress="on_track")
    return {
        "goal": jobs_goal,
        "measure": measure,
        "task": add_task(by=cast.jan, goal=jobs_goal, title="Ringe"),
        "follow_up": measure.follow_ups.get(),
        "rating": rate(by=cast.jan, plan=cast.plan, area_id=HOUSING, value=4, note="Bedre"),
        "note": write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Besøg", text="Vi talte"),
    }


def read_by(user):
    return {comment.text for comment in visible_to(user, Comment.objects.all())}


def page(user, name, *args, status=200, **query):
    answer = logged_in(user).get(reverse(name, args=args), query)
    assert answer.status_code == status
    return html_of(answer)


def test_comment_on_anything_is_read_by_who_reads_both_it_and_the_citizens_part(cast, opened, things):
    for name, thing in things.items():
        write_comment(by=cast.rasmus, about=thing, text=f"Om {name}")
    every = {f"Om {name}" for name in things}
    assert read_by(cast.rasmus) == read_by(cast.anne) == read_by(cast.sofie) == every
    assert read_by(cast.jan) == set()  # their own part, but nothing opens the citizen's words to them
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[])
    assert read_by(cast.jan) == every
    give_consent(cast.rasmus, cast.plan, to=[cast.rus], sources=[])
    assert read_by(cast.rikke) == set()  # the citizen's words are open to her, what they are about is not
    for outsider in (cast.ulla, cast.grethe, cast.mads, cast.root):
        assert read_by(outsider) == set()


def test_comment_that_is_not_shared_is_the_citizens_alone_and_waits_for_nobody(cast, opened, things):
    with pytest.raises(NotAllowed):
        write_comment(by=cast.anne, about=things["goal"], text=SAID, is_private=True)
    comment = write_comment(by=cast.rasmus, about=things["goal"], text=SAID, is_private=True)
    assert read_by(cast.rasmus) == {SAID}
    assert read_by(cast.sofie) == read_by(cast.anne) == set()
    assert not history_of(cast.sofie, cast.plan, [comment.pk])
    assert SAID not in text_of(print_for(cast.sofie, cast.plan))
    assert "har en kommentar" not in page(cast.sofie, "caseload")
    keep_private(by=cast.rasmus, thing=comment, seen=1, is_private=False)
    assert read_by(cast.sofie) == {SAID}


def test_closes_with_what_it_is_about_and_nobody_comments_on_what_others_are_not_shown(cast, things):
    own = propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Ro")
    write_comment(by=cast.anne, about=own, text=SAID)
    assert read_by(cast.sofie) == {SAID}
    keep_private(by=cast.rasmus, thing=own, seen=1, is_private=True)
    assert read_by(cast.sofie) == read_by(cast.anne) == set()
    overall = rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=4)
    for thing in (Goal.objects.get(pk=own.pk), overall):
        with pytest.raises(ValidationError):
            write_comment(by=cast.rasmus, about=thing, text=SAID)


def test_corrected_and_taken_back_in_the_open_by_who_wrote_it(cast, opened, things):
    comment = write_comment(by=cast.rasmus, about=things["task"], text=SAID)
    mark_comment_read(by=cast.sofie, comment=comment)
    with pytest.raises(NotAllowed):
        edit_comment(by=cast.anne, comment=comment, seen=1, text="Nej", is_private=False)
    saved = edit_comment(by=cast.rasmus, comment=comment, seen=1, text="Jeg bor i Ribe", is_private=False)
    with pytest.raises(Conflict):
        edit_comment(by=cast.rasmus, comment=comment, seen=1, text="Et tredje", is_private=False)
    saved.refresh_from_db()
    assert (saved.edited_at, saved.read_at) == (clock.now(), None)  # new words are read anew
    withdraw_comment(by=cast.rasmus, comment=saved)
    shown = page(cast.sofie, "comments", cast.plan.pk, things["task"].pk)
    assert reverse("workspace-thing-history", args=[cast.plan.pk, comment.pk]) in shown
    assert "Taget tilbage" in shown
    assert "Ribe" not in shown
    told = {change.after for change in history_of(cast.sofie, cast.plan, [comment.pk])}
    assert {SAID, "Jeg bor i Ribe"} <= told
    with pytest.raises(ValidationError):
        edit_comment(by=cast.rasmus, comment=saved, seen=2, text="Igen", is_private=False)


def test_waits_for_who_coordinates_until_they_say_that_they_have_read_it(cast, opened, things):
    comment = write_comment(by=cast.anne, about=things["measure"], text=SAID)
    assert "Rasmus har en kommentar til Bostøtte" in page(cast.sofie, "caseload")
    key = [cast.plan.pk, comment.pk]
    assert logged_in(cast.jan).post(reverse("comment-read", args=key)).status_code == 404
    assert "Jeg har læst den" in page(cast.sofie, "comments", cast.plan.pk, things["measure"].pk)
    assert logged_in(cast.sofie).post(reverse("comment-read", args=key)).status_code == 303
    assert "har en kommentar" not in page(cast.sofie, "caseload")
    shown = page(cast.rasmus, "min-plan-comments", cast.plan.pk, things["measure"].pk)
    assert "Læst af Sofie" in shown
    assert "Det går fint" in shown  # how it was followed up, to comment on too
    assert Change.objects.get(thing_id=comment.pk, field="text").on_behalf


def test_pages_print_and_api_hold_it_beside_the_professionals_words(cast, opened, things):
    for name, thing in things.items():
        address = reverse("min-plan-comments", args=[cast.plan.pk, thing.pk])
        client = logged_in(cast.rasmus)
        empty = client.post(address, {"text": " "})
        assert empty.status_code == 422
        assert client.post(address, {"text": f"{SAID} {name}"}).status_code == 302
    plan = page(cast.rasmus, "min-plan")
    workspace = page(cast.sofie, "workspace", cast.plan.pk)
    for name in ("goal", "measure", "task", "rating"):
        assert f"{SAID} {name}" in plan, name
        assert f"{SAID} {name}" in workspace, name
    assert f"{SAID} note" in page(cast.rasmus, "min-plan-journal")
    assert f"{SAID} note" in page(cast.sofie, "workspace-journal", cast.plan.pk)
    assert f"{SAID} follow_up" in page(cast.sofie, "workspace-measure", cast.plan.pk, things["measure"].pk)
    on_paper = " ".join(text_of(print_for(cast.sofie, cast.plan)).split())
    api = logged_in(cast.sofie).get(reverse("api-plan", args=[cast.plan.pk])).json()["comments"]
    assert {one["text"] for one in api} == {f"{SAID} {name}" for name in things}
    for name in things:
        assert f"{SAID} {name}" in on_paper
    assert SAID not in page(cast.jan, "workspace", cast.plan.pk)
    assert not read_plan(cast.jan, cast.plan).comments


def test_own_comment_is_corrected_and_taken_back_on_the_citizens_pages(cast, things):
    comment = write_comment(by=cast.rasmus, about=things["goal"], text=SAID)
    client, edit = logged_in(cast.rasmus), reverse("min-plan-comment", args=[cast.plan.pk, comment.pk])
    assert SAID in html_of(client.get(edit))
    assert client.post(edit, {"text": "Ribe", "version": 1}).status_code == 302
    stale = client.post(edit, {"text": "Esbjerg", "version": 1, "initial-text": SAID})
    assert stale.status_code == 409
    assert "Esbjerg" in html_of(stale)
    back = reverse("min-plan-comment-withdraw", args=[cast.plan.pk, comment.pk])
    assert logged_in(cast.anne).post(back).status_code == 403
    assert client.post(back).status_code == 302
    assert "Taget tilbage" in page(cast.rasmus, "min-plan")


def test_nothing_is_said_after_the_plan_has_ended(cast, things):
    comment = write_comment(by=cast.rasmus, about=things["goal"], text=SAID)
    end_plan(by=cast.sofie, plan=cast.plan, outcome=Plan.Outcome.values[0])
    for ask in (
        lambda: write_comment(by=cast.rasmus, about=things["goal"], text=SAID),
        lambda: withdraw_comment(by=cast.rasmus, comment=comment),
    ):
        with pytest.raises(PlanEnded):
            ask()
    assert SAID in page(cast.rasmus, "min-plan-comments", cast.plan.pk, things["goal"].pk)
