"""Every form of the workspace: saves what was sent, once, and sends one on; keeps what was sent where it does not."""

import pytest
from django.urls import reverse

from citizens.models import Ground, NetworkPerson, Representative
from plans.models import (
    BlockedPerson,
    Goal,
    GoalProgress,
    HandoverOffer,
    Plan,
    Rating,
    SubGoal,
    Task,
    TeamMember,
)
from plans.pages.workspace.people import KEEP
from plans.permissions import visible_to
from plans.services.goals import propose_goal
from plans.services.plans import end_plan
from plans.services.tasks import add_task
from plans.services.team import end_member
from tests.cast import HOUSING, TODAY, give_consent
from tests.citizen_pages import folded, html_of
from tests.staff_pages import Things, sent

pytestmark = pytest.mark.django_db

LONG = "æ" * 20_000
STRANGE = '🚲 שלום \u202eabc <script>alert("x")</script> & \'"'
ESCAPED = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"
# Where people's words are written: form → fields.
TEXTS = {
    "workspace-goal-new": ("title", "why", "measured_by"),
    "workspace-goal-edit": ("title", "why", "measured_by", "reason"),
    "workspace-subgoal-new": ("title",),
    "workspace-subgoal-edit": ("title",),
    "workspace-task-new": ("title",),
    "workspace-goal-progress": ("note",),
    "workspace-task-new-line": ("line",),
    "workspace-task-edit": ("title",),
    "workspace-rate": ("note",),
    "workspace-member-new": ("role",),
    "workspace-network-new": ("name", "relation"),
    "workspace-representative-new": ("name", "relation", "basis", "document"),
    "workspace-consent-new": ("purpose", "circumstances"),
}


@pytest.fixture
def things(client, cast, jobs_goal):
    client.force_login(cast.sofie)
    return Things(cast, jobs_goal)


def send(client, things, form, /, **changes):
    return client.post(things.address(form), sent(things)[form] | changes)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_long_and_strange_words_are_kept_and_escaped(client, things, name):
    for field in TEXTS[name]:
        for words in (LONG, STRANGE):
            others = {"version": str(current_version(things, name))}
            if name == "workspace-member-new" and words == STRANGE:
                others["user"] = str(things.cast.grethe.pk)  # Ulla is on the team by then
            answer = send(client, things, name, **{field: words}, **others)
            assert answer.status_code == 303, html_of(answer)[-3000:]
            kept = stored(things)
            assert any(words in text for text in kept), field
            if words == LONG:
                continue
            shown = "".join(
                html_of(client.get(things.address(place)))
                for place in ("workspace", "workspace-team", "workspace-consents")
            )
            assert "<script>alert" not in shown
            assert ESCAPED in shown.replace("&#x27;", "'") or field in ("circumstances",)


def current_version(things, name):
    thing = {
        "workspace-goal-edit": things.goal,
        "workspace-subgoal-edit": things.subgoal,
        "workspace-task-edit": things.task,
    }
    if name not in thing:
        return 1
    thing[name].refresh_from_db()
    return thing[name].version


def stored(things):
    for goal in Goal.objects.all():
        yield from (goal.title, goal.why, goal.measured_by, goal.reason)
    yield from SubGoal.objects.values_list("title", flat=True)
    yield from GoalProgress.objects.values_list("note", flat=True)
    yield from Task.objects.values_list("title", flat=True)
    yield from Rating.objects.values_list("note", flat=True)
    yield from TeamMember.objects.values_list("role", flat=True)
    for row in NetworkPerson.objects.values_list("name", "relation"):
        yield from row
    for acting in Representative.objects.values_list("name", "relation", "basis"):
        yield from acting
    for row in Ground.objects.values_list("purpose", "circumstances"):
        yield from row


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_too_long_or_unstorable_words_come_back_with_what_was_wrong(client, things, name):
    field = TEXTS[name][0]
    for words, said in ((LONG + "ø", "Teksten er for lang"), ("a\x00b", "usynligt tegn")):
        answer = send(client, things, name, **{field: words})
        assert answer.status_code == 422
        assert said in html_of(answer)


