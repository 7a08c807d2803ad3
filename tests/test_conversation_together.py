"""The conversation held by the coordinator together with the citizen: oral, by telephone, or on paper."""

import pytest
from django.urls import reverse

from citizens.models import Ground
from enplan.audit.models import Look
from plans.models import ConversationDraft, Goal
from plans.permissions import visible_to
from tests.cast import HOUSING
from tests.citizen_pages import folded, html_of
from tests.printing import text_of

pytestmark = pytest.mark.django_db
PURPOSE = "Vi arbejder sammen om min plan på tværs af afdelinger"
MET = {"maade": "oral", "dag": "i går", "sted": "Hjemme hos Rasmus", "med": "Rasmus og mig"}


def at(plan, step="plan"):
    return reverse("workspace-conversation", args=[plan.pk, step])


def confirm(client, plan):
    seen = html_of(client.get(at(plan, "se-efter"))).split('name="set" value="')[1].split('"')[0]
    return client.post(at(plan, "se-efter"), {"set": seen})


@pytest.fixture
def sofie(client, cast, jobs_goal, rus_goal):
    client.force_login(cast.sofie)
    return cast.sofie


def send(client, plan, step, **data):
    response = client.post(at(plan, step), data)
    assert response.status_code == 302, html_of(response)
    return response["Location"]


def test_answers_given_orally_are_stored_with_how_they_were_given(client, cast, sofie):
    send(client, cast.plan, "team", **{"koordinator-svar": "yes", f"afd-{cast.job.pk}-svar": "no"})
    send(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    assert send(client, cast.plan, "hvordan", **MET, tolk="Amina, somali") == at(cast.plan, "se-efter")
    assert confirm(client, cast.plan)["Location"] == reverse("workspace-consents", args=[cast.plan.pk])
    for ground in Ground.objects.all():
        assert (ground.form, str(ground.given_on)) == ("oral", "2026-03-09")
        assert "Hjemme hos Rasmus" in ground.circumstances
        assert "Amina, somali" in ground.circumstances
    assert {ground.decision for ground in Ground.objects.all()} == {"yes", "no"}
    assert visible_to(cast.sofie, Goal.objects.filter(section__owner=cast.job)).exists()
    assert Look.objects.filter(user_id=cast.sofie.pk, what="Samtale om samtykke").exists()


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({**MET, "maade": "phone"}, "laest_op"),
        ({**MET, "maade": "written"}, "underskrevet"),
        ({**MET, "sted": ""}, "sted"),
        ({**MET, "med": ""}, "med"),
        ({**MET, "dag": "1.1.2030"}, "dag"),
        ({**MET, "maade": "røgsignal"}, "maade_0"),
    ],
)
def test_evidence_that_is_missing_is_asked_for_at_its_field(client, cast, sofie, how, field):
    send(client, cast.plan, "team", **{"koordinator-svar": "no"})
    response = client.post(at(cast.plan, "hvordan"), how)
    assert response.status_code == 422
    assert f'href="#id_{field}"' in html_of(response)
    assert client.get(at(cast.plan, "se-efter"))["Location"] == at(cast.plan, "hvordan")


def test_health_is_written_or_says_why_not(client, cast, sofie):
    send(client, cast.plan, "helbred", **{"koordinator-svar": "yes"})
    send(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    assert client.post(at(cast.plan, "hvordan"), MET).status_code == 422
    send(client, cast.plan, "hvordan", **MET, hvorfor_mundtligt="Rasmus kan ikke skrive lige nu")
    confirm(client, cast.plan)
    ground = Ground.objects.get()
    assert "kan ikke skrive lige nu" in ground.circumstances
    send(client, cast.plan, "helbred", **{"koordinator-svar": "yes"})
    send(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    send(client, cast.plan, "hvordan", **{**MET, "maade": "written", "underskrevet": "on"})
    confirm(client, cast.plan)
    assert Ground.objects.get(withdrawn_at=None).form == "written"


def test_what_the_caseworker_may_not_see_is_not_counted_for_them(client, cast, sofie):
    """Sofie does not know how much Rusmiddelcentret and Beskæftigelse have written before the citizen says yes."""
    send(client, cast.plan, "team", **{f"afd-{cast.rus.pk}-svar": "yes"})
    send(client, cast.plan, "hvor-laenge", formaal=PURPOSE)
    send(client, cast.plan, "hvordan", **MET)
    html = folded(html_of(client.get(at(cast.plan, "se-efter"))))
    assert "det, Beskæftigelse skriver" in html
    assert "1 mål" not in html


def test_only_who_may_know_the_whole_team_holds_the_conversation(client, cast, sofie):
    for user in (cast.jan, cast.pia):
        client.force_login(user)
        assert client.get(at(cast.plan, "team")).status_code == 403
        assert client.post(at(cast.plan, "team"), {"koordinator-svar": "yes"}).status_code == 403
    client.force_login(cast.jan)
    html = html_of(client.get(reverse("workspace-consents", args=[cast.plan.pk])))
    assert reverse("workspace-conversation-begin", args=[cast.plan.pk]) not in html
    assert not ConversationDraft.objects.exists()


def test_the_form_on_paper_asks_what_the_screen_asks(client, cast, sofie):
    address = reverse("consent-form-pdf", args=[cast.plan.pk])
    text = text_of(client.get(address))
    for asked in ("Sofie Lind", "Beskæftigelse", "Rusmiddelcentret", "Mads Ager", "Underskrift", PURPOSE):
        assert asked in text
    assert cast.citizen.cpr not in text
    assert Look.objects.filter(user_id=cast.sofie.pk, kind=Look.Kind.PRINT, what="Samtykkeskema").exists()
    client.force_login(cast.jan)
    assert client.get(address).status_code == 403
    client.force_login(cast.rasmus)
    assert client.get(address).status_code == 404


def test_each_holds_their_own_conversation(client, cast, sofie):
    send(client, cast.plan, "team", **{"koordinator-svar": "no"})
    client.force_login(cast.rasmus)
    address = reverse("conversation", args=[cast.plan.pk, "team"])
    assert " checked" not in html_of(client.get(address))
    assert (
        client.post(address, {"koordinator-svar": "yes", "koordinator-omraader": [HOUSING]}).status_code
        == 302
    )
    assert ConversationDraft.objects.count() == 2
