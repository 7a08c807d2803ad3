"""Telling a private person that something is new: as they chose, once for each occasion, and never what it is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Change
from enplan.mail.models import OutgoingMail
from enplan.mail.outbox import send_due
from plans.models import Notice, NoticeChoice, Task
from plans.services.goals import add_goal
from plans.services.messages import send_message
from plans.services.notices import choose_notices, note_letter_sent, remind_of_tasks
from plans.services.pausing import pause_plan
from plans.services.tasks import add_task, set_task_status
from plans.tasks import remind_of_tasks as job
from tests.cast import HOUSING, NOW, TODAY
from tests.citizen_pages import folded, html_of

pytestmark = pytest.mark.django_db

EMAIL = "rasmus@eksempel.dk"
CHOICE = "/min-plan/beskeder-til-dig/"
AT_FOUR, AT_NIGHT = NOW.replace(hour=16), NOW.replace(hour=22)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def own_mailbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def told(cast, **more):
    return send_message(
        by=cast.sofie, plan=cast.plan, about="Rusmiddel", text="Kom på Rusmiddelcentret", once=uuid4(), **more
    )


def wants(user, reminder="none", **more):
    return choose_notices(by=user, **{"channel": "email", "email": EMAIL, "reminder": reminder, **more})


def sends():
    """What the sweep sends, however often it runs."""
    mail.outbox.clear()
    send_due(), send_due()
    return mail.outbox


def test_message_is_told_of_once_by_mail_and_the_mail_tells_nothing(cast):
    wants(cast.rasmus)
    message = told(cast, must_do=True)
    (sent,) = sends()
    assert sent.to == [EMAIL]
    assert "Der er nyt i din plan." in sent.body
    whole = f"{sent.subject} {sent.body} {sent.from_email}".lower()
    for private in ("rasmus", "ager", "sofie", "lind", "social", "rusmiddel", "kommune", str(cast.plan.pk)):
        assert private not in whole, private
    assert sends() == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            plan=cast.plan, user=cast.rasmus, message=message, is_by_email=True, made_at=NOW
        )


def mails_about(cast):
    return OutgoingMail.objects.filter(about_id__in=Notice.objects.filter(plan=cast.plan).values("pk"))


def test_nobody_is_told_who_has_not_asked_for_it_or_has_changed_their_mind(client, cast):
    User.objects.filter(pk=cast.rasmus.pk).update(
        email=EMAIL
    )  # known from elsewhere, and not chosen for this
    told(cast)
    assert not Notice.objects.exists()
    wants(cast.rasmus)
    told(cast)
    choose_notices(by=cast.rasmus, channel="none")
    assert sends() == []
    wants(cast.rasmus)
    told(cast)
    client.force_login(cast.rasmus)
    client.get(reverse("min-plan-messages", args=[cast.plan.pk]))  # has it on the screen before the mail goes
    assert sends() == []
    assert set(mails_about(cast).values_list("state", flat=True)) == {"dropped"}


def test_who_acts_is_told_of_theirs_and_the_citizen_is_not(cast):
    wants(cast.rasmus)
    wants(cast.anne, email="anne@eksempel.dk")
    told(cast, representative=cast.mother)
    assert [one.to for one in sends()] == [["anne@eksempel.dk"]]


def own_task(cast, **more):
    goal = add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Bo godt")
    return add_task(by=cast.sofie, goal=goal, title="Ringe til udlejer", responsible_is_citizen=True, **more)


@pytest.mark.parametrize(
    ("reminder", "due_on", "at", "is_sent"),
    [
        ("same_morning", TODAY, NOW, True),
        ("same_morning", TOMORROW, NOW, False),
        ("same_morning", TODAY, NOW.replace(hour=7), False),
        ("same_morning", TODAY, AT_NIGHT, False),
        ("day_before", TOMORROW, AT_FOUR, True),
        ("day_before", TOMORROW, NOW, False),
        ("none", TODAY, NOW, False),
    ],
)
def test_reminder_comes_when_the_person_has_chosen(cast, reminder, due_on, at, is_sent):
    wants(cast.rasmus, reminder)
    own_task(cast, due_on=due_on)
    own_task(cast, due_on=due_on)
    with clock.standing_at(at):
        job(), job()  # as often as one likes: one mail for the day
        sent = sends()
    assert len(sent) == is_sent
    if sent:
        assert "ville mindes om" in sent[0].body
        assert "udlejer" not in sent[0].body


def test_nothing_is_reminded_of_that_is_done_or_hidden_or_while_the_plan_rests(cast):
    wants(cast.rasmus, "same_morning")
    task = own_task(cast, due_on=TODAY)
    own_task(cast, due_on=TODAY, is_draft=True)
    set_task_status(by=cast.rasmus, task=task, seen=task.version, status=Task.Status.DONE)
    assert remind_of_tasks() == 0
    task.refresh_from_db()
    set_task_status(by=cast.rasmus, task=task, seen=task.version, status=Task.Status.NOT_STARTED)
    assert remind_of_tasks() == 1
    task.refresh_from_db()
    set_task_status(by=cast.rasmus, task=task, seen=task.version, status=Task.Status.DONE)
    assert sends() == []  # done before the mail went
    Notice.objects.all().delete()
    own_task(cast, due_on=TODAY)
    pause_plan(by=cast.sofie, plan=cast.plan, reason="Ferie", look_again_on=TOMORROW)
    assert remind_of_tasks() == 0


def test_letter_waits_on_the_coordinators_list_until_it_is_sent(client, cast):
    choose_notices(by=cast.rasmus, channel="letter")
    letter = told(cast).notices.get()
    client.force_login(cast.sofie)
    assert "Rasmus skal have din besked som brev" in html_of(client.get("/planer/"))
    where = reverse("plan-letter-sent", args=[cast.plan.pk, letter.pk])
    assert where in html_of(client.get(reverse("plan-messages", args=[cast.plan.pk])))
    assert client.post(where).status_code == client.post(where).status_code == 303
    assert "som brev" not in html_of(client.get("/planer/"))
    assert Change.objects.filter(field="letter_sent_at").count() == 1
    letter.refresh_from_db()
    assert letter.letter_sent_by == cast.sofie
    assert not mails_about(cast).exists()
    client.force_login(cast.jan)
    assert client.post(where).status_code == 404


def test_citizen_without_a_login_has_messages_on_paper(cast):
    type(cast.citizen).objects.filter(pk=cast.citizen.pk).update(user=None)
    cast.plan.refresh_from_db()
    letter = told(cast).notices.get()
    assert (letter.user, letter.is_by_email) == (None, False)
    note_letter_sent(by=cast.sofie, notice=letter)


def test_choice_is_made_and_what_was_sent_is_seen_on_one_page(client, cast):
    client.force_login(cast.rasmus)
    refused = client.post(CHOICE, {"channel": "email", "email": "rasmus@", "reminder": "none"})
    assert refused.status_code == 422
    assert "Skriv en e-mailadresse" in html_of(refused)
    refused = client.post(CHOICE, {"channel": "none", "email": "", "reminder": "same_morning"})
    assert "Vi kan kun minde dig om noget på mail." in html_of(refused)
    given = {"channel": "email", "email": EMAIL, "reminder": "day_before"}
    assert client.post(CHOICE, given).status_code == 302
    told(cast)
    with clock.standing_at(NOW + timedelta(minutes=2)):
        sends()
        html = folded(html_of(client.get(CHOICE)))
    assert "Mail om en ny besked" in html
    assert "sendt i dag kl. 10.02" in html
    assert "Ny besked: Ja, send mig en mail" in html
    assert f'value="{EMAIL}"' in html
    client.post(CHOICE, given | {"email": "ny@eksempel.dk"})
    kept = Change.objects.filter(thing="noticechoice")
    assert not [one for one in kept if "@" in one.before + one.after], "the address stands in no record"
    for user in (cast.anne, cast.sofie, cast.kirsten):
        client.force_login(user)
        assert EMAIL not in client.get(f"{CHOICE}?plan={cast.plan.pk}").content.decode()


def test_choice_is_for_private_persons_and_is_checked(cast):
    with pytest.raises(PermissionDenied):
        wants(cast.sofie)
    for wrong in ({"channel": "due"}, {"email": "x"}, {"reminder": "aldrig"}):
        with pytest.raises(ValidationError):
            wants(cast.rasmus, **wrong)
    assert not NoticeChoice.objects.exists()