def test_empty_forms_say_in_danish_what_is_missing(client, things):
    for name in sent(things):
        if name in ("workspace-member-end", "workspace-goal-take-up"):
            continue
        answer = client.post(things.address(name), {})
        assert answer.status_code == 422, name
        html = html_of(answer)
        assert "This field" not in html
        assert "required" not in html


def test_goal_is_added_with_all_it_says(client, cast, things):
    answer = send(client, things, "workspace-goal-new", measured_by="Vi tæller", actual="3", expected="1")
    assert answer.status_code == 303
    goal = Goal.objects.get(title="Et nyt mål")
    assert (goal.section.owner, goal.section.area_id) == (cast.social, HOUSING)
    assert (goal.actual, goal.expected, goal.due_on) == (3, 1, TODAY.replace(month=6, day=1))
    assert goal.responsible_is_citizen


def test_levels_can_be_not_assessed(client, things):
    send(client, things, "workspace-goal-edit", actual="", expected="")
    things.goal.refresh_from_db()
    assert (things.goal.actual, things.goal.expected) == (None, None)


def test_goal_that_stops_needs_a_reason_at_its_field(client, things):
    answer = send(client, things, "workspace-goal-edit", status="stopped", title="Min tekst står her endnu")
    assert answer.status_code == 422
    html = folded(html_of(answer))
    assert "Skriv kort hvorfor" in html[html.index('<label class="form-label" for="id_reason"') :]
    assert "Min tekst står her endnu" in html


def test_proposal_is_taken_up_once(client, cast, things):
    goal = propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Have min søn på besøg")
    assert "Tag med i planen" in html_of(client.get(things.address("workspace")))
    address = f"/planer/{cast.plan.pk}/maal/{goal.pk}/tag-med/"
    assert client.post(address, {"version": "1"}).status_code == 303
    goal.refresh_from_db()
    assert (goal.status, goal.words) == ("active", "citizen")
    assert client.post(address, {"version": "2"}).status_code == 422


def test_task_as_one_line_says_what_who_and_when(client, cast, things):
    assert send(client, things, "workspace-task-new-line").status_code == 303
    task = Task.objects.get(title="Find arbejdstøj")
    assert (task.goal, task.responsible, task.due_on) == (things.goal, cast.jan, TODAY.replace(day=12))


def test_task_without_a_goal_stands_in_the_own_departments_part(client, cast, things):
    assert send(client, things, "workspace-task-new").status_code == 303
    task = Task.objects.get(title="En ny aftale")
    assert (task.goal, task.section.owner, task.status) == (None, cast.social, "in_progress")


def test_task_is_ticked_and_unticked(client, things):
    for version, done, status in ((1, "1", "done"), (2, "0", "not_started")):
        assert send(client, things, "workspace-task-tick", done=done, version=str(version)).status_code == 303
        things.task.refresh_from_db()
        assert things.task.status == status


def test_rating_can_be_dont_know(client, cast, things):
    assert send(client, things, "workspace-rate", value="unknown").status_code == 303
    rating = Rating.objects.get()
    assert (rating.value, rating.is_by_citizen, rating.section.owner) == (None, False, cast.social)
    assert send(client, things, "workspace-rate", area="samlet", value="0").status_code == 303
    assert Rating.objects.filter(section=None, value=0).exists()


def test_team_grows_and_shrinks(client, cast, things):
    answer = send(client, things, "workspace-member-new", ends_on="1/5")
    assert answer.headers["Location"] == f"/planer/{cast.plan.pk}/team/"
    assert TeamMember.objects.get(user=cast.ulla).role == "Mentor"
    assert "Ulla Stray" in html_of(client.get(things.address("workspace-team")))
    assert "Jan Falk" in html_of(client.get(things.address("workspace-member-end")))
    assert client.post(things.address("workspace-member-end")).status_code == 303
    client.force_login(cast.jan)
    assert client.get(things.address("workspace")).status_code == 404


