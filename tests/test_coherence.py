"""The three questions about coherence: asked twice a year, never pressed, and read as an overall number is."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from enplan import clock
from plans.models import CoherenceAnswer, Plan
from plans.permissions import visible_to
from plans.reading import read_plan
from plans.services.checks import NotAllowed
from plans.services.coherence import Said, answer_coherence, ask_coherence_later
from plans.services.plans import end_plan
from plans.services.progress import rate
from plans.services.words import share_words
from tests.cast import ECONOMY, NOW, give_consent
from tests.citizen_pages import html_of
from tests.printing import logged_in, print_for, text_of

pytestmark = pytest.mark.django_db

ASKS = "To gange om året"


def page(user, name, *args, **query):
    return html_of(logged_in(user).get(reverse(name, args=args), query))


def values(user):
    return [answer.value for answer in visible_to(user, CoherenceAnswer.objects.order_by("question"))]


def test_is_read_as_the_overall_wellbeing_is(cast):
    give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job], areas=[ECONOMY])
    answer_coherence(
        by=cast.rasmus, plan=cast.plan, answers={"coherence": Said(None), "heard": Said(2, "Sjældent")}
    )
    answer_coherence(by=cast.rasmus, plan=cast.plan, answers={"influence": Said(9)}, is_private=True)
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=5)
    assert values(cast.rasmus) == [None, 2, 9]
    assert values(cast.sofie) == [None, 2]  # what is not shared is the citizen's alone
    everybody = (cast.anne, cast.jan, cast.pia, cast.rikke, cast.ulla, cast.grethe, cast.mads, cast.root)
    for other in everybody:
        reads_number = any(rating.section_id is None for rating in read_plan(other, cast.plan).ratings)
        assert bool(values(other)) == reads_number, other
    assert values(cast.anne)
    share_words(by=cast.rasmus, plan=cast.plan, coordinator_only=True)
    assert values(cast.sofie) == [None, 2]


def test_asks_half_a_year_after_the_start_and_after_the_last_answers_but_not_when_put_off(cast):
    assert ASKS not in page(cast.rasmus, "min-plan")
    due = NOW + timedelta(days=150)  # the plan began on 5 January
    with clock.standing_at(due):
        assert ASKS in page(cast.rasmus, "min-plan")
        logged_in(cast.rasmus).post(reverse("min-plan-coherence-later", args=[cast.plan.pk]))
        assert ASKS not in page(cast.rasmus, "min-plan")
    with clock.standing_at(due + timedelta(days=31)):
        assert ASKS in page(cast.rasmus, "min-plan")
        answer_coherence(by=cast.rasmus, plan=cast.plan, answers={"heard": Said(None)})
        assert ASKS not in page(cast.rasmus, "min-plan")
    with clock.standing_at(due + timedelta(days=31 + 190)):
        assert ASKS in page(cast.rasmus, "min-plan")
        end_plan(by=cast.sofie, plan=cast.plan, outcome=Plan.Outcome.values[0])
        assert ASKS not in page(cast.rasmus, "min-plan")


def test_answers_are_each_left_out_or_given_on_the_page_and_not_knowing_is_counted(cast):
    address = reverse("min-plan-coherence", args=[cast.plan.pk])
    client = logged_in(cast.rasmus)
    assert client.post(address, {}).status_code == 422
    lost = client.post(address, {"heard_note": "Kun en linje"})
    assert lost.status_code == 422
    assert "Kun en linje" in html_of(lost)
    assert (
        client.post(address, {"coherence": "unknown", "heard": "3", "heard_note": "Nej"}).status_code == 302
    )
    assert sorted(CoherenceAnswer.objects.values_list("question", "value")) == [
        ("coherence", None),
        ("heard", 3),
    ]
    with clock.standing_at(NOW + timedelta(days=200)):
        answer_coherence(by=cast.rasmus, plan=cast.plan, answers={"heard": Said(6)})
        shown = page(cast.rasmus, "min-plan-coherence", cast.plan.pk)
        seen = page(cast.sofie, "coherence", cast.plan.pk)
    for told in (shown, seen):
        assert "1 gang er svaret" in told
        assert "Bliver der lyttet til dig? 3 den" in told  # the curve in words
        assert "/historik/" in told
        assert told.index("<td>6</td>") < told.index("<td>3</td>")
    assert "Bliver der lyttet til dig? 6" in page(cast.sofie, "workspace", cast.plan.pk)


def test_print_and_api_hold_the_answers(cast):
    answer_coherence(by=cast.anne, plan=cast.plan, answers={"influence": Said(None, "Det skifter")})
    on_paper = " ".join(text_of(print_for(cast.sofie, cast.plan)).split())
    assert "Sammenhæng i hjælpen" in on_paper
    assert "Det skifter" in on_paper
    api = logged_in(cast.sofie).get(reverse("api-plan", args=[cast.plan.pk])).json()["coherence"]
    assert [(one["question"], one["value"], one["is_by_representative"]) for one in api] == [
        ("influence", None, True)
    ]


def test_low_answer_and_low_or_high_number_prompt_a_talk_until_the_plan_has_been_opened(cast):
    answer_coherence(by=cast.rasmus, plan=cast.plan, answers={"heard": Said(2), "influence": Said(8)})
    rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=10)
    waits = page(cast.sofie, "caseload")
    assert "om svaret 2 af 10" in waits
    assert "om svaret 8" not in waits
    assert "Et højt tal er ikke i sig selv grund til mindre hjælp" in waits
    assert "om svaret 2" not in page(cast.jan, "caseload")
    with clock.standing_at(NOW + timedelta(hours=1)):
        page(cast.sofie, "workspace", cast.plan.pk)
    with clock.standing_at(NOW + timedelta(hours=2)):
        assert "om svaret 2" not in page(cast.sofie, "caseload")
        rate(by=cast.rasmus, plan=cast.plan, area_id=None, value=1, is_private=True)
        assert "om tallet 1" not in page(cast.sofie, "caseload")


def test_answers_are_the_citizens_sides_alone(cast):
    for other in (cast.sofie, cast.jan, cast.mads):
        with pytest.raises(NotAllowed):
            answer_coherence(by=other, plan=cast.plan, answers={"heard": Said(4)})
        with pytest.raises(NotAllowed):
            ask_coherence_later(by=other, plan=cast.plan)
    with pytest.raises(NotAllowed):
        answer_coherence(by=cast.anne, plan=cast.plan, answers={"heard": Said(4)}, is_private=True)
    for wrong in ({}, {"heard": Said(11)}, {"other": Said(1)}):
        with pytest.raises(ValidationError):
            answer_coherence(by=cast.rasmus, plan=cast.plan, answers=wrong)
    assert not CoherenceAnswer.objects.exists()
