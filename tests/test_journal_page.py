"""The journal's pages: who reads which notes, writing one, adding to one's own, and what the systems have."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enplan.audit.models import Look
from integrations.models import Delivery, Fagsystem
from plans.models import JournalAddition, JournalNote
from plans.services.journal import add_to_journal, write_journal
from plans.services.plans import end_plan
from tests.cast import ECONOMY, HOUSING, give_consent
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
OWN = "/min-plan/journal/"


@pytest.fixture
def note(cast: Cast) -> JournalNote:
    return write_journal(
        by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Samtale om bolig", text="Fint <køkken>\nog have"
    )


def address(cast: Cast) -> str:
    return f"/planer/{cast.plan.pk}/journal/"


def read(client, user, where):
    client.force_login(user)
    response = client.get(where)
    assert response.status_code == 200
    return response.content.decode()


def sent(**changes):
    return {"area": HOUSING, "day": "09.03.2026", "title": "Hjemmebesøg", "text": "Nyt køkken"} | changes


def test_owner_reads_the_note_as_it_was_written(client, cast, note):
    page = read(client, cast.pia, address(cast))
    assert "Samtale om bolig" in page
    assert "Fint &lt;køkken&gt;<br>og have" in page
    assert "Jan Falk, Beskæftigelse" in page


def test_others_read_it_only_while_a_consent_opens_it(client, cast, note):
    assert "Samtale om bolig" not in read(client, cast.sofie, address(cast))
    give_consent(cast.sofie, cast.plan, to=[None], sources=[cast.job])
    assert "Samtale om bolig" in read(client, cast.sofie, address(cast))
    assert "Samtale om bolig" not in read(client, cast.rikke, address(cast))


@pytest.mark.parametrize("who", ["ulla", "grethe", "root", "mads", "kirsten", "rasmus"])
def test_journal_is_not_there_for_who_is_not_on_the_team(client, cast, note, who):
    client.force_login(getattr(cast, who))
    assert client.get(address(cast)).status_code == 404
    assert client.post(address(cast), sent()).status_code == 404
    assert client.get(f"{address(cast)}{note.pk}/").status_code == 404


def test_citizen_reads_it_and_the_network_has_no_such_page(client, cast, note):
    assert "Samtale om bolig" in read(client, cast.rasmus, OWN)
    assert "min-plan/journal/" in read(client, cast.rasmus, "/min-plan/")
    give_consent(cast.sofie, cast.plan, to=[cast.mads], sources=[cast.job])
    client.force_login(cast.mads)
    assert client.get(OWN).status_code == 404


def test_representative_reads_notes_of_own_areas(client, cast, note):
    write_journal(by=cast.sofie, plan=cast.plan, area_id=ECONOMY, title="Om gæld", text="Afdrag")
    page = read(client, cast.anne, OWN)
    assert "Samtale om bolig" in page
    assert "Om gæld" not in page


def test_note_is_written_in_the_own_departments_part(client, cast):
    client.force_login(cast.jan)
    response = client.post(address(cast), sent())
    assert (response.status_code, response["Location"]) == (303, address(cast))
    note = JournalNote.objects.get()
    assert (note.title, note.section.owner, note.section.area_id) == ("Hjemmebesøg", cast.job, HOUSING)
    assert (note.written_by, str(note.day)) == (cast.jan, "2026-03-09")


BAD = {
    "no text": ({"text": "  "}, "Skriv notatet."),
    "no title": ({"title": ""}, "Skriv en overskrift."),
    "a day to come": ({"day": "11.03.2026"}, "Skriv en dag, der har været."),
    "a day that is none": ({"day": "snart"}, "error"),
    "an area of others": ({"area": ECONOMY}, "error"),
    "too long a text": ({"text": "x" * 20_001}, "20"),
}


@pytest.mark.parametrize(("changes", "said"), BAD.values(), ids=BAD)
def test_bad_note_comes_back_with_what_was_typed(client, cast, changes, said):
    client.force_login(cast.jan)
    response = client.post(address(cast), sent(**changes))
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "Hjemmebesøg" in page or "title" in changes
    assert not JournalNote.objects.exists()


def test_longest_text_is_taken(client, cast):
    client.force_login(cast.jan)
    assert client.post(address(cast), sent(text="x" * 20_000)).status_code == 303


def test_writer_adds_to_own_note_and_nobody_else_does(client, cast, note):
    client.force_login(cast.pia)
    assert client.get(f"{address(cast)}{note.pk}/").status_code == 403
    assert client.post(f"{address(cast)}{note.pk}/", {"text": "Jeg retter"}).status_code == 403
    client.force_login(cast.jan)
    assert client.post(f"{address(cast)}{note.pk}/", {"text": ""}).status_code == 422
    assert client.post(f"{address(cast)}{note.pk}/", {"text": "Det var tirsdag"}).status_code == 303
    assert [one.text for one in JournalAddition.objects.all()] == ["Det var tirsdag"]
    assert "Det var tirsdag" in read(client, cast.rasmus, OWN)


def test_note_of_another_plan_is_not_found(client, cast, note):
    client.force_login(cast.sofie)
    assert client.get(f"/planer/{cast.kirstens_plan.pk}/journal/{note.pk}/").status_code == 404


def test_ended_plan_is_read_and_not_written(client, cast, note):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="moved")
    page = read(client, cast.jan, address(cast))
    assert "Samtale om bolig" in page
    assert "Journalisér" not in page
    assert client.post(address(cast), sent()).status_code in (403, 422)
    assert JournalNote.objects.count() == 1


def test_reading_is_logged(client, cast, note):
    read(client, cast.jan, address(cast))
    assert Look.objects.filter(user_id=cast.jan.pk, what="Journalen").count() == 1


def test_note_says_which_system_has_it_to_those_who_may_know(client, cast):
    for department, name in ((cast.job, "Jobsag"), (cast.social, "Socialsag")):
        Fagsystem.objects.create(
            adapter="sbsys", name=name, department=department, receives=["journal"], base_url="http://x.test"
        )
    give_consent(cast.sofie, cast.plan, to=[cast.social], sources=[cast.job])
    write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Samtale", text="Vi talte")
    Delivery.objects.filter(fagsystem__name="Jobsag").update(state="rejected", error_code="closed_case")
    page = read(client, cast.jan, address(cast))
    assert "Jobsag har afvist det: sagen er lukket" in page
    assert "Socialsag" not in page
    assert "På vej til Socialsag" in read(client, cast.rasmus, OWN)


@pytest.mark.parametrize("who", ["jan", "rasmus"])
def test_many_notes_cost_no_more_queries(client, cast, note, who):
    where = OWN if who == "rasmus" else address(cast)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(client, getattr(cast, who), where)
        return len(queries)

    add_to_journal(by=cast.jan, note=note, text="Mere")
    asked()
    few = asked()
    for number in range(5):
        more = write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title=f"Nr. {number}", text="x")
        add_to_journal(by=cast.jan, note=more, text="y")
    assert asked() == few
