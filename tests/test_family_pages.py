"""The pages of linked plans: who reads what on them, asking and answering, and the conversation with two."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from citizens.models import Citizen
from enplan.audit.models import Look
from plans.models import FamilyAnswer, FamilyLink, FamilySide, Goal, Talk, TalkLine
from plans.services.families import end_family
from plans.services.family_answers import answer_family
from plans.services.goals import add_goal
from plans.services.talks import add_line
from plans.services.team import block_person
from tests.cast import ECONOMY, HOUSING
from tests.citizen_pages import folded, html_of, part
from tests.families import (
    AS_SEEN,
    BODILS_CPR,
    asked,
    asked_for_child,
    gather_child,
    gather_siblings,
    linked,
)

pytestmark = pytest.mark.django_db
SISTER = "Bodil, min søster"


@pytest.fixture
def family(cast):
    found = gather_siblings(cast)
    add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Rasmus får et værelse")
    add_goal(by=found.lars, plan=found.plan, area_id=HOUSING, title="Bodil får en have")
    return found


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def pages_of(user, *plans):
    """What each address that could tell of a family tells this person."""
    client = as_(user)
    found = {}
    for plan in plans:
        for name in (
            "workspace",
            "family",
            "workspace-history",
            "api-plan",
            "my-family",
            "workspace-team",
            "workspace-consents",
            "workspace-who-sees",
        ):
            answer = client.get(reverse(name, args=[plan.pk]))
            found[name, plan.pk] = html_of(answer) if answer.status_code == 200 else ""
        for name in ("min-plan", "consents", "access-log"):
            answer = client.get(reverse(name), {"plan": str(plan.pk)})
            found[name, plan.pk] = html_of(answer) if answer.status_code == 200 else ""
    for name in ("caseload", "api-plans", "min-del"):
        answer = client.get(reverse(name))
        found[name, None] = html_of(answer) if answer.status_code == 200 else ""
    return found


def told_to_everybody(family):
    """All that the pages of either plan tell each person, by name."""
    plans = (family.cast.plan, family.plan)
    return {user.username: "\n".join(pages_of(user, *plans).values()) for user in family.everybody}


def who_reads(told, *texts):
    """Who meets any of the texts."""
    return {name for name, pages in told.items() if any(text in pages for text in texts)}


def test_link_in_force_is_read_by_those_who_may_know_it_and_nobody_else(family):
    linked(family)
    told = told_to_everybody(family)
    assert who_reads(told, SISTER) == {"rasmus", "sofie", "ida"}
    assert who_reads(told, AS_SEEN) == {"bodil", "ulla", "ida"}


def test_question_is_read_by_who_asks_and_who_is_asked(family):
    _side, other = asked(family)
    told = told_to_everybody(family)
    assert who_reads(told, SISTER) == {"rasmus", "sofie"}
    assert who_reads(told, "Rasmus, din bror har sagt ja", f"<strong>{AS_SEEN}</strong>") == {"bodil"}
    answer_family(by=family.bodil, side=other, answer="no")
    ulla = next(user for user in family.everybody if user.username == "ulla")
    assert not any(AS_SEEN in page for page in pages_of(ulla, family.cast.plan, family.plan).values())


def test_page_leads_only_to_a_plan_one_sees_anyhow(family, cast):
    linked(family)
    there = reverse("workspace", args=[family.plan.pk])
    assert there not in html_of(as_(cast.sofie).get(reverse("family", args=[cast.plan.pk])))
    assert "Ulla Stray" in html_of(as_(cast.sofie).get(reverse("workspace", args=[cast.plan.pk])))
    ida = html_of(as_(family.ida).get(reverse("workspace", args=[cast.plan.pk])))
    assert there in ida
    assert "Ulla Stray" not in ida
    bodil = html_of(as_(family.bodil).get(reverse("my-family", args=[family.plan.pk])))
    assert "Sofie Lind" not in bodil
    assert str(cast.plan.pk) not in bodil


def test_citizen_asks_is_answered_and_ends(family, cast):
    rasmus, sofie, bodil = as_(cast.rasmus), as_(cast.sofie), as_(family.bodil)
    own, hers = reverse("my-family", args=[cast.plan.pk]), reverse("my-family", args=[family.plan.pk])
    assert "Der er ingen." in folded(html_of(rasmus.get(own)))
    empty = rasmus.post(own, {"other_named": "", "own_named": AS_SEEN})
    assert empty.status_code == 422
    assert AS_SEEN in html_of(empty)
    assert rasmus.post(own, {"other_named": SISTER, "own_named": AS_SEEN}).status_code == 302
    side = FamilySide.objects.get()
    ask = reverse("family-ask-other", args=[cast.plan.pk, side.pk])
    sent = {"cpr": BODILS_CPR, "reason": "Familien vil have det samlet"}
    assert sofie.post(ask, sent).status_code == 303
    assert "knyttes sammen med en i familien" in html_of(bodil.get(reverse("min-plan")))
    other = FamilySide.objects.get(plan=family.plan)
    page = reverse("my-family-answer", args=[family.plan.pk, other.pk])
    assert AS_SEEN in html_of(bodil.get(page))
    assert bodil.post(page, {}).status_code == 422
    assert bodil.post(page, {"answer": "yes"}).status_code == 302
    assert SISTER in html_of(sofie.get(reverse("workspace", args=[cast.plan.pk])))
    assert bodil.post(reverse("my-family-end", args=[family.plan.pk, other.pk])).status_code == 302
    assert SISTER not in html_of(sofie.get(reverse("workspace", args=[cast.plan.pk])))
    assert "Du er spurgt" not in html_of(bodil.get(hers))


def test_search_for_the_other_is_logged_also_when_nothing_is_asked(family, cast):
    side, _other = linked(family)
    end_family(by=cast.rasmus, side=side)
    sofie = as_(cast.sofie)
    as_(cast.rasmus).post(
        reverse("my-family", args=[cast.plan.pk]), {"other_named": "Kirsten", "own_named": "Din nabo"}
    )
    own = FamilySide.objects.get(plan=cast.plan, other__isnull=True)
    ask = reverse("family-ask-other", args=[cast.plan.pk, own.pk])
    block_person(by=cast.kirsten, plan=cast.kirstens_plan, user=cast.rasmus)
    kirsten = Citizen.objects.get(user=cast.kirsten)
    refused = [
        sofie.post(ask, {"cpr": cpr, "reason": "Familien vil have det samlet"})
        for cpr in (kirsten.cpr, "7012660099")
    ]
    assert [answer.status_code for answer in refused] == [422, 422]
    one, two = (part(html_of(answer), "skema") for answer in refused)
    assert one.replace(kirsten.cpr, "") == two.replace("7012660099", "")
    looks = Look.objects.filter(kind=Look.Kind.SEARCH, citizen_id=kirsten.pk)
    assert looks.get().why == "Familien vil have det samlet"


def test_coordinator_notes_answers_on_paper_at_both_plans(family, cast):
    sofie, ulla = as_(cast.sofie), as_(cast.ulla)
    page = reverse("family", args=[cast.plan.pk])
    assert sofie.post(page, {"other_named": SISTER, "own_named": AS_SEEN}).status_code == 303
    row = FamilyAnswer.objects.get()
    note = reverse("family-note", args=[cast.plan.pk, row.side_id, row.pk])
    assert note in html_of(sofie.get(page))
    assert sofie.post(note, {"answer": "yes"}).status_code == 422
    assert sofie.post(note, {"answer": "yes", "form": "oral", "circumstances": "hjemme"}).status_code == 303
    ask = reverse("family-ask-other", args=[cast.plan.pk, row.side_id])
    sofie.post(ask, {"cpr": BODILS_CPR, "reason": "Familien vil have det samlet"})
    told = reverse("family-note-told", args=[family.plan.pk])
    assert AS_SEEN not in html_of(ulla.get(reverse("family", args=[family.plan.pk])))
    wrong = ulla.post(told, {"cpr": "7107680026", "answer": "yes", "form": "written"})
    assert wrong.status_code == 422
    assert "Der venter ikke noget svar" in html_of(wrong)
    right = ulla.post(told, {"cpr": cast.citizen.cpr, "answer": "yes", "form": "written"})
    assert right.status_code == 303
    assert AS_SEEN in html_of(ulla.get(reverse("family", args=[family.plan.pk])))
    assert FamilyLink.objects.get().agreed_at


def test_ids_of_another_plan_and_of_nothing_are_not_found(family, cast):
    side, other = linked(family)
    row = other.answers.get()
    line = add_line(by=family.ida, plan=cast.plan, kind="note", text="Kun med Rasmus")
    sofie, rasmus, ida = as_(cast.sofie), as_(cast.rasmus), as_(family.ida)
    for wrong in (other.pk, uuid4()):
        for name in ("family-ask-other", "family-end"):
            assert sofie.post(reverse(name, args=[cast.plan.pk, wrong])).status_code == 404
        for name in ("my-family-answer", "my-family-end"):
            assert rasmus.post(reverse(name, args=[cast.plan.pk, wrong])).status_code == 404
        assert sofie.post(reverse("family-note", args=[cast.plan.pk, wrong, row.pk])).status_code == 404
        assert ida.get(reverse("family-talk", args=[cast.plan.pk, wrong])).status_code == 404
    assert sofie.post(reverse("family-note", args=[cast.plan.pk, side.pk, row.pk])).status_code == 404
    for name in ("family-line-strike", "family-line-move"):
        assert ida.post(reverse(name, args=[cast.plan.pk, side.pk, line.pk])).status_code == 404
    assert as_(family.bodil).post(reverse("my-family-end", args=[cast.plan.pk, side.pk])).status_code == 404
    assert FamilyLink.objects.get().ended_at is None


def test_conversation_with_two_keeps_each_line_in_its_own_plan(family, cast):
    side, _other = linked(family)
    ida = as_(family.ida)
    add_line(by=family.ida, plan=cast.plan, kind="note", text="Sagt med Rasmus alene", area_id=HOUSING)
    page = reverse("family-talk", args=[cast.plan.pk, side.pk])
    html = html_of(ida.get(page))
    assert "Samtale med Rasmus og Bodil" in folded(html)
    assert "Sagt med Rasmus alene" not in html  # both may be looking at the screen
    no_person = ida.post(page, {"kind": "goal", "area": HOUSING, "text": "Et hus"})
    assert no_person.status_code == 422
    assert "Et hus" in html_of(no_person)
    for plan, text in ((cast.plan, "mål: Rasmus vil bo alene"), (family.plan, "mål: Bodil vil have besøg")):
        sent = {"about": str(plan.pk), "kind": "note", "area": HOUSING, "text": text}
        assert ida.post(page, sent).status_code == 303
    wrong_area = {"about": str(cast.plan.pk), "kind": "note", "area": ECONOMY, "text": "x"}
    assert ida.post(page, wrong_area).status_code == 422
    assert {line.talk.plan_id for line in TalkLine.objects.filter(together=side.link)} == {
        cast.plan.pk,
        family.plan.pk,
    }
    bodils = html_of(ida.get(reverse("talk-sort", args=[family.plan.pk])))
    assert "Bodil vil have besøg" in bodils
    assert "Rasmus vil bo alene" not in bodils
    assert not Goal.objects.filter(title__contains="vil").exists()
    for user in family.everybody:
        if user != family.ida:
            assert as_(user).get(page).status_code in (403, 404) or user == family.per


def test_line_is_moved_to_the_other_and_nothing_is_left_behind(family, cast):
    side, _other = linked(family)
    ida = as_(family.ida)
    page = reverse("family-talk", args=[cast.plan.pk, side.pk])
    ida.post(page, {"about": str(cast.plan.pk), "kind": "note", "area": HOUSING, "text": "Om haven"})
    line = TalkLine.objects.get()
    assert ida.post(reverse("family-line-move", args=[cast.plan.pk, side.pk, line.pk])).status_code == 303
    assert [talk.plan for talk in Talk.objects.all()] == [family.plan]
    moved = TalkLine.objects.get()
    strike = reverse("family-line-strike", args=[cast.plan.pk, side.pk, moved.pk])
    assert ida.post(strike).status_code == 303
    assert "strøget" in html_of(ida.get(page))


def test_conversation_closes_with_the_link_and_its_lines_stay_their_writers(family, cast):
    side, _other = linked(family)
    ida = as_(family.ida)
    page = reverse("family-talk", args=[cast.plan.pk, side.pk])
    ida.post(page, {"about": str(cast.plan.pk), "kind": "note", "area": HOUSING, "text": "Om cyklen"})
    end_family(by=cast.rasmus, side=side)
    assert ida.get(page).status_code == 404
    assert ida.post(page, {"about": str(cast.plan.pk), "kind": "note", "text": "Mere"}).status_code == 404
    assert "Om cyklen" in html_of(ida.get(reverse("talk", args=[cast.plan.pk])))


def test_father_reads_only_what_he_is_asked(cast):
    child = gather_child(cast)
    side, other = asked_for_child(cast, child)
    frank = as_(child.frank)
    page = html_of(frank.get(reverse("my-family-answer", args=[child.plan.pk, other.pk])))
    assert "Milles mor" in page
    answer_family(by=child.kirsten, side=other, answer="yes")
    frank.post(reverse("my-family-answer", args=[child.plan.pk, other.pk]), {"answer": "yes"})
    every = " ".join(pages_of(child.frank, child.plan, child.mothers_plan).values())
    assert "Milles mor" in every
    for secret in ("Kirsten Vang", "Havnegade", "Sofie Lind", "Socialafdelingen", str(child.mothers_plan.pk)):
        assert secret not in every, secret
    assert frank.get(reverse("my-family", args=[child.mothers_plan.pk])).status_code == 404
    assert frank.get(reverse("my-family-answer", args=[child.mothers_plan.pk, side.pk])).status_code == 404


def test_long_names_stand_whole_and_longer_ones_come_back(family, cast):
    rasmus = as_(cast.rasmus)
    page = reverse("my-family", args=[cast.plan.pk])
    long = "Bodil-Marie Annelise Kristine " * 6
    assert rasmus.post(page, {"other_named": long, "own_named": AS_SEEN}).status_code == 302
    assert long.strip() in html_of(rasmus.get(page))
    longer = rasmus.post(page, {"other_named": long * 2, "own_named": AS_SEEN})
    assert longer.status_code == 422
    assert long.strip() in html_of(longer)


def test_look_is_written_on_the_plan_whose_page_it_is_alone(family, cast):
    linked(family)
    before = Look.objects.filter(plan_id=family.plan.pk).count()
    as_(cast.sofie).get(reverse("family", args=[cast.plan.pk]))
    assert Look.objects.filter(plan_id=cast.plan.pk, what="Familie", user_id=cast.sofie.pk).exists()
    assert Look.objects.filter(plan_id=family.plan.pk).count() == before
