"""Writing the look-log for plans: every page, print, API answer and search calls one of these before it answers."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from citizens.models import Citizen, GroundReview, Invitation
from enplan import clock
from enplan.accounts.models import User
from enplan.audit.models import Look
from enplan.audit.record import Seen, record_looks
from plans.facts import plan_of_ground
from plans.grants import On
from plans.lookups.leader import supervisions_of
from plans.models import (
    LeaderQuestion,
    Meeting,
    MeetingOpening,
    Message,
    MessageOpening,
    Participant,
    Plan,
    Referral,
)
from plans.search_flags import flag_if_unusual
from plans.standing import DESCRIBED, PURPOSES, Standing

SAME_VISIT = timedelta(hours=1)
PURPOSE_OF_SUPERVISION = dict(PURPOSES)[On.SUPERVISE]


def look_at_plan(*, by: User, standing: Standing, kind: Look.Kind, what: str) -> None:
    """One person is shown (part of) one plan."""
    seen = Seen(standing.plan.pk, standing.plan.citizen_id, standing.described, _why(standing))
    record_looks(by=by, kind=kind, what=what, seen=[seen])


def keep_openings(*, by: User, standing: Standing, messages: Iterable[Message]) -> None:
    """Beside the look: of the messages to `by` that they are shown, when each was on their screen first."""
    is_citizens = standing.is_citizens_side
    theirs = [one for one in messages if one.is_from_citizen != is_citizens]
    if is_citizens:  # the citizen reads along in what is written to who acts for them
        theirs = [one for one in theirs if (one.with_representative_id is None) == standing.is_citizen]
    elif not standing.coordinates:
        return
    openings = [MessageOpening(message=one, user=by, at=clock.now()) for one in theirs]
    MessageOpening.objects.bulk_create(openings, ignore_conflicts=True)


def keep_meeting_opened(*, by: User, meeting: Meeting) -> None:
    """Beside the look: when the agenda was first on the screen of somebody who is asked to come."""
    asked = Participant.objects.filter(meeting=meeting, removed_at__isnull=True)
    mine = Q(user=by) | Q(contact__user=by) | Q(is_citizen=True, meeting__plan__citizen__user=by)
    if asked.filter(mine).exists():
        opening = MeetingOpening(meeting=meeting, user=by, at=clock.now())
        MeetingOpening.objects.bulk_create([opening], ignore_conflicts=True)


def look_at_plans(*, by: User, standings: Iterable[Standing], kind: Look.Kind, what: str) -> None:
    """One person is shown something of several plans at once: a row for each, in one statement."""
    seen = [Seen(one.plan.pk, one.plan.citizen_id, one.described, one.purpose) for one in standings]
    record_looks(by=by, kind=kind, what=what, seen=seen)


def look_at_list(*, by: User, plans: Iterable[Plan], what: str) -> None:
    """One person is shown a list on which these plans' citizens stand."""
    role = by.role.name if by.role else ""
    rows = [Seen(plan.pk, plan.citizen_id, role, "Overblik over egne borgere") for plan in plans]
    record_looks(by=by, kind=Look.Kind.LIST, what=what, seen=rows)


def look_at_supervised(*, by: User, plans: Iterable[Plan]) -> None:
    """A leader is shown whose plan it is: where they carry out a supervision, or are about to."""
    role = by.role.name if by.role else ""
    rows = [Seen(plan.pk, plan.citizen_id, role, "Ledelsestilsyn") for plan in plans]
    record_looks(by=by, kind=Look.Kind.LIST, what="Tilsyn", seen=rows)


def look_at_reviews(*, by: User, reviews: Iterable[GroundReview]) -> None:
    """A leader is shown that something was shared without consent. Told to the citizen from the share's own day on."""
    role = by.role.name if by.role else ""
    rows = [
        Seen(
            plan_of_ground(review.ground).pk,
            review.ground.citizen_id,
            role,
            "Gennemgang af deling uden samtykke",
            withheld_until=review.ground.withheld_until,
        )
        for review in reviews
    ]
    record_looks(by=by, kind=Look.Kind.PAGE, what="Deling uden samtykke", seen=rows)