def test_deputy_and_block_and_handover_are_stored(client, cast, things):
    assert send(client, things, "workspace-deputy").status_code == 303
    assert TeamMember.objects.get(capacity="deputy").user == cast.ulla
    assert send(client, things, "workspace-block").status_code == 303
    assert BlockedPerson.objects.get().user == cast.grethe
    assert send(client, things, "workspace-handover").status_code == 303
    assert HandoverOffer.objects.get().to == cast.ulla


def test_deputy_period_must_be_in_order(client, things):
    answer = send(client, things, "workspace-deputy", starts_on="1/5", ends_on="1/4")
    assert answer.status_code == 422
    assert "Slutdagen skal ligge efter startdagen." in html_of(answer)


def test_handover_is_accepted_where_it_stands(client, cast, things):
    send(client, things, "workspace-handover")
    client.force_login(cast.ulla)
    address = f"/planer/{cast.plan.pk}/team/tag-over/"
    html = html_of(client.get(address))
    assert "Rasmus Ager" in html
    for hidden in ("Sofie Lind", "Socialafdelingen", "Finde et værelse", "740394"):
        assert hidden not in html
    assert client.get(things.address("workspace")).status_code == 404
    assert client.post(address).status_code == 303
    assert client.get(things.address("workspace")).status_code == 200
    assert client.get(address).status_code == 404
    for other in (cast.jan, cast.rasmus, cast.root):
        client.force_login(other)
        assert client.post(address).status_code == 404


def test_people_beside_the_citizen_are_added(client, cast, things):
    assert send(client, things, "workspace-network-new", user="kirsten").status_code == 303
    assert NetworkPerson.objects.get(name="Frida Holm").user == cast.kirsten
    assert send(client, things, "workspace-representative-new").status_code == 303
    assert Representative.objects.get(name="Erik Holm").ends_at is not None
    assert (
        send(client, things, "workspace-network-new", user="sofie").status_code == 422
    )  # staff are no network


def test_consent_is_noted_with_its_parties_and_opens_at_once(client, cast, things):
    assert send(client, things, "workspace-consent-new").status_code == 303
    assert Ground.objects.get(form="oral").parties.count() == 3
    assert visible_to(cast.sofie, Goal.objects.all()).filter(pk=things.goal.pk).exists()
    assert "Jan Falk" in html_of(client.get(things.address("workspace-consents")))


def test_no_is_noted_and_opens_nothing(client, cast, things):
    assert (
        send(
            client, things, "workspace-consent-new", decision="no", parties=[f"afd-{cast.rus.pk}"]
        ).status_code
        == 303
    )
    assert Ground.objects.filter(decision="no").count() == 1
    assert not visible_to(cast.rikke, Goal.objects.all()).filter(pk=things.goal.pk).exists()
    assert "borgeren sagde nej" in html_of(client.get(things.address("workspace-consents")))


def test_health_consent_of_more_than_a_year_is_refused_at_its_field(client, things):
    answer = send(
        client, things, "workspace-consent-new", kind="health_consent", form="written", until="1.1.2030"
    )
    assert answer.status_code == 422
    assert "højst gælde 12 måneder" in html_of(answer)


def test_withdrawal_for_one_receiver_leaves_the_others(client, cast, things):
    ground = give_consent(cast.sofie, cast.plan, to=[cast.rus, cast.social], sources=[cast.job])
    one = ground.parties.get(department=cast.rus)
    address = f"/planer/{cast.plan.pk}/samtykker/{ground.pk}/"
    assert client.post(address, {"scope": "nogle"}).status_code == 422
    assert client.post(address, {"scope": "nogle", "parties": [str(one.pk)]}).status_code == 303
    ground.refresh_from_db()
    assert ground.withdrawn_at is None
    assert ground.parties.filter(withdrawn_at__isnull=False).get() == one
    assert client.post(address, {"scope": "alt"}).status_code == 303
    ground.refresh_from_db()
    assert ground.withdrawn_at is not None


