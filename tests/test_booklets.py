"""The booklet of a team meeting: many plans in one print, made by workers, one's own, and closed with what is in it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Look
from plans import tasks
from plans.lookups.booklets import under_way
from plans.models import Booklet, BookletPart, Goal, PrintedPart
from plans.models.booklets import KEPT
from plans.prints import booklet as booklets
from plans.services.booklet_making import LEASE, MOST_TRIES, go_on_with_booklets, make_booklet
from plans.services.booklets import delete_old_booklets, order_booklet, stop_booklet
from plans.services.checks import NotAllowed
from plans.services.goals import add_goal, edit_goal, propose_goal
from plans.services.private_marks import keep_private
from plans.services.team import add_member, block_person, end_member
from plans.services.withdrawing import withdraw_ground
from tests.cast import HOUSING, NOW, give_consent
from tests.citizen_pages import html_of
from tests.conftest import Cast
from tests.pdf_reading import PdfRead
from tests.printing import logged_in, pages_of

NEW = "/planer/haefte/"


@pytest.fixture
def both(cast: Cast, jobs_goal: Goal, socials_goal: Goal) -> Cast:
    """Sofie coordinates two plans; what Beskæftigelse wrote in Rasmus' is open to her."""
    cast.ground = give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])  # type: ignore[attr-defined]  # of this test
    return cast


def ordered(cast: Cast) -> Booklet:
    return order_booklet(by=cast.sofie, plans=[cast.plan.pk, cast.kirstens_plan.pk])


def made(cast: Cast) -> Booklet:
    booklet = ordered(cast)
    make_booklet(booklet.pk)
    return Booklet.objects.get(pk=booklet.pk)


def address(booklet: Booklet, name: str = "booklet") -> str:
    return reverse(name, args=[booklet.pk])


def fetched(user: Any, booklet: Booklet) -> Any:
    return logged_in(user).get(address(booklet, "booklet-pdf"))


# What it is ----------------------------------------------------------------------------------------------------------


def test_each_citizen_begins_on_a_right_hand_page_and_the_contents_say_which(both: Cast):
    response = fetched(both.sofie, made(both))
    pages = pages_of(response)
    begins = [
        next(n for n, page in enumerate(pages, 1) if page.startswith(name)) for name in ("Kirsten", "Rasmus")
    ]
    assert all(number % 2 for number in begins)
    assert f"Kirsten Vang {begins[0]} Rasmus Ager {begins[1]}" in pages[0]
    for number, page in enumerate(pages, 1):
        assert (
            f"Sofie Linds eksemplar · udskrevet 10. marts 2026 kl. 10 Side {number} af {len(pages)}" in page
        )


def test_the_feet_stand_at_the_foot(both: Cast):
    read = PdfRead(fetched(both.sofie, made(both)).content)
    assert read.outside() == []
    for number in range(1, len(read.pdf.pages) + 1):
        on_page = [run for run in read.runs if run.page == number]
        feet = [run for run in on_page if run.base < 60]
        assert len(feet) >= 2
        assert {run.size for run in feet} == {7.5}
        assert not [run for run in on_page if run not in feet and run.size == 7.5]


def test_tags_and_bookmarks_are_kept_and_names_of_headings_stand_once(both: Cast):
    read = PdfRead(fetched(both.sofie, made(both)).content)
    assert [part.kind for part in read.structure.children[0].children][-2:] == ["Part", "Part"]
    names = [cell.id for cell in read.structure.all("TH")]
    assert len(names) == len(set(names)) > 5
    with read.pdf.open_outline() as outline:
        assert [one.title for one in outline.root][-2:] == ["Kirsten Vang", "Rasmus Ager"]
    numbers = list(read.pdf.Root.StructTreeRoot.ParentTree.Nums)
    tags = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    tagged = [page.obj for page in read.pdf.pages if "/StructParents" in page.obj]
    assert len(tagged) == len(tags) == len({int(page.StructParents) for page in tagged})
    for page in tagged:
        assert all(tag.Pg.objgen == page.objgen for tag in tags[int(page.StructParents)])


def test_each_copy_holds_what_its_reader_may_see(both: Cast):
    sofies = " ".join(pages_of(fetched(both.sofie, made(both))))
    assert "Finde et værelse" in sofies
    jans = order_booklet(by=both.jan, plans=[both.plan.pk])
    make_booklet(jans.pk)
    text = " ".join(pages_of(fetched(both.jan, jans)))
    assert "Finde et værelse" in text
    assert "Betale regningerne" not in text
    assert "Jan Falks eksemplar" in text


def test_every_plan_in_it_is_in_the_look_log_when_it_is_handed_out(both: Cast):
    booklet = made(both)
    assert not Look.objects.filter(kind=Look.Kind.PRINT).exists()
    response = fetched(both.sofie, booklet)
    assert response.headers["Cache-Control"] == "no-store, private"
    looks = Look.objects.filter(kind=Look.Kind.PRINT, what="Hæfte til teammøde", user_id=both.sofie.pk)
    assert set(looks.values_list("plan_id", flat=True)) == {both.plan.pk, both.kirstens_plan.pk}


