"""What the demo's files have no words for, so that a new visitor meets it: a share without consent, somebody kept out,
a note held back for a while, a picture, and looks in the access log.
"""

from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from citizens.models import GroundKind
from enplan import clock
from enplan.audit.models import Look
from enplan.demo.family import add_family
from enplan.demo.scenario.cast import Cast
from plans.files.checking import CheckedFile
from plans.files.kinds import Kind
from plans.looks import look_at_list, look_at_plan
from plans.models import Goal
from plans.permissions import standing_of
from plans.services.attachments import add_attachment
from plans.services.coherence import Said, store_coherence
from plans.services.comments import write_comment
from plans.services.grounds import Party
from plans.services.journal import write_journal
from plans.services.sharing import share_without_consent
from plans.services.team import block_person
from plans.services.withholding import answer_withholding, ask_to_withhold

# Who looked at Dennis' and Poul-Erik's plans: days ago, at what hour and minute, and at what. Who coordinates them
# looked last on Friday (`municipal`), so those looks are older.
LOOKS = (
    (11, 9, 12, "birgitte", "Planen"),
    (11, 9, 20, "birgitte", "Samtykker"),
    (10, 14, 2, "birgitte", "Hvem ser hvad"),
    (5, 13, 5, "henrik", "Planen"),
    (3, 8, 47, "nadia", "Planen"),
    (3, 10, 31, "soeren", "Planen"),
    (1, 14, 16, "jesper", "Planen"),
)


def add_encounters(casts: list[Cast]) -> None:
    """Of the demo's own municipality; the courses must have been loaded."""
    of = {cast.citizen_user.username: cast for cast in casts}
    _share_and_hold_back(of["dennis"])
    block_person(by=of["lone"].citizen_user, plan=of["lone"].plan, user=of["lone"].staff["soeren"])
    add_attachment(
        by=of["dennis"].citizen_user,
        plan=of["dennis"].plan,
        area_id="housing",
        file=CheckedFile(_sketch(), Kind.PNG, Kind.PNG, "Sådan vil jeg indrette mig"),
    )
    add_family(of)
    _say_something(of["dennis"])
    for username in ("dennis", "poulerik"):
        _looked(of[username])


def _share_and_hold_back(cast: Cast) -> None:
    birgitte, vibeke = cast.staff["birgitte"], cast.staff["vibeke"]
    share_without_consent(
        by=birgitte,
        plan=cast.plan,
        kind=GroundKind.objects.get(pk="acute_or_duty"),
        areas=["housing"],
        parties=[Party(department=cast.staff["henrik"].department)],
        until=clock.today() + timedelta(days=6),
        reason="Lejemålet var ved at blive ophævet, og der skulle handles samme dag.",
    )
    note = write_journal(
        by=birgitte,
        plan=cast.plan,
        area_id="housing",
        title="Henvendelse fra boligselskabet",
        text="Boligselskabet har skrevet om støj. Vi undersøger det, før vi taler med Dennis om det.",
        is_draft=True,
    )
    asking = ask_to_withhold(
        by=birgitte,
        draft=note,
        until=clock.today() + timedelta(days=9),
        ground="Forvaltningsloven § 15 b: hensynet til andre, mens det undersøges",
        asked_of=vibeke,
    )
    answer_withholding(by=vibeke, asking=asking, seen=note.version, is_approved=True)


def _say_something(cast: Cast) -> None:
    """A comment beside what a professional has written, and answers to the three questions, half a year apart."""
    own, plan = cast.citizen_user, cast.plan
    goal = Goal.objects.filter(section__plan=plan, section__owner__isnull=False, is_draft=False)
    goal = goal.filter(withheld_until=None).order_by("section__area__position", "written_at")
    write_comment(by=own, about=goal[0], text="Jeg vil gerne have, at vi tager det stille og roligt.")
    first = {"coherence": Said(3, "Jeg skal sige det samme til alle"), "heard": Said(None)}
    later = {"coherence": Said(5), "influence": Said(6), "heard": Said(4, "Mest af Birgitte")}
    for months, answers in ((12, first), (6, later)):
        day = clock.months_after(clock.today(), -months)
        store_coherence(by=own, plan=plan, answers=answers, answered_on=day)


def _looked(cast: Cast) -> None:
    for days, hour, minute, username, what in LOOKS:
        day = clock.today() - timedelta(days=days)
        with clock.standing_at(datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.COPENHAGEN)):
            user = cast.staff[username]
            look_at_list(by=user, plans=[cast.plan], what="Mine borgere")
            standing = standing_of(user, cast.plan)
            look_at_plan(by=user, standing=standing, kind=Look.Kind.PAGE, what=what)


def _sketch() -> bytes:
    """A room drawn from above."""
    image = Image.new("RGB", (600, 420), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 40, 560, 380), outline="black", width=6)
    for x, y, width, height, colour in (
        (70, 70, 150, 90, "#9ec5e8"),
        (300, 70, 90, 90, "#c9a27a"),
        (430, 220, 100, 130, "#a9d18e"),
        (70, 250, 180, 80, "#e8c9a0"),
    ):
        draw.rectangle((x, y, x + width, y + height), fill=colour, outline="black", width=3)
    kept = BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
