"""The demo's meetings, as far as a file has no words for it: the past one was held, and its summary agreed on; and when
the departments keep free for meetings.
"""

from datetime import time, timedelta

from enplan import clock
from enplan.accounts.models import User
from enplan.demo.scenario.cast import Cast
from plans.services.meeting_lines import add_point
from plans.services.meetings import answer_invitation, note_attendance
from plans.services.protected_times import add_protected_time
from plans.services.summaries import agree_meeting

TO_BE_AT_HOME = "nadia"  # who could not come
# By who works in the department: the day of the week, and from and until when.
PROTECTED = {
    "birgitte": ((1, time(9), time(12)), (3, time(13), time(15))),
    "henrik": ((1, time(10), time(12)),),
    "ellen": ((1, time(8, 30), time(11, 30)), (3, time(12, 30), time(14, 30))),
}


def add_meetings(casts: list[Cast]) -> None:
    """Of the fullest plan; its file must have been loaded."""
    cast = next(cast for cast in casts if cast.citizen_user.username == "poulerik")
    held, coming = cast.meetings["januar"], cast.meetings["marts"]
    with clock.standing_at(held.ends_at):
        people = held.participants.select_related("user")
        there = {one: one.user is None or one.user != cast.staff[TO_BE_AT_HOME] for one in people}
        note_attendance(by=cast.coordinator, meeting=held, was_there=there)
    with clock.standing_at(held.ends_at + timedelta(minutes=10)):
        agree_meeting(by=cast.coordinator, meeting=held)
    with clock.standing_at(coming.at - timedelta(days=4)):
        add_point(
            by=cast.citizen_user, meeting=coming, area_id="everyday", text="Hvem har taget min gode tromle?"
        )
        own = coming.participants.get(is_citizen=True)
        answer_invitation(by=cast.citizen_user, participant=own, answer="comes")
        jesper = coming.participants.get(user=cast.staff["jesper"])
        answer_invitation(
            by=cast.staff["jesper"], participant=jesper, answer="cannot", message="Er på kursus den dag"
        )


def add_protected_times(casts: list[Cast]) -> None:
    """Kept by the administrator. One department keeps none."""
    staff: dict[str, User] = casts[0].staff
    for who, times in PROTECTED.items():
        for weekday, starts, ends in times:
            add_protected_time(
                by=staff["kim"],
                department=staff[who].department,
                weekday=weekday,
                starts=starts,
                ends=ends,
                note="Aftalt med lederen",
            )