# Whose it is ---------------------------------------------------------------------------------------------------------


def test_it_is_the_askers_alone(both: Cast):
    booklet = made(both)
    for user in (both.jan, both.grethe, both.adam, both.root, both.rasmus):
        assert fetched(user, booklet).status_code == 404
        assert logged_in(user).get(address(booklet)).status_code == 404
        assert logged_in(user).post(address(booklet, "booklet-stop")).status_code == 404


def test_only_plans_one_works_on_can_be_chosen(both: Cast):
    with pytest.raises(NotAllowed):
        order_booklet(by=both.jan, plans=[both.plan.pk, both.kirstens_plan.pk])
    page = logged_in(both.jan).get(NEW)
    assert "Rasmus Ager" in html_of(page)
    assert "Kirsten Vang" not in html_of(page)
    refused = logged_in(both.jan).post(NEW, {"plans": [str(both.kirstens_plan.pk)]})
    assert refused.status_code == 422
    empty = logged_in(both.jan).post(NEW, {})
    assert "Vælg mindst én borger." in html_of(empty)
    assert not Booklet.objects.exists()
    for user in (both.rasmus, both.mads, both.adam):
        assert logged_in(user).get(NEW).status_code == 403


@pytest.mark.parametrize("what", ["withdrawn", "ended", "blocked", "private", "deactivated"])
def test_what_was_closed_since_closes_the_booklet(both: Cast, what: str):
    proposed = propose_goal(by=both.rasmus, plan=both.plan, area_id=HOUSING, title="Min søn på besøg")
    booklet = made(both)
    if what == "withdrawn":
        withdraw_ground(by=both.rasmus, plan=both.plan, ground=both.ground)  # type: ignore[attr-defined]  # see above
    elif what == "private":
        keep_private(by=both.rasmus, thing=proposed, seen=proposed.version, is_private=True)
    elif what == "deactivated":
        both.sofie.is_active = False
        both.sofie.save()
    else:
        booklet = order_booklet(by=both.jan, plans=[both.plan.pk])
        make_booklet(booklet.pk)
        if what == "ended":
            end_member(by=both.sofie, plan=both.plan, user=both.jan)
        else:
            block_person(by=both.rasmus, plan=both.plan, user=both.jan)
    response = fetched(booklet.user, booklet)
    if what == "deactivated":
        assert response.status_code == 302
        return
    assert response.status_code == 403
    assert "Noget i hæftet er lukket for dig" in html_of(response)
    assert not Look.objects.filter(kind=Look.Kind.PRINT).exists()


def test_what_was_only_added_since_does_not_close_it(both: Cast):
    booklet = made(both)
    add_goal(by=both.sofie, plan=both.plan, area_id=HOUSING, title="Noget nyt")
    assert fetched(both.sofie, booklet).status_code == 200


def test_a_plan_closed_before_it_was_printed_is_left_out_and_said(both: Cast):
    add_member(by=both.sofie, plan=both.kirstens_plan, user=both.jan, areas=[HOUSING])
    booklet = order_booklet(by=both.jan, plans=[both.plan.pk, both.kirstens_plan.pk])
    block_person(by=both.kirsten, plan=both.kirstens_plan, user=both.jan)
    make_booklet(booklet.pk)
    text = " ".join(pages_of(fetched(both.jan, booklet)))
    assert "Rasmus Ager" in text
    assert "Kirsten" not in text
    assert "1 borger er ikke med, fordi planen er lukket for dig" in text


# How it is made ------------------------------------------------------------------------------------------------------


