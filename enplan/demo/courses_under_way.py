"""Citizens of the demo who are somewhere else in their course than the files have words for: one whose coordinator asks
another to take over while a transition comes near, one whose plan has just been taken over, one whose plan has ended,
and one for whom a plan is only suggested.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from citizens.kinds import edit_kind
from citizens.models import Citizen, Ground, GroundKind
from citizens.services import register_citizen
from enplan import clock
from enplan.accounts.models import LifeArea, User
from enplan.demo.scenario.cast import Cast
from enplan.demo.scenario.people import load_login
from plans.models import OtherPlanKind, Plan, Task, TransitionKind
from plans.services.disagreements import raise_disagreement, write_view
from plans.services.goals import add_goal, edit_goal
from plans.services.grounds import Party, note_ground
from plans.services.handover import accept_handover, offer_handover
from plans.services.plans import end_plan, start_plan
from plans.services.referral_grounds import start_visitation_of
from plans.services.referrals import ask_department, begin_referral, write_part
from plans.services.replacing import replace_plan, tick_held
from plans.services.tasks import add_task, set_task_status
from plans.services.team import add_member
from plans.services.transitions import begin_transition
from plans.services.words import write_words


def add_courses(casts: list[Cast]) -> None:
    """Of the demo's own municipality; its files must have been loaded."""
    of = {cast.citizen_user.username: cast for cast in casts}
    _soon_eighteen(of["silas"])
    _taken_over(casts[0])
    _ended(casts[0])
    _suggested(casts[0])


@contextmanager
def days_ago(days: int, hour: int = 10) -> Iterator[None]:
    day = clock.today() - timedelta(days=days)
    with clock.standing_at(datetime(day.year, day.month, day.day, hour, tzinfo=clock.COPENHAGEN)):
        yield


def _soon_eighteen(cast: Cast) -> None:
    """Line has begun the checklist and asked Birgitte, who has not answered."""
    line = cast.staff["line"]
    with days_ago(13):
        begun = begin_transition(by=line, plan=cast.plan, kind=TransitionKind.objects.get(pk="18-aar"))
    card = begun.tasks.filter(responsible_is_citizen=True).order_by("due_on")[0]
    with days_ago(5):
        set_task_status(by=line, task=card, seen=card.version, status=Task.Status.DONE)
    with days_ago(4):
        offer_handover(by=line, plan=cast.plan, to=cast.staff["birgitte"])
        moving = TransitionKind.objects.get(pk="ny-afdeling")
        begin_transition(
            by=line, plan=cast.plan, kind=moving, on=_in(20)
        )  # its first steps are due this week


def _taken_over(cast: Cast) -> None:
    """Rigmor's plan was Henrik's; since last week it is Jesper's, who finds what must not be lost on one page."""
    henrik, jesper = cast.staff["henrik"], cast.staff["jesper"]
    with days_ago(140):
        rigmor, own = _registered(cast, henrik, "rigmor", "Rigmor Dalby", "7406820127")
        plan = _started(henrik, rigmor)
        add_member(by=henrik, plan=plan, user=jesper, areas=["economy", "housing"])
    with days_ago(139):
        write_words(
            by=own,
            plan=plan,
            kind="dream",
            text="At åbne vinduet om morgenen og høre fuglene i stedet for bussen",
            seen=0,
        )
        write_words(
            by=own, plan=plan, kind="matters", text="Ring ikke før klokken ti. Jeg sover dårligt.", seen=0
        )
        _yes_to_sharing(cast, henrik, plan, ["job", "borgerservice"], ends_in=21)
        job = add_goal(
            by=henrik,
            plan=plan,
            area_id="job_education",
            title="Tre formiddage om ugen på planteskolen",
            words="agreed",
            type="develop",
            responsible=henrik,
            due_on=_in(150),
        )
    with days_ago(60):
        budget = add_goal(
            by=jesper,
            plan=plan,
            area_id="economy",
            title="Betale huslejen til tiden hver måned",
            words="agreed",
            type="develop",
            responsible=jesper,
        )
        add_task(by=jesper, goal=budget, title="Gennemgå budgettet igen", responsible=jesper, due_on=_in(75))
        add_task(
            by=henrik, goal=job, title="Tale med planteskolen om sæsonen", responsible=henrik, due_on=_in(68)
        )
        add_task(
            by=henrik, goal=job, title="Tage arbejdstøj med", responsible_is_citizen=True, due_on=_in(66)
        )
    with days_ago(20):
        asked = raise_disagreement(
            by=henrik,
            plan=plan,
            about=job,
            text="To formiddage er nok, til søvnen er bedre. Ellers vælter det hele.",
        )
        write_view(
            by=own,
            disagreement=asked,
            text="Jeg sover bedre de dage, jeg har været ude. Jeg vil have alle tre.",
        )
    with days_ago(9):
        offer_handover(by=henrik, plan=plan, to=jesper)
    with days_ago(8):
        accept_handover(by=jesper, plan=plan)
    with days_ago(3):
        add_task(
            by=henrik, goal=job, title="Sende kontrakten fra planteskolen", responsible=henrik, due_on=_in(7)
        )


