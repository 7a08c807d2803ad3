"""What is kept of a citizen: taking it along, why it is kept, asking to see or put right, the answer, complaining."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.urls import reverse

from enplan import clock
from enplan.audit.models import Change, Look
from enplan.environment import line
from plans.deadlines import easter, working_days_after
from plans.models import DataRequest, Goal
from plans.permissions import visible_to
from plans.services.attachments import add_attachment
from plans.services.data_requests import (
    add_own_view,
    answer_data_request,
    ask_for_data,
    note_data_request,
)
from plans.services.goals import propose_goal
from plans.services.journal import write_journal
from plans.services.plans import end_plan
from tests.cast import ECONOMY, HOUSING, NOW, TODAY, give_consent
from tests.citizen_pages import folded, html_of
from tests.conftest import Cast
from tests.printing import logged_in, reader_of, tags_of, text_of
from tests.test_print_document import fill
from tests.uploads import checked_photo

pytestmark = pytest.mark.django_db


def page(user: Any, plan: Any, name: str = "own-data", *args: Any) -> Any:
    return logged_in(user).get(reverse(name, args=[plan.pk, *args]))


@pytest.fixture
def refused(cast: Cast) -> DataRequest:
    asked = ask_for_data(
        by=cast.rasmus, plan=cast.plan, kind="correction", about="Jeg er født i 1994", wanted="1995"
    )
    return answer_data_request(by=cast.sofie, asked=asked, outcome="refused", text="Registret siger 1994.")


# Taking the plan along ------------------------------------------------------------------------------------------------


def test_data_is_what_the_api_answers_and_holds_what_this_person_sees(cast: Cast, jobs_goal: Goal):
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Kun for mig", is_private=True)
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=ECONOMY, title="Betale min gæld")
    write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Besøg", text="Talte om hunden")
    add_attachment(by=cast.jan, plan=cast.plan, area_id=HOUSING, file=checked_photo())
    own = page(cast.rasmus, cast.plan, "min-plan-data")
    said = json.loads(own.content)
    assert said == json.loads(logged_in(cast.rasmus).get(f"/api/v1/plans/{cast.plan.pk}/").content)
    assert "Kun for mig" in {goal["title"] for goal in said["goals"]}
    assert said["journal"][0]["text"] == "Talte om hunden"
    assert own["Content-Disposition"] == 'attachment; filename="en-plan.json"'
    assert "no-store" in own["Cache-Control"]
    mothers = page(cast.anne, cast.plan, "min-plan-data").content.decode()  # acts for him in housing
    assert jobs_goal.title in mothers
    assert "Kun for mig" not in mothers
    assert "Betale min gæld" not in mothers
    assert cast.citizen.cpr not in mothers + own.content.decode()
    assert Look.objects.filter(plan_id=cast.plan.pk, kind="api", user_id=cast.anne.pk).count() == 1


@pytest.mark.parametrize("name", ["sofie", "jan", "mads", "kirsten", "ulla", "grethe", "dorte", "root"])
def test_own_data_is_the_citizens_sides_alone(cast: Cast, name: str):
    for address in ("own-data", "min-plan-data", "own-data-ask", "own-data-correct"):
        assert page(getattr(cast, name), cast.plan, address).status_code == 404, address


def test_large_print_says_the_same_in_letters_of_eighteen_points(cast: Cast):
    fill(cast, 2)
    client = logged_in(cast.rasmus)
    prints: list[Any] = [client.get(reverse("min-plan-pdf"), {"skrift": size}) for size in ("", "stor")]
    small, large = prints
    said = "".join(text_of(large).split()).replace("\u2010", "")  # words are divided where a line is full
    assert [word for word in text_of(small).split() if word not in said] == []
    assert large["Content-Disposition"] == 'inline; filename="en-plan-stor-skrift.pdf"'
    reader = reader_of(large)
    assert "/H1" in {kind for kind, _ in tags_of(reader)}
    assert {kind for kind, _ in tags_of(reader)} == {kind for kind, _ in tags_of(reader_of(small))}
    sizes: set[int] = set()  # without the letters in pictures, which grow with the picture
    for sheet in reader.pages:
        sheet.extract_text(
            visitor_text=lambda text, cm, tm, _font, size: (
                sizes.add(round(size * abs(cm[3] * tm[3]))) if text.strip() and cm[3] != 1 else None
            )
        )
    assert min(sizes) >= 14  # the foot of the page; everything else is 18 and more
    assert len({size for size in sizes if size < 18}) == 1


# What is kept ---------------------------------------------------------------------------------------------------------


def test_page_tells_what_is_kept_why_on_what_ground_and_how_long(cast: Cast, jobs_goal: Goal, settings: Any):
    settings.LOOK_LOG_MONTHS = 17
    give_consent(cast.rasmus, cast.plan, to=[None], sources=[cast.job])
    write_journal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Besøg", text="Talte om hunden")
    kept = page(cast.rasmus, cast.plan).context["kept"]
    by_name = {one.name: one for one in kept}
    assert "1 mål" in by_name["Det, der står i planen"].what
    assert by_name["Noter i journalen"].what == "1"
    assert by_name["Hvem der har kigget"].how_long == "17 måneder"
    assert "Billeder og dokumenter" not in by_name  # there is none
    assert all(one.why and one.ground and one.who and one.how_long for one in kept)
    assert len(page(cast.rasmus, cast.plan).context["grounds"]) == 1
    settings.DATA_KEPT, settings.DATA_BASIS = "I 10 år", "Servicelovens opgaver"
    told = html_of(page(cast.rasmus, cast.plan))
    assert "I 10 år" in told
    assert "Servicelovens opgaver" in told


def test_page_says_where_to_complain_and_whom_to_ask_where_nothing_is_set(cast: Cast, settings: Any):
    assert "Spørg den, der holder trådene, hvor du skal sende klagen" in html_of(page(cast.rasmus, cast.plan))
    settings.DATA_ADVISER, settings.COMPLAINTS_TO = "Telefon 65 00 00 01", "klager@nordby.example"
    told = html_of(page(cast.rasmus, cast.plan))
    for said in (
        "Telefon 65 00 00 01",
        "klager@nordby.example",
        "Datatilsynet",
        "Ankestyrelsen",
        "Sofie Lind",
    ):
        assert said in told
    assert "hvor du skal sende klagen" not in told


# Asking and answering -------------------------------------------------------------------------------------------------


def test_request_reaches_who_coordinates_with_the_laws_time_and_the_answer_comes_back(cast: Cast):
    client = logged_in(cast.rasmus)
    ask = reverse("own-data-ask", args=[cast.plan.pk])
    assert client.post(ask, {"about": " "}).status_code == 422
    for _ in range(2):  # a double tap
        assert client.post(ask, {"about": "Alt om min bolig"}).status_code == 302
    asked = DataRequest.objects.get()
    assert asked.answer_due_on == date(2026, 3, 19)  # seven working days after Tuesday 10 March
    assert "som regel svar inden 7 arbejdsdage" in html_of(page(cast.rasmus, cast.plan))
    waiting = html_of(logged_in(cast.sofie).get(reverse("caseload")))
    assert "Svar på aktindsigt, som regel inden 7 arbejdsdage" in waiting
    assert "Alt om min bolig" not in waiting
    assert "Svar på aktindsigt" not in html_of(logged_in(cast.jan).get(reverse("caseload")))
    answer = reverse("data-request-answer", args=[cast.plan.pk, asked.pk])
    assert "Alt om min bolig" in html_of(logged_in(cast.sofie).get(answer))
    assert logged_in(cast.sofie).post(answer, {"outcome": "", "text": "Kom forbi"}).status_code == 422
    sent = {"outcome": "done", "text": "Kom forbi på torsdag"}
    assert logged_in(cast.sofie).post(answer, sent).status_code == 303
    again = logged_in(cast.sofie).post(answer, {"outcome": "refused", "text": "Min tekst"})
    assert again.status_code == 422
    assert "Min tekst" in html_of(again)
    told = html_of(page(cast.rasmus, cast.plan))
    assert "Kom forbi på torsdag" in told
    assert "Svaret er ja" in told
    assert "Svar på aktindsigt" not in html_of(logged_in(cast.sofie).get(reverse("caseload")))
    lines = Change.objects.filter(thing="datarequest")
    assert {(line.field, line.by_name) for line in lines} == {
        ("asked_on", "Rasmus Ager"),
        ("answered_at", "Sofie Lind"),
    }
    assert "bolig" not in "".join(line.after for line in lines)


def test_late_answer_is_told_to_both_and_shames_nobody(cast: Cast):
    ask_for_data(by=cast.rasmus, plan=cast.plan, kind="correction", about="Vejnavnet", wanted="Havnegade")
    assert DataRequest.objects.get().answer_due_on == date(2026, 4, 10)
    with clock.standing_at(NOW + timedelta(days=40)):
        assert "Svaret er forsinket" in html_of(page(cast.rasmus, cast.plan))
        assert "Svar på en rettelse" in html_of(logged_in(cast.sofie).get(reverse("caseload")))


def test_refused_correction_stands_with_the_citizens_own_view_and_nothing_is_deleted(
    cast: Cast, refused: DataRequest
):
    write = reverse("own-data-view", args=[cast.plan.pk, refused.pk])
    client = logged_in(cast.rasmus)
    assert write in html_of(page(cast.rasmus, cast.plan))
    assert client.post(write, {"text": "Min mor siger 1995."}).status_code == 302
    late = client.post(write, {"text": "Og en gang til"})
    assert late.status_code == 422
    assert "Og en gang til" in html_of(late)
    for user, name in ((cast.rasmus, "own-data"), (cast.sofie, "data-requests")):
        told = html_of(page(user, cast.plan, name))
        for said in ("Jeg er født i 1994", "Registret siger 1994.", "Min mor siger 1995.", "Svaret er nej"):
            assert said in told
    accepted = ask_for_data(by=cast.rasmus, plan=cast.plan, kind="correction", about="A", wanted="B")
    answer_data_request(by=cast.sofie, asked=accepted, outcome="done", text="Rettet")
    with pytest.raises(ValidationError):
        add_own_view(by=cast.rasmus, asked=accepted, text="Alligevel ikke")


def test_caseworker_notes_what_the_citizen_says_marked_and_sees_their_own_alone(
    cast: Cast, refused: DataRequest
):
    noting = reverse("data-request-note", args=[cast.plan.pk])
    client = logged_in(cast.jan)
    typed = {"kind": "correction", "asked_on": "9. marts 2026", "about": "Mit navn", "wanted": "Rasmus E."}
    assert client.post(noting, typed | {"wanted": ""}).status_code == 422
    assert client.post(noting, typed | {"asked_on": "11. marts 2026"}).status_code == 422
    assert client.post(noting, typed).status_code == 303
    noted = DataRequest.objects.get(is_told=True)
    assert noted.answer_due_on == date(2026, 4, 9)  # the time runs from the day it was said
    assert "Du sagde det til Jan Falk" in html_of(page(cast.rasmus, cast.plan))
    jans = html_of(page(cast.jan, cast.plan, "data-requests"))
    assert "Mit navn" in jans
    assert "Jeg er født i 1994" not in jans
    answer_data_request(by=cast.sofie, asked=noted, outcome="partly", text="Fornavnet")
    told = reverse("data-request-view", args=[cast.plan.pk, noted.pk])
    assert logged_in(cast.jan).get(told).status_code == 403
    assert logged_in(cast.sofie).post(told, {"text": "Jeg hedder begge dele."}).status_code == 303
    noted.refresh_from_db()
    assert noted.own_view_is_told


@pytest.mark.parametrize(
    "name", ["anne", "jan", "rikke", "mads", "kirsten", "grethe", "adam", "dorte", "root"]
)
def test_request_is_read_by_the_citizen_and_who_coordinates_alone(
    cast: Cast, refused: DataRequest, name: str
):
    assert not visible_to(getattr(cast, name), DataRequest.objects.all()).exists()
    for address in ("own-data-view", "data-request-answer", "data-request-view"):
        assert page(getattr(cast, name), cast.plan, address, refused.pk).status_code == 404


def test_representative_asks_for_themselves_marked_and_stops_reading_when_the_period_ends(cast: Cast):
    asked = ask_for_data(by=cast.anne, plan=cast.plan, kind="access", about="Det om boligen")
    assert asked.is_by_representative
    assert "Anne Ager bad om det" in folded(html_of(page(cast.rasmus, cast.plan)))
    assert visible_to(cast.anne, DataRequest.objects.all()).exists()
    with clock.standing_at(NOW + timedelta(days=120)):  # she no longer acts for him
        assert not visible_to(cast.anne, DataRequest.objects.all()).exists()
    assert Change.objects.get(thing="datarequest").on_behalf


def test_rights_stay_after_the_plan_has_ended(cast: Cast):
    end_plan(by=cast.sofie, plan=cast.plan, outcome="manages")
    cast.plan.refresh_from_db()
    asked = ask_for_data(by=cast.rasmus, plan=cast.plan, kind="access", about="Alt")
    answer_data_request(by=cast.sofie, asked=asked, outcome="done", text="Sendt")
    assert "Sendt" in html_of(page(cast.rasmus, cast.plan))


def test_note_is_refused_for_a_day_before_the_plan(cast: Cast):
    with pytest.raises(ValidationError):
        note_data_request(
            by=cast.sofie,
            plan=cast.plan,
            kind="access",
            asked_on=TODAY - timedelta(days=900),
            about="Alt",
        )


@pytest.mark.parametrize(
    ("day", "due"),
    [
        pytest.param(date(2026, 3, 27), date(2026, 4, 10), id="over Easter"),
        pytest.param(date(2026, 5, 13), date(2026, 5, 26), id="over Ascension and Whit Monday"),
        pytest.param(date(2026, 12, 23), date(2027, 1, 5), id="over Christmas and New Year"),
    ],
)
def test_working_days_pass_over_weekends_and_holidays(day: date, due: date):
    assert working_days_after(day, 7) == due


def test_easter_is_found():
    assert [easter(year) for year in (2025, 2026, 2027, 2038)] == [
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2038, 4, 25),
    ]


@pytest.mark.parametrize("text", ["to\nlinjer", "x" * 301])
def test_line_of_the_environment_is_one_line(monkeypatch: pytest.MonkeyPatch, text: str):
    monkeypatch.setenv("ENPLAN_DATA_ADVISER", " Telefon 65 00 00 01 ")
    assert line("ENPLAN_DATA_ADVISER") == "Telefon 65 00 00 01"
    monkeypatch.setenv("ENPLAN_DATA_ADVISER", text)
    with pytest.raises(ImproperlyConfigured):
        line("ENPLAN_DATA_ADVISER")
