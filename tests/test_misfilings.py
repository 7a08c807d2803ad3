"""Something on the wrong citizen: out of all view, flagged where it was sent, a breach the auditor follows."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from citizens.models import Ground, GroundKind
from enplan import clock
from integrations.models import Delivery, Fagsystem
from integrations.simulators.faults import Fault
from integrations.simulators.sbsys.simulator import SbsysSimulator
from integrations.simulators.server import pdf_text
from integrations.sweeping import deliver_due
from integrations.wanting import want_everything
from plans.models import Goal, JournalNote, Misfiling, PersonalDataBreach
from plans.permissions import visible_to
from plans.services.goals import add_goal
from plans.services.grounds import Party, store_ground
from plans.services.journal import add_to_journal, write_journal
from plans.services.misfilings import note_on_breach, take_out
from plans.services.plans import end_plan
from plans.services.tasks import add_task
from plans.services.team import block_person
from tests.cast import HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import html_of
from tests.test_deliveries import deliver_everything

SECRET = "Kirstens lejlighed"


@pytest.fixture
def note(cast):
    give_consent(cast.rasmus, cast.plan, to=[None, cast.social], sources=[cast.job])
    note = write_journal(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title=SECRET, text=f"{SECRET} er opsagt"
    )
    add_to_journal(by=cast.jan, note=note, text=f"{SECRET} er lejet ud")
    return note


@pytest.fixture
def sbsys(cast):
    with SbsysSimulator() as simulator:
        Fagsystem.objects.create(
            adapter="sbsys",
            name="SBSYS",
            department=cast.job,
            receives=["plan", "journal"],
            base_url=simulator.base_url,
            credentials="SBSYS",
        )
        yield simulator


def sees(user, thing):
    return visible_to(user, type(thing).objects.filter(pk=thing.pk)).exists()


def page(cast, name, *more):
    return reverse(name, args=[cast.plan.pk, *more])


def everywhere(client, cast, user):
    """All that somebody can open about the plan, as one text."""
    client.force_login(user)
    pages = [
        page(cast, "workspace"),
        page(cast, "workspace-journal"),
        page(cast, "workspace-history"),
        page(cast, "plan-pdf"),
        page(cast, "api-plan"),
        reverse("caseload"),
        reverse("min-plan"),
        reverse("min-plan-journal"),
        reverse("min-plan-pdf"),
        reverse("access-log"),
    ]
    answers = [client.get(address) for address in pages]
    assert any(answer.status_code == 200 for answer in answers)
    return "".join(
        pdf_text(one.content) if one.get("Content-Type") == "application/pdf" else one.content.decode()
        for one in answers
    )


def test_what_is_taken_out_is_on_nobodys_page_print_api_or_history(client, cast, note):
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=SECRET, why=SECRET)
    task = add_task(by=cast.jan, goal=goal, title=SECRET, responsible_is_citizen=True)
    for thing in (note, goal):
        assert SECRET in everywhere(client, cast, cast.rasmus)
        take_out(by=cast.jan, thing=thing)
    for user in (cast.rasmus, cast.sofie, cast.jan, cast.anne, cast.pia):
        assert SECRET not in everywhere(client, cast, user), user.username
        assert not sees(user, task)


def test_writer_takes_it_out_and_alone_can_copy_the_words(client, cast, note):
    client.force_login(cast.jan)
    journal = html_of(client.get(page(cast, "workspace-journal")))
    assert page(cast, "take-out", note.pk) in journal
    assert "skrive den det rigtige sted" in html_of(client.get(page(cast, "take-out", note.pk)))
    answer = client.post(page(cast, "take-out", note.pk), {"discovered_on": "i dag"}, follow=True)
    assert f"{SECRET} er opsagt" in html_of(answer)
    trace = Misfiling.objects.get()
    for user in (cast.sofie, cast.pia):
        client.force_login(user)
        html = html_of(client.get(page(cast, "taken-out", trace.pk)))
        assert "Taget ud" in html
        assert SECRET not in html
    client.force_login(
        cast.rikke
    )  # Beskæftigelse's part is closed to her, and so is that something stood there
    assert client.get(page(cast, "taken-out", trace.pk)).status_code == 404
    client.force_login(cast.rasmus)
    assert "Et notat er taget ud. Det hørte ikke til her." in html_of(client.get(reverse("min-plan-journal")))


@pytest.mark.parametrize(("who", "may"), [("jan", True), ("sofie", True), ("pia", False), ("rikke", False)])
def test_only_the_writer_and_who_coordinates_take_it_out(client, cast, note, who, may):
    client.force_login(getattr(cast, who))
    status = client.get(page(cast, "take-out", note.pk)).status_code
    assert (status == 200) == may
    assert client.post(page(cast, "take-out", note.pk), {"discovered_on": "i dag"}).status_code in (
        303,
        403,
        404,
    )
    assert Misfiling.objects.exists() == may


def test_owners_leader_takes_it_out_under_supervision_and_not_without(cast, note):
    with pytest.raises(PermissionDenied):
        take_out(by=cast.grethe, thing=note)
    supervise(cast, cast.grethe)
    take_out(by=cast.grethe, thing=note)
    assert Misfiling.objects.get().taken_out_by == cast.grethe


def supervise(cast, leader):
    store_ground(
        by=leader,
        plan=cast.plan,
        areas=[HOUSING],
        parties=[Party(user=leader)],
        sources=[cast.job],
        ground=Ground(
            citizen=cast.citizen,
            kind=GroundKind.objects.get(pk="supervision"),
            form=Ground.Form.NONE,
            purpose="Tilsyn",
            given_on=TODAY,
            valid_from=NOW,
            valid_until=NOW + timedelta(days=5),
            noted_by=leader,
            noted_at=NOW,
        ),
    )


def test_citizens_own_goal_is_not_taken_out_by_anybody(client, cast, citizens_goal):
    client.force_login(cast.sofie)
    assert (
        client.post(page(cast, "take-out", citizens_goal.pk), {"discovered_on": "i dag"}).status_code == 403
    )


def test_somebody_elses_id_and_a_wrong_day_change_nothing(client, cast, note):
    theirs = add_goal(by=cast.sofie, plan=cast.kirstens_plan, area_id=HOUSING, title="Hendes")
    client.force_login(cast.jan)
    assert client.post(page(cast, "take-out", theirs.pk), {"discovered_on": "i dag"}).status_code == 404
    for day in ("", "i morgen", "1.1.2026", "abc"):
        answer = client.post(page(cast, "take-out", note.pk), {"discovered_on": day})
        assert answer.status_code == 422, day
    assert sees(cast.jan, note)


def test_it_can_still_be_taken_out_after_the_plan_has_ended(cast, note):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    take_out(by=cast.jan, thing=JournalNote.objects.get(pk=note.pk))
    assert not sees(cast.rasmus, note)


def test_draft_that_nobody_has_seen_is_no_breach(cast):
    draft = write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="x", text="y", is_draft=True)
    take_out(by=cast.jan, thing=draft)
    assert not PersonalDataBreach.objects.exists()
    assert not sees(cast.rasmus, Misfiling.objects.get())
    assert not sees(cast.sofie, Misfiling.objects.get())


def test_fagsystem_that_has_the_note_gets_a_correction_without_its_words(cast, note, sbsys):
    deliver_notes(cast)
    references = [
        document.title.split("[")[1] for document in sbsys.store.all() if document.kind == "journal"
    ]
    assert len(references) == 2  # the note and its addition
    take_out(by=cast.jan, thing=note)
    deliver_everything()
    correction = [one for one in sbsys.store.all() if one.title.startswith("Rettelse")]
    assert len(correction) == 1
    assert all(reference.rstrip("] ") in correction[0].text for reference in references)
    assert SECRET not in correction[0].title + correction[0].text
    deliver_everything(days=1)
    assert len([one for one in sbsys.store.all() if one.title.startswith("Rettelse")]) == 1


def deliver_notes(cast):
    """Written before the system was connected in this test: announced again."""
    want_everything(cast.plan)
    deliver_everything()


def test_note_that_never_left_is_neither_sent_nor_corrected(cast, sbsys):
    note = write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=SECRET, text=SECRET)
    take_out(by=cast.jan, thing=note)
    deliver_everything()
    assert not [one for one in sbsys.store.all() if one.kind == "journal"]
    assert not Delivery.objects.filter(kind=Delivery.Kind.RECALL).exists()


def test_correction_waits_until_it_is_known_whether_the_note_arrived(cast, sbsys):
    note = write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=SECRET, text=SECRET)
    sbsys.faults.set(Fault.TIMEOUT_AFTER_COMMIT)
    deliver_due()
    take_out(by=cast.jan, thing=note)
    deliver_due()
    assert not [one for one in sbsys.store.all() if one.title.startswith("Rettelse")]
    sbsys.faults.clear()
    for day in (
        1,
        2,
    ):  # whichever of the two is tried first: a correction that comes too early waits once more
        deliver_everything(days=day)
    assert len([one for one in sbsys.store.all() if one.title.startswith("Rettelse")]) == 1


def test_goal_on_the_wrong_citizen_is_corrected_where_a_plan_with_it_went(cast, sbsys):
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=SECRET)
    deliver_everything()
    with clock.standing_at(NOW + timedelta(hours=2)):
        take_out(by=cast.jan, thing=Goal.objects.get(pk=goal.pk))
        deliver_everything()
        later = [one.text for one in sbsys.store.all() if one.kind == "plan"][-1]
    correction = [one for one in sbsys.store.all() if one.title.startswith("Rettelse")]
    assert len(correction) == 1
    assert SECRET not in correction[0].text
    assert SECRET not in later


def test_auditor_follows_the_breach_and_sees_nothing_of_the_plan(client, cast, note):
    take_out(by=cast.jan, thing=note, discovered_on=TODAY)
    client.force_login(cast.dorte)
    for address in (reverse("breaches"), reverse("breach", args=[PersonalDataBreach.objects.get().pk])):
        html = html_of(client.get(address))
        assert "Et notat fra Beskæftigelse på en forkert borger" in html
        assert "13. marts" in html  # 72 hours on
        assert SECRET not in html
        assert cast.citizen.name not in html
    answer = client.post(address, {"text": "Anmeldt i dag", "status": "reported"}, follow=True)
    html = html_of(answer)
    assert "Anmeldt i dag" in html
    assert "anmeldt til Datatilsynet" in html
    for data in ({"text": "", "status": "closed"}, {"text": "x", "status": "glemt"}):
        assert client.post(address, data).status_code == 422
    for user in (cast.sofie, cast.jan, cast.rasmus, cast.adam, cast.grethe):
        client.force_login(user)
        assert client.get(address).status_code == 404


def test_breach_that_nobody_has_assessed_in_72_hours_says_so(client, cast, note):
    take_out(by=cast.jan, thing=note)
    with clock.standing_at(NOW + timedelta(hours=72)):
        client.force_login(cast.dorte)
        assert "Fristen for at anmelde var" in html_of(client.get(reverse("breaches")))


def test_auditor_whom_the_citizen_keeps_out_does_not_see_the_breach(client, cast, note):
    take_out(by=cast.jan, thing=note)
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.dorte)
    client.force_login(cast.dorte)
    assert client.get(reverse("breach", args=[PersonalDataBreach.objects.get().pk])).status_code == 404


def test_task_under_a_goal_kept_from_the_citizen_leaves_no_trace_with_them(cast):
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Undersøgelse")
    task = add_task(by=cast.jan, goal=goal, title=SECRET)
    Goal.objects.filter(pk=goal.pk).update(
        withheld_until=NOW + timedelta(days=3), withheld_ground="hensyn", withheld_approved_by=cast.pia
    )
    task.refresh_from_db()
    trace = take_out(by=cast.jan, thing=task)
    assert sees(cast.pia, trace)
    assert not [user for user in (cast.rasmus, cast.anne) if sees(user, trace)]


def test_task_under_a_draft_is_no_breach_and_leaves_no_trace_with_others(cast):
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Kladde", is_draft=True)
    trace = take_out(by=cast.jan, thing=add_task(by=cast.jan, goal=goal, title=SECRET))
    assert [user for user in cast.everybody if sees(user, trace)] == [cast.jan]
    assert not PersonalDataBreach.objects.exists()


def test_trace_names_no_system_of_a_department_that_the_reader_may_not_know(client, cast, sbsys):
    Fagsystem.objects.update(name="Jobsag")
    rusjournal = Fagsystem.objects.create(
        adapter="sbsys",
        name="Rusjournalen",
        department=cast.rus,
        receives=["journal"],
        base_url=sbsys.base_url,
        credentials="SBSYS",
    )
    give_consent(cast.rasmus, cast.plan, to=[cast.rus], sources=[cast.job])
    note = write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=SECRET, text=SECRET)
    deliver_everything()
    assert Delivery.objects.filter(fagsystem=rusjournal, number__gt=0).exists()
    take_out(by=cast.jan, thing=note)
    for user, names in ((cast.jan, False), (cast.pia, False), (cast.sofie, True)):
        give_consent(
            cast.rasmus, cast.plan, to=[None], sources=[cast.job]
        )  # so that who coordinates sees the place
        client.force_login(user)
        html = html_of(client.get(page(cast, "taken-out", Misfiling.objects.get().pk)))
        assert "Jobsag" in html
        assert ("Rusjournalen" in html) is names, user.username
    client.force_login(cast.dorte)
    assert "Rusjournalen" in html_of(
        client.get(reverse("breach", args=[PersonalDataBreach.objects.get().pk]))
    )


def test_log_says_nothing_of_taking_out_what_the_citizen_is_not_to_know_of(client, cast):
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=SECRET)
    Goal.objects.filter(pk=goal.pk).update(
        withheld_until=NOW + timedelta(days=3), withheld_ground="hensyn", withheld_approved_by=cast.pia
    )
    client.force_login(cast.jan)
    address = page(cast, "take-out", goal.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"discovered_on": "i dag"}, follow=True).status_code == 200
    client.force_login(cast.rasmus)
    log = html_of(client.get(reverse("access-log")))
    assert "Planen" in log
    assert "taget ud" not in log
    assert "anden borger" not in log


def test_auditor_who_is_kept_out_neither_sees_nor_adds_to_the_breach(client, cast, note):
    take_out(by=cast.jan, thing=note)
    breach = PersonalDataBreach.objects.get()
    block_person(by=cast.rasmus, plan=cast.plan, user=cast.dorte)
    client.force_login(cast.dorte)
    assert client.get(reverse("breach", args=[breach.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        note_on_breach(by=cast.dorte, breach=breach, status="closed", text="Lukket")