def test_sharing_without_consent_is_by_the_owner_with_a_reason(client, cast, things):
    data = {
        "kind": "acute_or_duty",
        "areas": [HOUSING],
        "parties": [f"afd-{cast.social.pk}"],
        "until": "i morgen",
        "reason": "Han er forsvundet",
    }
    client.force_login(cast.jan)
    assert client.post(things.address("workspace-share"), data | {"reason": ""}).status_code == 422
    assert client.post(things.address("workspace-share"), data | {"until": "1.1.2030"}).status_code == 422
    assert client.post(things.address("workspace-share"), data).status_code == 303
    assert Ground.objects.get(form="none").reason == "Han er forsvundet"
    client.force_login(cast.sofie)  # owns nothing there
    assert client.post(things.address("workspace-share"), data).status_code == 403


def test_yes_to_one_plan_is_noted_and_not_in_the_future(client, cast, things):
    assert send(client, things, "workspace-agreement", agreed_on="1.1.2030").status_code == 422
    assert send(client, things, "workspace-agreement").status_code == 303
    assert "uden samtykke" not in html_of(client.get(things.address("workspace")))


def test_plan_is_ended_with_an_outcome(client, cast, things):
    assert send(client, things, "workspace-end").status_code == 303
    plan = Plan.objects.get(pk=cast.plan.pk)
    assert (plan.is_active, plan.outcome) == (False, "manages")


def test_history_tells_from_and_to_in_words(client, cast, things):
    client.force_login(cast.jan)
    send(client, things, "workspace-goal-edit", status="reached", actual="1")
    html = folded(html_of(client.get(things.address("workspace-goal-history"))))
    assert "let nedsat" in html
    assert "ikke vurderet" in html
    assert "nået" in html
    for raw in ("reached", "True", "None", "False"):
        assert raw not in html
    task = add_task(by=cast.jan, goal=things.goal, title="Ny")
    client.post(f"/planer/{cast.plan.pk}/aftaler/{task.pk}/gjort/", {"done": "1", "version": "1"})
    said = folded(html_of(client.get(f"/planer/{cast.plan.pk}/aftaler/{task.pk}/historik/")))
    assert "Du satte flueben ved <em>Ny</em>" in said
    assert "done" not in said.replace("done_at", "")


def test_who_stands_for_it_and_has_left_is_said_so_and_may_stay(client, cast, things):
    edited = send(client, things, "workspace-task-edit", responsible=str(cast.pia.pk))
    assert edited.status_code == 303
    end_member(by=cast.sofie, plan=cast.plan, user=cast.pia)
    page = html_of(client.get(things.address("workspace-task-edit")))
    assert "Pia Dahl (er her ikke længere)" in page
    assert str(cast.pia.pk) not in page
    kept = send(client, things, "workspace-task-edit", responsible=KEEP, title="Ring", version="2")
    assert kept.status_code == 303
    assert Task.objects.get(title="Ring").responsible == cast.pia


@pytest.mark.parametrize("name", ["workspace-task-edit", "workspace-task-new", "workspace-goal-edit"])
def test_who_was_chosen_and_has_left_meanwhile_is_refused_with_the_text_kept(client, cast, things, name):
    end_member(by=cast.sofie, plan=cast.plan, user=cast.pia)
    answer = send(client, things, name, responsible=str(cast.pia.pk), title="Min egen tekst")
    page = html_of(answer)
    assert answer.status_code == 422
    assert "Den, du valgte, er ikke på teamet længere. Vælg en anden." in page
    assert "Min egen tekst" in page


def test_task_on_a_plan_that_has_ended_meanwhile_is_refused_with_the_text_kept(
    client, cast, things, socials_goal
):
    task = add_task(by=cast.sofie, goal=socials_goal, title="Betale huslejen")
    filled, plan = sent(things), cast.plan.pk
    forms = [
        (reverse("workspace-task-edit", args=[plan, task.pk]), filled["workspace-task-edit"], "title"),
        (things.address("workspace-task-new"), filled["workspace-task-new"], "title"),
        (reverse("workspace-task-new-line", args=[plan, socials_goal.pk]), {}, "line"),
    ]
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    for address, fields, field in forms:
        answer = client.post(address, fields | {field: "Min egen tekst"})
        page = html_of(answer)
        assert answer.status_code == 422, address
        assert "Planen er afsluttet, så der kan ikke gemmes mere i den." in page, address
        assert "Min egen tekst" in page, address
    assert not Task.objects.filter(title="Min egen tekst").exists()