def test_asked_for_twice_at_once_is_one_booklet(both: Cast):
    assert ordered(both) == ordered(both)
    assert Booklet.objects.count() == 1
    assert BookletPart.objects.count() == 2
    plans = {"plans": [str(both.plan.pk), str(both.kirstens_plan.pk)]}
    answers = [logged_in(both.sofie).post(NEW, plans) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {address(Booklet.objects.get())}


def test_page_says_how_far_it_is_and_leads_on_without_javascript(both: Cast):
    booklet = ordered(both)
    page = html_of(logged_in(both.sofie).get(address(booklet)))
    assert "0 af 2 er klar." in page
    assert '<progress id="fremad" max="2" value="0">' in page
    assert address(booklet, "booklet-stop") in page
    assert fetched(both.sofie, booklet).status_code == 404
    make_booklet(booklet.pk)
    page = html_of(logged_in(both.sofie).get(address(booklet)))
    assert "Hæftet er klar. Det bliver slettet kl. 11." in page
    assert "hx-trigger" not in page


def test_stopped_is_stopped(both: Cast):
    booklet = ordered(both)
    assert logged_in(both.sofie).post(address(booklet, "booklet-stop")).status_code == 303
    make_booklet(booklet.pk)
    go_on_with_booklets()
    booklet.refresh_from_db()
    assert booklet.state == "stopped"
    assert booklet.content is None
    assert not PrintedPart.objects.exists()
    assert "Hæftet er stoppet" in html_of(logged_in(both.sofie).get(address(booklet)))
    with pytest.raises(NotAllowed):
        stop_booklet(by=both.jan, booklet=booklet)


class Killed(BaseException):
    """A worker that is there no more."""


def die_at(monkeypatch: pytest.MonkeyPatch, number: int) -> list[str]:
    """The presses that were begun; the one of this number is never ended."""
    begun: list[str] = []
    press = booklets.PrintedPart.press

    def pressed(part: booklets.PrintedPart) -> tuple[bytes, int]:
        begun.append(part.checksum)
        if len(begun) == number:
            raise Killed
        return press(part)

    monkeypatch.setattr(booklets.PrintedPart, "press", pressed)
    return begun


def test_another_goes_on_where_a_worker_was_killed(both: Cast, monkeypatch: pytest.MonkeyPatch):
    begun = die_at(monkeypatch, 2)
    booklet = ordered(both)
    with pytest.raises(Killed):
        make_booklet(booklet.pk)
    assert fetched(both.sofie, booklet).status_code == 404
    go_on_with_booklets()  # the part is still held
    assert len(begun) == 2
    assert "1 af 2 er klar." in html_of(logged_in(both.sofie).get(address(booklet)))
    with clock.standing_at(NOW + LEASE):
        assert under_way() == [booklet.pk]
        go_on_with_booklets()
        assert fetched(both.sofie, booklet).status_code == 200
    assert len(begun) == 3


def test_killed_while_it_is_bound_leaves_no_half_file(both: Cast, monkeypatch: pytest.MonkeyPatch):
    booklet = ordered(both)
    with monkeypatch.context() as broken:
        broken.setattr(
            "plans.services.booklet_making.bound", lambda *_parts, **_said: (_ for _ in ()).throw(Killed)
        )
        with pytest.raises(Killed):
            make_booklet(booklet.pk)
    booklet.refresh_from_db()
    assert (booklet.state, booklet.content) == ("making", None)
    with clock.standing_at(NOW + LEASE):
        go_on_with_booklets()
    assert Booklet.objects.get(pk=booklet.pk).is_ready


def test_what_fails_again_and_again_says_so(both: Cast, monkeypatch: pytest.MonkeyPatch):
    def never(_part: booklets.PrintedPart) -> tuple[bytes, int]:
        raise Killed

    monkeypatch.setattr(booklets.PrintedPart, "press", never)
    booklet = ordered(both)
    for number in range(2 * MOST_TRIES):
        with clock.standing_at(NOW + number * LEASE), pytest.raises(Killed):
            make_booklet(booklet.pk)
    with clock.standing_at(NOW + 2 * MOST_TRIES * LEASE):
        go_on_with_booklets()
        assert "Hæftet kunne ikke laves" in html_of(logged_in(both.sofie).get(address(booklet)))


def test_unchanged_parts_are_not_printed_again(
    both: Cast, socials_goal: Goal, monkeypatch: pytest.MonkeyPatch
):
    begun = die_at(monkeypatch, 0)
    made(both)
    assert len(begun) == 2
    edit_goal(by=both.sofie, goal=socials_goal, seen=1, title="Betale til tiden")
    text = " ".join(pages_of(fetched(both.sofie, made(both))))
    assert "Betale til tiden" in text
    assert len(begun) == 3
    jans = order_booklet(by=both.jan, plans=[both.plan.pk])
    make_booklet(jans.pk)
    assert len(begun) == 4  # another reader's is another print


def test_after_an_hour_nothing_is_left(both: Cast):
    booklet = made(both)
    with clock.standing_at(NOW + KEPT - timedelta(minutes=1)):
        delete_old_booklets()
        assert fetched(both.sofie, booklet).status_code == 200
    with clock.standing_at(NOW + KEPT):
        assert fetched(both.sofie, booklet).status_code == 404
        delete_old_booklets()
    assert not Booklet.objects.exists()
    assert not BookletPart.objects.exists()
    assert not PrintedPart.objects.exists()


def test_a_worker_makes_it_and_the_sweep_finds_what_no_worker_was_asked_for(both: Cast):
    booklet = ordered(both)
    tasks.make_booklet(str(booklet.pk))
    assert fetched(both.sofie, booklet).status_code == 200
    other = order_booklet(by=both.sofie, plans=[both.plan.pk])
    tasks.sweep_booklets()
    assert fetched(both.sofie, other).status_code == 200


def test_one_with_very_many_citizens_has_no_tags_and_says_so(both: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(booklets, "MOST_TAGGED", 1)
    response = fetched(both.sofie, made(both))
    assert "så stort, at en skærmlæser ikke kan følge" in pages_of(response)[0]
    read = PdfRead(response.content)
    assert "/StructTreeRoot" not in read.pdf.Root
    assert "/MarkInfo" not in read.pdf.Root