def _ended(cast: Cast) -> None:
    """Torben has a job. His plan stood in place of another, which must be made again."""
    birgitte = cast.staff["birgitte"]
    with days_ago(420):
        torben, own = _registered(cast, birgitte, "torben", "Torben Lyngsø", "7109730345")
        plan = _started(birgitte, torben)
        kind = OtherPlanKind.objects.get(pk="handleplan")
        replaced = replace_plan(by=birgitte, plan=plan, kind=kind, agreed_on=clock.today())
        tick_held(by=birgitte, replaced=replaced, seen=1, held=replaced.must_hold)
        write_words(by=own, plan=plan, kind="dream", text="Et arbejde, hvor nogen siger godmorgen", seen=0)
        goal = add_goal(
            by=birgitte,
            plan=plan,
            area_id="everyday",
            title="Stå op til noget, jeg selv har valgt",
            words="citizen",
            type="develop",
            responsible=birgitte,
        )
    with days_ago(50):
        edit_goal(by=birgitte, goal=goal, seen=goal.version, status="reached")
    with days_ago(44):
        end_plan(by=birgitte, plan=plan, outcome=Plan.Outcome.SELF_SUPPORTING)


def _suggested(cast: Cast) -> None:
    """Yrsa has no plan yet: two departments have written their part, one has not, and the first look is open."""
    birgitte, henrik = cast.staff["birgitte"], cast.staff["henrik"]
    _use_the_first_look(cast.staff["kim"])
    with days_ago(12):
        yrsa, _login = _registered(cast, birgitte, "yrsa", "Yrsa Klitgaard", "8202970456")
        referral = begin_referral(by=birgitte, citizen=yrsa, coordinator=birgitte)
        ask_department(by=birgitte, referral=referral, user=henrik)
        ask_department(by=birgitte, referral=referral, user=cast.staff["nadia"])
    parts = (
        (
            birgitte,
            "housing",
            "Tre værelser på to år. Hver gang er det endt med, at Yrsa er flyttet ud i utide.",
            "Vi hjælper med boligen, mens andre hjælper med det, der får den til at vælte.",
        ),
        (
            henrik,
            "job_education",
            "To praktikker, som begge sluttede i den uge, hvor Yrsa skulle flytte.",
            "Praktik og bolig skal passe sammen. Det kan vi ikke hver for sig.",
        ),
    )
    for days, (writer, area, tried, why) in zip((10, 6), parts, strict=True):
        where = LifeArea.objects.get(pk=area)
        with days_ago(days):
            part = referral.parts.get(user=writer)
            write_part(
                by=writer,
                part=part,
                seen=part.version,
                areas=[where],
                stands_in=where,
                tried=tried,
                why=why,
                is_finished=True,
            )
    with days_ago(2):
        start_visitation_of(
            by=birgitte,
            referral=referral,
            reason="Finde ud af, om bolig og praktik kan aftales på samme tid.",
        )


def _use_the_first_look(administrator: User) -> None:
    """The municipality says that it has such a phase, and what it opens."""
    kind = GroundKind.objects.get(pk="visitation")
    areas = LifeArea.objects.filter(pk__in=["housing", "job_education", "economy", "everyday"])
    edit_kind(by=administrator, kind=kind, seen=kind.version, areas=areas, is_active=True)


def _registered(cast: Cast, by: User, username: str, name: str, cpr: str) -> tuple[Citizen, User]:
    """The citizen, and their login."""
    login = load_login(cast, username, name)
    return register_citizen(by=by, name=name, cpr=cpr, user=login), login


def _started(by: User, citizen: Citizen) -> Plan:
    """A plan from this day on, to which the citizen has said yes."""
    today = clock.today()
    return start_plan(by=by, citizen=citizen, coordinator=by, started_on=today, agreed_on=today)


def _yes_to_sharing(cast: Cast, by: User, plan: Plan, departments: list[str], *, ends_in: int) -> None:
    """`ends_in`: days from the real today, so that it lapses soon."""
    among = [cast.departments[key] for key in departments]
    note_ground(
        by=by,
        plan=plan,
        kind=GroundKind.objects.get(pk="sharing_consent"),
        areas=["job_education", "economy"],
        parties=[*(Party(department=one) for one in among), Party(is_coordinator=True)],
        sources=among,
        purpose="Fælles plan på tværs af afdelinger",
        form=Ground.Form.WRITTEN,
        given_on=clock.today(),
        until=_in(139 + ends_in),
    )


def _in(days: int) -> date:
    return clock.today() + timedelta(days=days)
