"""Protected meeting times: kept by an administrator, proposed to who calls a meeting, and pointed out, never forced."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from enplan import clock
from enplan.accounts.models import Department
from plans.administration.forms_protected_times import ProtectedTimeForm
from plans.models import Meeting, MeetingKind, ProtectedTime
from plans.protected_times import outside, proposals
from plans.services.meetings import Invitee, call_meeting
from plans.services.protected_times import add_protected_time, edit_protected_time
from tests.cast import NOW, TODAY
from tests.citizen_pages import html_of
from tests.test_templates import logged_in

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = range(4)
# NOW is Tuesday 10 March 2026 at 10.
PROPOSED = "Tider, hvor I holder kalenderen fri"


def kept(
    cast: Any, department: Department, weekday: int, starts: int, ends: int, **more: Any
) -> ProtectedTime:
    return add_protected_time(
        by=cast.adam, department=department, weekday=weekday, starts=time(starts), ends=time(ends), **more
    )


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=clock.COPENHAGEN)


def found(*times: ProtectedTime, minutes: int = 60, **more: Any) -> list[tuple[datetime, str]]:
    return [
        (one.at, ", ".join(str(department) for department in one.departments))
        for one in proposals(times, minutes=minutes, now=NOW, **more)
    ]


def test_most_departments_in_common_come_first_then_the_soonest(cast):
    job = kept(cast, cast.job, WEDNESDAY, 9, 12)
    social = kept(cast, cast.social, WEDNESDAY, 10, 13, from_on=date(2026, 3, 18))
    both = f"{cast.job}, {cast.social}"
    assert found(job, social) == [
        (at(18, 10), both),
        (at(25, 10), both),
        (at(1, 10, month=4), both),
        (at(11, 9), str(cast.job)),
    ]


def test_proposal_is_long_enough_and_not_over(cast):
    today = kept(cast, cast.job, TUESDAY, 9, 11)  # begun an hour ago
    short = kept(cast, cast.social, THURSDAY, 9, 10)
    assert [when for when, _ in found(today, short, minutes=90)] == [
        at(17, 9),
        at(24, 9),
        at(31, 9),
        at(7, 9, month=4),
    ]
    assert found(short, minutes=61) == []


def test_no_proposal_on_holidays_and_days_off(cast):
    """Maundy Thursday and Easter Monday 2026 are 2 and 6 April."""
    assert at(2, 9, month=4) not in [when for when, _ in found(kept(cast, cast.job, THURSDAY, 9, 11))]
    assert at(6, 9, month=4) not in [when for when, _ in found(kept(cast, cast.job, MONDAY, 9, 11))]
    friday = kept(cast, cast.social, 4, 9, 11)
    days = [one.at.date() for one in proposals([friday], minutes=60, now=at(29, 9, month=5))]
    assert date(2026, 6, 5) not in days  # Constitution Day
    assert date(2026, 6, 12) in days


def test_time_that_somebody_is_at_another_meeting_in_is_passed_over(cast):
    job = kept(cast, cast.job, WEDNESDAY, 9, 12)
    taken = [(at(11, 9, 30), at(11, 10, 15))]
    assert found(job, taken=taken)[0][0] == at(11, 10, 15)
    assert found(job, taken=[(at(11, 8), at(11, 12))])[0][0] == at(18, 9)


def test_summer_time_changes_no_hour_by_the_clock(cast):
    assert [when for when, _ in found(kept(cast, cast.job, MONDAY, 9, 11))][2:] == [at(30, 9)]
    assert at(30, 9).utcoffset() != at(23, 9).utcoffset()


def test_outside_is_said_of_departments_that_keep_a_time_then_and_of_no_other(cast):
    job = kept(cast, cast.job, WEDNESDAY, 9, 12)
    kept_no_more = kept(cast, cast.social, WEDNESDAY, 9, 12, until_on=TODAY)
    times = [job, kept_no_more]
    assert outside(times, at=at(11, 9), minutes=180) == []
    assert outside(times, at=at(11, 9), minutes=181) == [cast.job]
    assert outside(times, at=at(12, 9), minutes=60) == [cast.job]


def called(cast: Any, people: list[str], **changed: str) -> Any:
    data = {"kind": "team", "on": "", "hour": "", "minutes": "", "place": "Lokale 9", "outsiders": "Inger"}
    return logged_in(cast.sofie).post(
        reverse("meeting-new", args=[cast.plan.pk]), data | {"people": people} | changed
    )


def test_times_are_proposed_for_those_chosen_and_put_in_with_one_press(cast):
    kept(cast, cast.job, WEDNESDAY, 9, 12)
    kept(cast, cast.social, WEDNESDAY, 10, 13)
    jan = str(cast.jan.pk)
    first = html_of(logged_in(cast.sofie).get(reverse("meeting-new", args=[cast.plan.pk])))
    assert "Onsdag den 11. marts kl. 10 til 11" in first  # Sofie's own department
    assert f"Beskyttet mødetid i {cast.job}" not in first
    anew = called(cast, ["borger", jan, str(cast.sofie.pk)], **{"find-tider": "1"})
    assert anew.status_code == 200
    page = html_of(anew)
    assert "Det er ikke gemt endnu" not in page
    assert f"Beskyttet mødetid i {cast.job} og {cast.social}" in page
    taken = html_of(called(cast, ["borger", jan], tid="18.03.2026 9.00"))
    for said in ('value="18.03.2026"', 'value="9.00"', "Lokale 9", "Inger"):
        assert said in taken
    assert re.search(rf'value="{jan}"[^>]* checked', taken)
    assert "Valgt" in taken
    assert not Meeting.objects.exists()


def test_proposed_time_calls_the_meeting_and_nothing_is_pointed_out(cast):
    kept(cast, cast.job, WEDNESDAY, 9, 12)
    client = logged_in(cast.sofie)
    data = {"kind": "team", "on": "18.03.2026", "hour": "9.00", "people": [str(cast.jan.pk)]}
    answer = client.post(reverse("meeting-new", args=[cast.plan.pk]), data, follow=True)
    assert Meeting.objects.get().at == at(18, 9)
    assert "uden for den beskyttede mødetid" not in html_of(answer)


def test_meeting_outside_is_called_and_it_is_pointed_out(cast):
    kept(cast, cast.job, WEDNESDAY, 9, 12)
    kept(cast, cast.social, THURSDAY, 9, 12)
    client = logged_in(cast.sofie)
    data = {"kind": "team", "on": "12.03.2026", "hour": "9", "people": [str(cast.jan.pk), str(cast.sofie.pk)]}
    page = html_of(client.post(reverse("meeting-new", args=[cast.plan.pk]), data, follow=True))
    assert f"Mødet ligger uden for den beskyttede mødetid i {cast.job}." in page
    meeting = Meeting.objects.get()
    move = reverse("meeting-move", args=[cast.plan.pk, meeting.pk])
    assert "Onsdag den 11. marts kl. 9 til" in html_of(client.get(move))
    pressed = client.post(move, {"version": "1", "minutes": "60", "place": "", "tid": "18.03.2026 9.00"})
    assert pressed.status_code == 200
    meeting.refresh_from_db()
    assert meeting.at == at(12, 9)
    moved = {"version": "1", "on": "18.03.2026", "hour": "9", "minutes": "60", "place": ""}
    page = html_of(client.post(move, moved, follow=True))
    assert f"uden for den beskyttede mødetid i {cast.social}." in page


def test_nothing_is_proposed_where_nobody_on_offer_has_a_protected_time(cast):
    """And no department is named that is not on the team: that it is, is itself a secret."""
    page = html_of(logged_in(cast.sofie).get(reverse("meeting-new", args=[cast.plan.pk])))
    assert PROPOSED not in page
    elsewhere = Department.objects.create(name="Krisecentret")
    kept(cast, elsewhere, WEDNESDAY, 9, 12)
    page = html_of(logged_in(cast.sofie).get(reverse("meeting-new", args=[cast.plan.pk])))
    assert PROPOSED not in page
    assert "Krisecentret" not in page
    kept(cast, cast.job, WEDNESDAY, 9, 12)
    none = html_of(logged_in(cast.sofie).get(reverse("meeting-new", args=[cast.plan.pk])))
    assert "har ingen beskyttet mødetid" in none  # Sofie's own has none
    assert (
        "ring"
        not in html_of(called(cast, [str(cast.ulla.pk)], **{"find-tider": "1"})).split(PROPOSED)[1][:200]
    )


def test_times_out_of_use_and_of_closed_departments_are_not_proposed(cast):
    one = kept(cast, cast.social, WEDNESDAY, 9, 12)
    new = reverse("meeting-new", args=[cast.plan.pk])
    assert PROPOSED in html_of(logged_in(cast.sofie).get(new))
    edit_protected_time(by=cast.adam, protected=one, seen=1, is_active=False)
    assert PROPOSED not in html_of(logged_in(cast.sofie).get(new))


def test_citizen_sees_nothing_of_it(client, cast):
    kept(cast, cast.job, WEDNESDAY, 9, 12)
    meeting = call_meeting(
        by=cast.sofie,
        plan=cast.plan,
        kind=MeetingKind.objects.get(pk="team"),
        at=NOW + timedelta(days=2),
        invitees=[Invitee(is_citizen=True), Invitee(user=cast.jan)],
    )
    client.force_login(cast.rasmus)
    for page in (reverse("min-plan"), reverse("meeting", args=[cast.plan.pk, meeting.pk])):
        assert "beskyttet" not in html_of(client.get(page)).casefold()


def test_administrator_keeps_times_and_reads_what_was_changed(cast):
    client = logged_in(cast.adam)
    pages = reverse("protected-times")
    assert "Der er ingen beskyttet mødetid endnu" in html_of(client.get(pages))
    data = {"department": str(cast.job.pk), "weekday": "2", "starts": "9", "ends": "11.30", "note": "Aftalt"}
    assert client.post(reverse("protected-time-add"), data).status_code == 303
    one = ProtectedTime.objects.get()
    assert (one.starts, one.ends) == (time(9), time(11, 30))
    assert "Onsdag kl. 9 til 11.30" in html_of(client.get(pages))
    page = reverse("protected-time-edit", args=[one.pk])
    changed = data | {"version": "1", "is_active": "on", "starts": "8.30", "until_on": "01.06.2026"}
    assert client.post(page, changed).status_code == 303
    stale = client.post(page, changed | {"note": "Min tekst"})
    assert stale.status_code == 409
    assert "Min tekst" in html_of(stale)
    history = html_of(client.get(page)).split("Hvad der er ændret")[1]
    assert "9 → 8.30" in history
    assert "1. juni 2026" in history


@pytest.mark.parametrize(
    ("changed", "field", "complaint"),
    [
        ({"ends": "8"}, "ends", "Tiden slutter, før den begynder."),
        ({"ends": "9.10"}, "ends", "mindst 15 minutter"),
        ({"starts": "25"}, "starts", "Skriv et klokkeslæt"),
        ({"weekday": ""}, "weekday", "Vælg en ugedag."),
        ({"weekday": "9"}, "weekday", "Vælg en ugedag."),
        ({"department": ""}, "department", "Vælg en afdeling."),
        ({"department": "closed"}, "department", "Afdelingen er ikke i brug mere."),
        (
            {"from_on": "01.06.2026", "until_on": "01.05.2026"},
            "until_on",
            "Den sidste dag er før den første.",
        ),
        ({"starts": "11", "ends": "13"}, "starts", "har allerede beskyttet mødetid onsdag kl. 10 til 12"),
    ],
)
def test_bad_time_is_told_at_its_field_and_stands_as_typed(cast, changed, field, complaint):
    kept(cast, cast.job, WEDNESDAY, 10, 12)
    closed = Department.objects.create(name="Lukket", is_active=False)
    data = {"department": str(cast.job.pk), "weekday": "2", "starts": "9", "ends": "10", "note": "Min tekst"}
    if changed.get("department") == "closed":
        changed = {"department": str(closed.pk)}
    answer = logged_in(cast.adam).post(reverse("protected-time-add"), data | changed)
    assert answer.status_code == 422
    page = html_of(answer)
    assert complaint in page
    assert f'href="#id_{field}' in page
    assert "Min tekst" in page
    assert ProtectedTime.objects.count() == 1


def test_times_beside_each_other_and_in_other_periods_do_not_overlap(cast):
    kept(cast, cast.job, WEDNESDAY, 10, 12, until_on=date(2026, 6, 30))
    kept(cast, cast.job, WEDNESDAY, 12, 13)
    kept(cast, cast.job, THURSDAY, 10, 12)
    kept(cast, cast.social, WEDNESDAY, 10, 12)
    later = kept(cast, cast.job, WEDNESDAY, 10, 12, from_on=date(2026, 7, 1))
    with pytest.raises(ValidationError) as refused:
        edit_protected_time(by=cast.adam, protected=later, seen=1, from_on=date(2026, 6, 30))
    assert "starts" in refused.value.message_dict
    edit_protected_time(by=cast.adam, protected=later, seen=1, from_on=date(2026, 6, 30), is_active=False)


def test_time_of_a_closed_department_can_be_taken_out_of_use(cast):
    one = kept(cast, cast.job, WEDNESDAY, 10, 12)
    Department.objects.filter(pk=cast.job.pk).update(is_active=False)
    one = ProtectedTime.objects.get(pk=one.pk)
    page = reverse("protected-time-edit", args=[one.pk])
    data = {"department": str(cast.job.pk), "weekday": "2", "starts": "10", "ends": "12", "version": "1"}
    client = logged_in(cast.adam)
    assert client.post(page, data | {"is_active": "on"}).status_code == 422
    assert client.post(page, data).status_code == 303
    assert ProtectedTimeForm.stored(ProtectedTime.objects.get())["is_active"] is False


def test_nobody_but_an_administrator_keeps_times(cast):
    one = kept(cast, cast.job, WEDNESDAY, 10, 12)
    for user in (cast.sofie, cast.grethe, cast.dorte, cast.root, cast.rasmus):
        with pytest.raises(PermissionDenied):
            edit_protected_time(by=user, protected=one, seen=1, note="Mit")
        for name, args in (("protected-times", []), ("protected-time-edit", [one.pk])):
            assert logged_in(user).get(reverse(name, args=args)).status_code in (403, 404), user.username


def test_database_holds_hours_and_days_in_order(cast):
    one = kept(cast, cast.job, WEDNESDAY, 10, 12)
    for wrong in (
        {"ends": time(10)},
        {"weekday": 7},
        {"from_on": TODAY, "until_on": TODAY - timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProtectedTime.objects.filter(pk=one.pk).update(**wrong)
