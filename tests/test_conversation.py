"""`/min-plan/<plan>/samtale/`: the citizen alone answers about one plan, the team, health and own people."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from citizens.models import Ground, GroundParty
from enplan import clock
from enplan.accounts.models import LifeArea
from enplan.audit.models import Change, Deletion, Look
from plans.models import ConversationDraft, Goal, JournalNote, Plan, Task
from plans.permissions import visible_to
from plans.services.custody import note_answer
from plans.services.goals import add_goal, propose_goal
from plans.services.journal import write_journal
from plans.services.plans import agree_to_plan, decline_plan, end_plan
from plans.services.tasks import add_task
from plans.services.team import add_member, block_person, end_member
from plans.services.words import write_words
from plans.tasks import delete_unconfirmed_answers
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent, make_department, make_employee
from tests.citizen_pages import folded, html_of
from tests.test_representatives import CHILD, family

pytestmark = pytest.mark.django_db
PURPOSE = "Vi arbejder sammen om min plan på tværs af afdelinger"


def at(plan, step="plan"):
    return reverse("conversation", args=[plan.pk, step])


def answer(client, plan, step, follow=False, **data):
    """Send one step; `answers`, `areas` and `only` are by receiver. Fails unless it was kept."""
    response = client.post(at(plan, step), data)
    assert response.status_code == 302, html_of(response)
    return html_of(client.get(response["Location"])) if follow else response["Location"]


def yes(*receivers):
    return {f"{key(one)}-svar": "yes" for one in receivers}


def no(*receivers):
    return {f"{key(one)}-svar": "no" for one in receivers}


def key(receiver):
    if receiver is None:
        return "koordinator"
    return f"p-{receiver.pk}" if hasattr(receiver, "username") else f"afd-{receiver.pk}"


def review(client, plan):
    return folded(html_of(client.get(at(plan, "se-efter"))))


def confirm(client, plan):
    """Say yes to what the last page shows."""
    html = html_of(client.get(at(plan, "se-efter")))
    seen = html.split('name="set" value="')[1].split('"')[0]
    return client.post(at(plan, "se-efter"), {"set": seen})


def seen_by(people):
    kinds = (Goal, Task, JournalNote)
    return {
        user: {thing for kind in kinds for thing in visible_to(user, kind.objects.all())} for user in people
    }


@pytest.fixture
def rasmus(client, cast, jobs_goal, socials_goal, rus_goal):
    """The citizen, logged in, with a goal of each department in the plan."""
    client.force_login(cast.rasmus)
    return cast.rasmus


def test_each_question_begins_without_an_answer_and_says_that_a_no_is_fine(client, cast, rasmus):
    for step in ("plan", "team", "helbred", "netvaerk"):
        html = html_of(client.get(at(cast.plan, step)))
        assert " checked" not in html
        assert "Spørgsmål" in html
        assert "sige nej" in html


def test_yes_and_no_are_stored_at_once_at_the_end_and_not_before(client, cast, rasmus):
    answer(client, cast.plan, "plan", svar="yes")
    answer(client, cast.plan, "team", **yes(None), **no(cast.job))
    answer(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    assert not Ground.objects.exists()
    assert Plan.objects.get(pk=cast.plan.pk).agreed_on is None
    assert confirm(client, cast.plan).status_code == 302
    assert Plan.objects.get(pk=cast.plan.pk).agreed_on == clock.today()
    given = {ground.decision: ground for ground in Ground.objects.all()}
    assert given["yes"].parties.get().is_coordinator
    assert given["no"].parties.get().department == cast.job
    assert {one.form for one in given.values()} == {"digital"}
    assert set(given["yes"].sources.all()) == {cast.social, cast.job}  # health is asked about apart
    assert not ConversationDraft.objects.exists()
    html = html_of(client.get("/min-plan/samtykker/"))
    assert "Må ikke se" in html
    assert PURPOSE in html


def test_what_is_not_answered_is_neither_yes_nor_no(client, cast, rasmus):
    answer(client, cast.plan, "plan")
    answer(client, cast.plan, "team", **no(cast.job))
    assert "Ikke svaret om Sofie Lind og Rusmiddelcentret" in review(client, cast.plan)
    confirm(client, cast.plan)
    assert GroundParty.objects.get().department == cast.job
    fresh = Plan.objects.get(pk=cast.plan.pk)
    assert (fresh.agreed_on, fresh.declined_on) == (None, None)


def test_answering_nothing_stores_nothing(client, cast, rasmus):
    answer(client, cast.plan, "plan")
    answer(client, cast.plan, "team", **{f"{key(None)}-svar": "later"})
    before = Change.objects.count()
    assert "Der er ikke svaret på noget" in review(client, cast.plan)
    assert confirm(client, cast.plan).status_code == 302
    assert not Ground.objects.exists()
    assert Change.objects.count() == before


def test_a_no_to_one_plan_is_stored_and_ends_the_questions(client, cast, rasmus):
    ground = give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social])
    answer(client, cast.plan, "team", **yes(None))
    assert answer(client, cast.plan, "plan", svar="no") == at(cast.plan, "se-efter")
    assert "gælder stadig" in review(client, cast.plan)
    confirm(client, cast.plan)
    assert Plan.objects.get(pk=cast.plan.pk).declined_on == clock.today()
    assert Ground.objects.get() == ground  # what was answered about the team before is not stored
    client.force_login(cast.sofie)
    assert "sagde nej til én plan" in html_of(client.get(reverse("workspace", args=[cast.plan.pk])))


def test_choosing_for_oneself_narrows_areas_and_people(client, cast, rasmus):
    add_member(by=cast.sofie, plan=cast.plan, user=cast.ulla, areas=[HOUSING, ECONOMY])
    chosen = {f"afd-{cast.job.pk}-omraader": [ECONOMY], f"afd-{cast.job.pk}-kun": [str(cast.ulla.pk)]}
    answer(client, cast.plan, "team", **yes(cast.job), **chosen)
    answer(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    assert "Kun Ulla" in review(client, cast.plan)
    confirm(client, cast.plan)
    ground = Ground.objects.get()
    assert ground.parties.get().user == cast.ulla
    assert [area.pk for area in ground.areas.all()] == [ECONOMY]
    assert not visible_to(cast.jan, Goal.objects.filter(section__owner=cast.social)).exists()


def test_health_stands_apart_and_is_signed(client, cast, rasmus):
    html = html_of(client.get(at(cast.plan, "helbred")))
    assert "Rusmiddelcentret" in html
    assert f"afd-{cast.rus.pk}" not in html  # sees its own already
    wrong = client.post(at(cast.plan, "helbred"), yes(cast.job))
    assert wrong.status_code == 422
    assert 'href="#id_underskrift"' in html_of(wrong)
    assert client.post(at(cast.plan, "helbred"), {**yes(cast.job), "underskrift": "Anne"}).status_code == 422
    answer(client, cast.plan, "helbred", **yes(cast.job), underskrift=" rasmus  ager")
    late = {"formaal": PURPOSE, "til": (NOW + timedelta(days=400)).strftime("%d.%m.%Y")}
    refused = client.post(at(cast.plan, "hvor-laenge"), late)
    assert refused.status_code == 422
    assert 'href="#id_til"' in html_of(refused)
    answer(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    confirm(client, cast.plan)
    ground = Ground.objects.get()
    assert ground.kind_id == "health_consent"
    assert list(ground.sources.all()) == [cast.rus]
    assert "Underskrevet" in ground.circumstances
    assert visible_to(cast.jan, Goal.objects.filter(section__owner=cast.rus)).exists()


def test_health_is_not_asked_about_without_a_health_department(client, cast):
    client.force_login(cast.kirsten)
    assert client.get(at(cast.kirstens_plan, "helbred"))["Location"].endswith("/se-efter/")
    assert "Helbred spørger vi om for sig" not in html_of(client.get(at(cast.kirstens_plan, "team")))


def test_own_people_choose_areas_or_wait(client, cast, rasmus):
    mads = f"p-{cast.mads.pk}"
    wrong = client.post(at(cast.plan, "netvaerk"), {f"{mads}-svar": "yes"})
    assert wrong.status_code == 422
    assert f'href="#id_{mads}-omraader_0"' in html_of(wrong)
    answer(client, cast.plan, "netvaerk", **{f"{mads}-svar": "later"})
    assert "Ikke svaret om Mads Ager" in review(client, cast.plan)
    answer(client, cast.plan, "netvaerk", **{f"{mads}-svar": "yes", f"{mads}-omraader": [HOUSING]})
    answer(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    confirm(client, cast.plan)
    assert visible_to(cast.mads, Goal.objects.filter(section__owner=cast.job)).exists()


def test_what_is_told_beforehand_is_what_happens(client, cast, rasmus, citizens_goal):
    """The preview against the rule: after minus before, and before minus after, for everybody."""
    give_consent(cast.sofie, cast.plan, to=[cast.social, cast.rus], sources=[cast.job, cast.social])
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Helt privat", is_private=True)
    add_task(by=cast.rikke, goal=Goal.objects.get(section__owner=cast.rus), title="Samtale")
    write_journal(by=cast.rikke, plan=cast.plan, area_id=HOUSING, title="Notat", text="Notat")
    write_words(by=cast.rasmus, plan=cast.plan, kind="dream", text="Et værksted", seen=0)
    mads = {f"p-{cast.mads.pk}-svar": "yes", f"p-{cast.mads.pk}-omraader": [HOUSING]}
    answer(client, cast.plan, "team", **yes(cast.job), **no(None, cast.rus))
    answer(client, cast.plan, "helbred", **yes(cast.job), underskrift="Rasmus Ager")
    answer(client, cast.plan, "netvaerk", **mads)
    answer(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    before = seen_by(cast.everybody)
    html = review(client, cast.plan)
    told = {part.split(",")[0].split("<")[0].strip(): part for part in html.split("<h3>")[1:]}
    confirm(client, cast.plan)
    after = seen_by(cast.everybody)
    changed = {user for user in cast.everybody if before[user] != after[user]}
    assert {"Jan Falk", "Sofie Lind", "Rikke Brandt", "Mads Ager", "Pia Dahl"} == {u.name for u in changed}
    assert "1 mål, 1 aftale og 1 notat" in told["Jan Falk"]  # Rusmiddelcentret's
    assert "Drømmen" in told["Jan Falk"]
    assert "Kan ikke længere se" in told["Sofie Lind"]
    assert "Kan ikke længere se" in told["Rikke Brandt"]
    assert "notat" not in told["Mads Ager"].split("</ul>")[0]
    gained = {thing for thing in after[cast.jan] - before[cast.jan] if isinstance(thing, Goal)}
    assert {goal.section.owner for goal in gained} == {cast.rus, None}  # and the citizen's own


def test_a_new_answer_stands_in_place_of_the_earlier_one(client, cast, rasmus):
    give_consent(cast.sofie, cast.plan, to=[cast.social, cast.jan, None], sources=[cast.job])
    html = html_of(client.get(at(cast.plan, "team")))
    assert "Nu: ja til bolig, til og med 9. marts 2027." in html
    answer(client, cast.plan, "team", **no(None))
    text = review(client, cast.plan)
    assert "i stedet for" in text
    assert "Kan ikke længere se" in text
    confirm(client, cast.plan)
    assert not visible_to(cast.sofie, Goal.objects.filter(section__owner=cast.job)).exists()
    still = GroundParty.objects.filter(withdrawn_at=None, ground__decision="yes")
    assert [party.user for party in still] == [cast.jan]  # who was not answered about keeps what they have
    answer(client, cast.plan, "team", **yes(None))
    answer(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    confirm(client, cast.plan)
    assert not Ground.objects.filter(decision="no", withdrawn_at=None).exists()
    assert visible_to(cast.sofie, Goal.objects.filter(section__owner=cast.job)).exists()


def test_answering_no_where_nothing_was_open_changes_nothing(client, cast, rasmus):
    answer(client, cast.plan, "team", **no(cast.job, None))
    html = review(client, cast.plan)
    assert "Ingen ændring:</strong> Sofie Lind, Jan Falk" in html
    assert "Kan så også se" not in html


def test_a_yes_from_a_later_day_works_from_then_on(client, cast, rasmus):
    add_goal(by=cast.sofie, plan=cast.plan, area_id=HOUSING, title="Finde en bolig")
    answer(client, cast.plan, "team", **yes(cast.job))
    assert client.post(at(cast.plan, "hvor-laenge"), {"formaal": PURPOSE, "fra": "i går"}).status_code == 422
    answer(client, cast.plan, "hvor-laenge", formaal=PURPOSE, fra="20.03.2026")
    html = review(client, cast.plan)
    assert "Det gælder først fra 20. marts 2026" in html
    assert "Jan Falk" in html.split("Kan så også se")[0]
    confirm(client, cast.plan)
    goals = Goal.objects.filter(section__owner=cast.social)
    ground = Ground.objects.get()
    assert ground.given_on == clock.today()
    assert not visible_to(cast.jan, goals).exists()
    with clock.standing_at(NOW + timedelta(days=10)):
        assert visible_to(cast.jan, goals).exists()


def test_answers_stay_when_one_goes_back_or_comes_again(client, cast, rasmus):
    answer(client, cast.plan, "plan", svar="yes")
    answer(client, cast.plan, "team", **yes(None), **{"koordinator-omraader": [HOUSING]})
    html = html_of(client.get(at(cast.plan, "team")))
    assert html.count(" checked") == 2
    assert '<details class="edit-in-place" open>' in html
    assert html_of(client.get(at(cast.plan, "plan"))).count(" checked") == 1
    assert Look.objects.filter(user_id=cast.rasmus.pk).exists()


def test_correcting_one_step_leads_back_to_the_end(client, cast, rasmus):
    answer(client, cast.plan, "team", **no(None))
    response = client.post(at(cast.plan, "plan") + "?ret", {"svar": "yes"})
    assert response["Location"] == at(cast.plan, "se-efter")
    response = client.post(at(cast.plan, "team") + "?ret", yes(None))
    assert response["Location"] == at(cast.plan, "hvor-laenge")  # a yes needs a purpose first


def test_beginning_anew_deletes_the_answers(client, cast, rasmus):
    answer(client, cast.plan, "team", **no(None))
    assert client.post(at(cast.plan, "se-efter"), {"forfra": "1"})["Location"] == at(cast.plan)
    assert not ConversationDraft.objects.exists()


def test_bad_answers_come_back_at_the_right_field_with_what_was_sent(client, cast, rasmus):
    job = f"afd-{cast.job.pk}"
    wrongs = (
        ({**no(cast.job), f"{job}-omraader": [HOUSING]}, f"#id_{job}-svar_0"),
        ({f"{job}-omraader": [HOUSING]}, f"#id_{job}-svar_0"),
        ({**yes(cast.job), f"{job}-omraader": ["rumfart"]}, f"#id_{job}-omraader_0"),
        ({**yes(cast.job), f"{job}-kun": [str(cast.ulla.pk)]}, f"#id_{job}-kun_0"),
        ({f"{job}-svar": "måske"}, f"#id_{job}-svar_0"),
    )
    for wrong, field in wrongs:
        response = client.post(at(cast.plan, "team"), {**wrong, "koordinator-svar": "yes"})
        assert response.status_code == 422
        html = html_of(response)
        assert f'href="{field}"' in html
        assert " checked" in html
    response = client.post(at(cast.plan, "team"), {f"afd-{uuid4()}-svar": "yes"})
    assert response.status_code == 422
    assert "er ikke med i planen mere" in html_of(response)
    for wrong in ({"formaal": ""}, {"formaal": "Noget helt andet"}):
        answer(client, cast.plan, "team", **yes(None))
        assert client.post(at(cast.plan, "hvor-laenge"), wrong).status_code == 422
    assert client.get(at(cast.plan, "noget-andet")).status_code == 404
    assert not Ground.objects.exists()


def test_what_changed_after_it_was_read_is_read_again_before_it_is_stored(client, cast, rasmus):
    answer(client, cast.plan, "team", **yes(cast.job))
    answer(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    html = html_of(client.get(at(cast.plan, "se-efter")))
    seen = html.split('name="set" value="')[1].split('"')[0]
    newcomer = make_employee("ny", "Nina Holm", make_department("Familieafdelingen"))
    add_member(by=cast.sofie, plan=cast.plan, user=newcomer, areas=[HOUSING])
    response = client.post(at(cast.plan, "se-efter"), {"set": seen})
    assert response.status_code == 409
    assert "Læs det igennem igen" in html_of(response)
    assert not Ground.objects.exists()
    assert confirm(client, cast.plan).status_code == 302
    assert client.post(at(cast.plan, "se-efter"), {"set": seen}).status_code == 302  # sent twice
    assert Ground.objects.count() == 1


def test_who_left_the_team_is_not_answered_about(client, cast, rasmus):
    answer(client, cast.plan, "team", **yes(cast.job), **no(cast.rus))
    end_member(by=cast.sofie, plan=cast.plan, user=cast.rikke)
    response = client.get(at(cast.plan, "se-efter"))
    assert response["Location"] == at(cast.plan, "team")
    assert "er ikke med i planen mere" in html_of(client.get(at(cast.plan, "team")))


def test_a_blocked_person_is_not_offered(client, cast, rasmus):
    block_person(by=cast.sofie, plan=cast.plan, user=cast.rikke)
    block_person(by=cast.sofie, plan=cast.plan, user=cast.mads)
    assert "Rikke" not in html_of(client.get(at(cast.plan, "team")))
    assert client.get(at(cast.plan, "netvaerk")).status_code == 302


def test_a_department_that_joins_later_needs_a_new_yes(client, cast, rasmus):
    answer(client, cast.plan, "team", **yes(cast.job))
    answer(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    confirm(client, cast.plan)
    newcomer = make_employee("ny", "Nina Holm", make_department("Familieafdelingen"))
    add_member(by=cast.sofie, plan=cast.plan, user=newcomer, areas=[HOUSING])
    note = write_journal(by=newcomer, plan=cast.plan, area_id=HOUSING, title="Nyt", text="Nyt")
    assert not visible_to(cast.jan, JournalNote.objects.filter(pk=note.pk)).exists()
    client.force_login(cast.sofie)
    html = html_of(client.get(reverse("workspace-consents", args=[cast.plan.pk])))
    assert "Familieafdelingen" in html
    assert "Her kræves et nyt ja" in html


def test_nothing_is_asked_in_a_plan_that_has_ended(client, cast, rasmus):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    assert client.get(at(cast.plan)).status_code == 302
    response = client.post(at(cast.plan, "team"), no(None))
    assert response.status_code == 422
    assert "Planen er afsluttet" in html_of(response)


def test_somebody_elses_plan_is_not_there(client, cast, rasmus):
    assert client.get(at(cast.kirstens_plan)).status_code == 404
    assert client.post(at(cast.kirstens_plan, "team"), no(None)).status_code == 404
    for user in (cast.kirsten, cast.sofie, cast.jan, cast.mads, cast.root, cast.dorte):
        client.force_login(user)
        assert client.get(at(cast.plan)).status_code == 404
        assert client.post(at(cast.plan, "team"), no(None)).status_code == 404
    assert not ConversationDraft.objects.exists()


def test_who_acts_answers_within_own_areas_and_is_named(client, cast, jobs_goal, socials_goal):
    earlier = give_consent(
        cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social], areas=[HOUSING, ECONOMY]
    )
    client.force_login(cast.anne)
    html = html_of(client.get(at(cast.plan, "team")))
    assert "Rasmus’ team" in html
    assert str(LifeArea.objects.get(pk=ECONOMY)) not in html
    response = client.post(at(cast.plan, "team"), {**yes(None), "koordinator-omraader": [ECONOMY]})
    assert response.status_code == 422
    answer(client, cast.plan, "team", **yes(None), **no(cast.job))
    answer(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    assert "Ingen ændring" in review(client, cast.plan)
    confirm(client, cast.plan)
    given = Ground.objects.get(decision="yes", is_by_representative=True)
    assert [area.pk for area in given.areas.all()] == [HOUSING]
    earlier.refresh_from_db()
    assert earlier.withdrawn_at is None  # names an area that is not theirs to decide about


def test_the_end_asks_as_many_queries_of_a_large_team_as_of_a_small_one(client, cast, rasmus):
    def queries():
        answer(client, cast.plan, "team", **yes(cast.job, None))
        answer(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(at(cast.plan, "se-efter")).status_code == 200
        return len(asked)

    queries()
    small = queries()
    for number in range(6):
        newcomer = make_employee(f"ny{number}", f"Nina {number}", make_department(f"Afdeling {number}"))
        add_member(by=cast.sofie, plan=cast.plan, user=newcomer, areas=[HOUSING])
    assert queries() == small


def test_one_parents_yes_is_told_to_wait_for_the_other_and_opens_and_closes_nothing(client, cast):
    one = family(cast, CHILD)
    add_member(by=cast.sofie, plan=one.plan, user=cast.jan, areas=[HOUSING])
    earlier = give_consent(cast.sofie, one.plan, to=[cast.job], sources=[cast.social])
    for row in earlier.custody_answers.all():
        note_answer(by=cast.sofie, plan=one.plan, answer_row=row, answer="yes", form="oral")
    goal = add_goal(by=cast.sofie, plan=one.plan, area_id=HOUSING, title="Eget værelse")
    client.force_login(one.rut)
    answer(client, one.plan, "team", **yes(cast.job))
    answer(client, one.plan, "hvor-laenge", formaal=PURPOSE)
    text = review(client, one.plan)
    assert "Den anden, der har forældremyndigheden, skal også sige ja" in text
    assert "Finn" not in text
    assert "Kan så også se" not in text
    assert "Kan ikke længere se" not in text
    confirm(client, one.plan)
    assert Ground.objects.filter(decision="waiting").count() == 1
    assert visible_to(cast.jan, Goal.objects.filter(pk=goal.pk)).exists()  # by the earlier yes


def test_who_acts_in_some_areas_is_not_asked_about_the_whole_plan_and_cannot_answer(client, cast, jobs_goal):
    client.force_login(cast.anne)
    assert client.get(at(cast.plan))["Location"] == at(cast.plan, "team")
    assert client.post(at(cast.plan), {"svar": "no"})["Location"] == at(cast.plan, "team")
    answer(client, cast.plan, "team", **yes(None))
    answer(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    assert "Én plan" not in review(client, cast.plan)
    confirm(client, cast.plan)
    for decide in (agree_to_plan, decline_plan):
        with pytest.raises(PermissionDenied):
            decide(by=cast.anne, plan=cast.plan, on=TODAY)
    cast.plan.refresh_from_db()
    assert (cast.plan.agreed_on, cast.plan.declined_on) == (None, None)
    cast.mother.areas.set(LifeArea.objects.all())
    assert client.get(at(cast.plan)).status_code == 200


def test_answers_nobody_confirms_are_deleted_after_the_municipalitys_days_and_leave_a_count(
    client, cast, settings
):
    settings.CONVERSATION_DRAFT_DAYS = 30
    client.force_login(cast.rasmus)
    answer(client, cast.plan, "plan", svar="no")
    draft = ConversationDraft.objects.get()
    with clock.standing_at(clock.start_of(TODAY + timedelta(days=30))):
        delete_unconfirmed_answers()
        assert ConversationDraft.objects.filter(pk=draft.pk).exists()
    with clock.standing_at(clock.start_of(TODAY + timedelta(days=31))):
        delete_unconfirmed_answers()
        delete_unconfirmed_answers()
    assert not ConversationDraft.objects.exists()
    left = Deletion.objects.get()
    assert (left.thing, left.amount) == ("conversationdraft", 1)