@transaction.atomic
def look_by_search(*, by: User, citizens: Iterable[tuple[Citizen, Plan | None]], reason: str) -> bool:
    """A search that found these citizens; one that found nobody is logged as well.

    Answers whether `by` has now found unusually many: it is flagged to the auditor, and nothing is closed for it.
    """
    role = by.role.name if by.role else ""
    rows = [Seen(plan.pk if plan else None, citizen.pk, role, reason) for citizen, plan in citizens]
    record_looks(by=by, kind=Look.Kind.SEARCH, what="Søgning", seen=rows or [Seen(None, None, role, reason)])
    return bool(rows) and flag_if_unusual(by)


def look_at_referrals(*, by: User, referrals: Iterable[Referral], kind: Look.Kind, what: str) -> None:
    """Somebody is shown that one plan is suggested for these citizens, or what is written about one of them."""
    rows = [Seen(one.plan_id, one.citizen_id, *_before_the_plan(by, one)) for one in referrals]
    record_looks(by=by, kind=kind, what=what, seen=rows)


def _before_the_plan(by: User, referral: Referral) -> tuple[str, str]:
    """As what, and why, somebody looks at a referral."""
    if by.role is not None:
        return by.role.name, "Henvisning til én plan"
    if referral.citizen.user_id == by.pk:
        return "Borger", "Egen henvisning"
    return dict(DESCRIBED)[On.REPRESENT], dict(PURPOSES)[On.REPRESENT]


def look_by_invitation(*, by: User | None, invitation: Invitation) -> None:
    """Somebody who holds a link is shown who invites. Without a login yet it is told by the contact's name."""
    person = invitation.person
    seen = Seen(None, person.citizen_id, "Inviteret", "Har fået et link")
    viewer = by or User(pk=person.pk, name=person.name)  # not stored: the record only takes id and name
    record_looks(by=viewer, kind=Look.Kind.PAGE, what="Invitationen", seen=[seen])


def _why(standing: Standing) -> str:
    """The standing's purpose; of a supervision also the reason that the leader stated."""
    user = standing.user
    if user is None or standing.purpose != PURPOSE_OF_SUPERVISION:
        return standing.purpose
    reasons = supervisions_of(user).filter(citizen=standing.plan.citizen_id).values_list("reason", flat=True)
    return ": ".join([standing.purpose, *reasons[:1]])


def earlier_visit(user: User, plan: Plan, *, at: datetime) -> datetime | None:
    """When `user` last looked at the plan before this visit; looks less than an hour apart are one visit.

    None for the first visit. Reads only one's own looks, and the newest hundred of them.
    """
    looks = Look.objects.filter(user_id=user.pk, plan_id=plan.pk, kind=Look.Kind.PAGE, at__lte=at)
    later = at
    for look in looks.order_by("-at").values_list("at", flat=True)[:100]:
        if later - look > SAME_VISIT:
            return look
        later = look
    return None


def last_visit_of(user: User) -> Subquery:
    """For a query of plans: when `user` was last on each plan's pages. One step in an index a plan."""
    looks = Look.objects.filter(user_id=user.pk, plan_id=OuterRef("pk"), kind=Look.Kind.PAGE)
    return Subquery(looks.order_by("-at").values("at")[:1])


def look_at_plan_for_approval(*, by: User, plan: Plan, kind: Look.Kind, withheld_until: datetime) -> None:
    """Somebody of the owner's department is shown one draft to approve. The row does not say of what, and stands in the
    citizen's log from the day the draft may be kept until: before it would tell that something is kept from them.
    """
    role = by.role.name if by.role else ""
    why = "Faglig sparring i egen afdeling"
    seen = Seen(plan.pk, plan.citizen_id, role, why, withheld_until=withheld_until)
    record_looks(by=by, kind=kind, what="En del af planen", seen=[seen])


def look_at_question(*, by: User, question: LeaderQuestion) -> None:
    """A leader is shown the question put to them and what of the plan goes with it. Of what the citizen may not see yet
    the row tells from the same day on.
    """
    role = by.role.name if by.role else ""
    plan = question.plan
    seen = Seen(
        plan.pk, plan.citizen_id, role, "Besvarer et spørgsmål", withheld_until=question.withheld_until
    )
    record_looks(by=by, kind=Look.Kind.PAGE, what="Et spørgsmål med en del af planen", seen=[seen])
