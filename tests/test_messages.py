"""Messages between the citizen's side and whoever coordinates: sent once, read by those two alone, answered."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Change, Look
from plans.models import Message, MessageOpening
from plans.permissions import visible_to
from plans.services.checks import NotAllowed, PlanEnded
from plans.services.handover import accept_handover, offer_handover
from plans.services.messages import LONGEST, note_message, send_message, settle_message
from plans.services.pausing import pause_plan
from plans.services.plans import end_plan
from plans.services.team import appoint_deputy
from tests.cast import NOW, TODAY, give_consent, make_employee
from tests.citizen_pages import folded, html_of

pytestmark = pytest.mark.django_db

MIXED = '<b>Hej</b> مرحبا \u202eבאמת\u202c "Sofie" 👩‍👩‍👧\nNy linje'


def asked(cast, text="Må jeg få en anden tid?", by=None, **more):
    return send_message(by=by or cast.rasmus, plan=cast.plan, text=text, once=uuid4(), **more)


def told(cast, text="Vi mødes tirsdag", about="Vores møde", by=None, **more):
    return send_message(by=by or cast.sofie, plan=cast.plan, text=text, about=about, once=uuid4(), **more)


def seen_by(user):
    return set(visible_to(user, Message.objects.all()))


def page_of(client, user, address):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return folded(html_of(answer))


def citizens(cast):
    return reverse("min-plan-messages", args=[cast.plan.pk])


def staffs(cast):
    return reverse("plan-messages", args=[cast.plan.pk])


def test_message_is_for_the_citizen_and_whoever_coordinates_whatever_is_shared(cast):
    give_consent(cast.rasmus, cast.plan, to=[cast.job, cast.rus, cast.mads], sources=[cast.social])
    both = {asked(cast), told(cast)}
    assert seen_by(cast.rasmus) == seen_by(cast.sofie) == both
    for user in set(cast.everybody) - {cast.rasmus, cast.sofie}:
        assert seen_by(user) == set(), user.username


def test_conversation_follows_the_coordination(cast):
    message = asked(cast)
    mette = make_employee("mette", "Mette Ravn", cast.social)
    appoint_deputy(by=cast.sofie, plan=cast.plan, user=mette, starts_at=NOW, ends_at=NOW + timedelta(days=9))
    assert seen_by(mette) == {message}
    with clock.standing_at(NOW + timedelta(days=10)):
        assert seen_by(mette) == set()
        offer_handover(by=cast.sofie, plan=cast.plan, to=cast.jan)
        accept_handover(by=cast.jan, plan=cast.plan)
        assert seen_by(cast.jan) == {message}
        assert seen_by(cast.sofie) == set()
        told(cast, by=cast.jan, about="")  # it answers what she was asked
    message.refresh_from_db()
    assert message.settled_by == cast.jan


def test_who_acts_has_a_conversation_of_their_own_that_the_citizen_reads_along_in(cast):
    own, hers = asked(cast), asked(cast, by=cast.anne)
    to_her = told(cast, representative=cast.mother)
    assert seen_by(cast.anne) == {hers, to_her}
    assert seen_by(cast.rasmus) == {own, hers, to_her}
    assert Change.objects.get(thing_id=hers.pk, field="text").on_behalf
    assert not Change.objects.get(thing_id=own.pk, field="text").on_behalf
    own.refresh_from_db()
    assert own.is_open, "an answer to her is none to him"
    with clock.standing_at(NOW + timedelta(days=120)):  # her period is over
        assert seen_by(cast.anne) == set()
        with pytest.raises(NotAllowed):
            told(cast, representative=cast.mother)


def test_noted_message_is_the_citizens_and_the_one_who_noted_it_sees_that_alone(cast):
    asked(cast)
    noted = note_message(by=cast.jan, plan=cast.plan, text="Ring til mig", heard="call", once=uuid4())
    assert noted.is_from_citizen
    assert noted.is_open
    assert seen_by(cast.jan) == {noted}
    with pytest.raises(ValidationError):
        note_message(by=cast.jan, plan=cast.plan, text="Hej", heard="rygte", once=uuid4())


def test_double_tap_sends_one_message_and_the_way_back_another(cast):
    once = uuid4()
    first = send_message(by=cast.rasmus, plan=cast.plan, text="Hej ", once=once)
    assert send_message(by=cast.rasmus, plan=cast.plan, text="Hej", once=once) == first
    assert Change.objects.filter(thing="message").count() == 1
    other = send_message(by=cast.rasmus, plan=cast.plan, text="Hej igen", once=once)
    assert {one.text for one in Message.objects.all()} == {"Hej", "Hej igen"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=other.pk).update(once=once)


def test_answer_settles_what_it_answers_and_what_needs_none_is_settled_by_itself(cast):
    asked(cast), asked(cast)
    with pytest.raises(ValidationError, match="handler om"):
        told(cast, about="", representative=cast.mother)  # a new conversation says what it is about
    with clock.standing_at(NOW + timedelta(minutes=5)):
        unread = asked(cast)
    with clock.standing_at(NOW + timedelta(minutes=6)):
        told(cast, about="", seen=NOW)
        assert Message.objects.get(is_from_citizen=True, settled_at=None) == unread
        told(cast, about="")
    assert not Message.objects.filter(is_from_citizen=True, settled_at=None).exists()
    thanks = asked(cast, text="Tak!")
    settle_message(by=cast.sofie, message=thanks)
    settle_message(by=cast.sofie, message=thanks)
    assert Change.objects.filter(thing_id=thanks.pk, field="settled_at").count() == 1
    with pytest.raises(NotAllowed):
        settle_message(by=cast.rasmus, message=asked(cast))


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("text", {"text": " \n "}),
        ("text", {"text": "x" * (LONGEST + 1)}),
        ("do_by", {"do_by": TODAY}),
        ("do_by", {"must_do": True, "do_by": TODAY - timedelta(days=1)}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast, field, given):
    with pytest.raises(ValidationError) as refused:
        told(cast, **given)
    assert field in refused.value.message_dict


def test_nothing_is_sent_once_the_plan_has_ended_and_what_was_sent_stays(cast):
    message = asked(cast)
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    with pytest.raises(PlanEnded):
        asked(cast)
    assert seen_by(cast.rasmus) == {message}


def test_citizen_writes_and_reads_on_their_own_page(client, cast):
    told(cast, must_do=True, do_by=TODAY + timedelta(days=2))
    plan = page_of(client, cast.rasmus, "/min-plan/")
    assert "Der er en ny besked fra Sofie Lind om “Vores møde”. Du skal gøre noget senest 12. marts." in plan
    assert f'<a class="button button-secondary" href="{citizens(cast)}"> Skriv </a>' in plan
    html = page_of(client, cast.rasmus, citizens(cast))
    for said in ("Vores møde", "Vi mødes tirsdag", "Du skal gøre noget senest 12. marts.", ">Ny<"):
        assert said in html
    assert "Der er en ny besked" not in page_of(client, cast.rasmus, "/min-plan/")
    answer = client.post(citizens(cast), {"text": MIXED, "once": uuid4()}, follow=True)
    html = html_of(answer)
    assert "Din besked er sendt." in html
    assert "&lt;b&gt;Hej&lt;/b&gt; مرحبا" in html
    assert "<br>Ny linje" in html
    assert 'dir="auto"' in html
    assert Message.objects.get(is_from_citizen=True).text == MIXED
    looks = Look.objects.filter(plan_id=cast.plan.pk, user_id=cast.rasmus.pk, what="Beskeder")
    assert looks.exists()


def test_long_words_come_back_whole_at_the_field(client, cast):
    client.force_login(cast.rasmus)
    words = "Æ" * (LONGEST + 1)
    answer = client.post(citizens(cast), {"text": words, "once": uuid4()})
    assert answer.status_code == 422
    assert words in html_of(answer)
    assert not Message.objects.exists()
    assert client.post(citizens(cast), {"text": "Hej", "once": "ikke et tal"}).status_code == 422


def test_opening_is_kept_once_and_told_to_the_other(client, cast):
    told(cast)
    page_of(client, cast.rasmus, citizens(cast))
    with clock.standing_at(NOW + timedelta(days=1)):
        page_of(client, cast.rasmus, citizens(cast))
        assert MessageOpening.objects.get().at == NOW
        assert "Åbnet af Rasmus Ager" in page_of(client, cast.sofie, staffs(cast))
    to_anne = told(cast, representative=cast.mother)
    page_of(client, cast.rasmus, citizens(cast))
    assert not to_anne.openings.exists(), "the citizen reads along, and the message is hers"


def test_coordinator_answers_where_the_message_waits(client, cast):
    message = asked(cast, text=MIXED)
    asked(cast, text="Og en til")
    pause_plan(by=cast.sofie, plan=cast.plan, reason="Ferie", look_again_on=TODAY + timedelta(days=30))
    html = page_of(client, cast.sofie, "/planer/")
    assert "Rasmus har skrevet 2 beskeder" in html
    assert "siden i dag" in html
    assert "&lt;b&gt;Hej&lt;/b&gt; مرحبا" in html
    assert "Og en til" in html
    where = reverse("plan-message-answer", args=[cast.plan.pk, message.pk])
    name = message.pk.hex
    given = {f"{name}-text": "Ja, onsdag.", f"{name}-once": uuid4()}
    refused = client.post(where, given)
    assert refused.status_code == 422
    assert "Ja, onsdag." in html_of(refused)
    assert "Vælg, om borgeren skal gøre noget." in html_of(refused)
    assert client.post(where, given | {f"{name}-must_do": "nej"}).status_code == 303
    assert where not in page_of(client, cast.sofie, "/planer/")
    html = page_of(client, cast.rasmus, citizens(cast))
    assert "Ja, onsdag." in html
    assert "Du skal ikke gøre noget." in html
    assert "Besvaret eller klaret af Sofie Lind" in html


def test_pages_are_for_their_own_alone_and_noting_is_for_caseworkers(client, cast):
    message, to_anne = asked(cast), told(cast, representative=cast.mother, text="Kun til Anne")
    where = {
        "note": reverse("plan-message-note", args=[cast.plan.pk]),
        "settle": reverse("plan-message-settle", args=[cast.plan.pk, message.pk]),
        "elsewhere": reverse("plan-message-settle", args=[cast.kirstens_plan.pk, message.pk]),
    }
    client.force_login(cast.jan)
    assert message.text not in html_of(client.get(staffs(cast)))
    assert client.post(where["settle"]).status_code == 404
    sent = client.post(where["note"], {"heard": "visit", "text": "Han vil flytte", "once": uuid4()})
    assert sent.status_code == 303
    assert "Skrevet ned af Jan Falk efter et besøg." in html_of(client.get(staffs(cast)))
    client.force_login(cast.pia)  # a provider
    assert client.get(staffs(cast)).status_code == 403
    client.force_login(cast.sofie)
    assert client.post(where["elsewhere"]).status_code == 404
    assert to_anne.text not in html_of(client.get(staffs(cast)))
    assert to_anne.text in html_of(client.get(f"{staffs(cast)}?med={cast.mother.pk}"))
    assert client.get(f"{staffs(cast)}?med={cast.plan.pk}").status_code == 404
    assert client.post(where["settle"]).status_code == 303
    html = page_of(client, cast.anne, citizens(cast))
    assert to_anne.text in html
    assert message.text not in html
    for user in (cast.kirsten, cast.mads, cast.ulla):
        client.force_login(user)
        assert client.get(citizens(cast)).status_code == 404
