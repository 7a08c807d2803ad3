"""The invited person's side of an invitation: a link that works once, and the ground that begins when it is used.

The link's secret is made when the letter is sent, and the database knows only its hash. Unknown, used, withdrawn and
run out are all the same answer.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from citizens.models import ConsentPurpose, Ground, GroundKind, Invitation, NetworkPerson
from enplan import clock
from enplan.accounts.models import User
from enplan.accounts.services.private_people import add_private_login
from enplan.audit.record import record_change
from plans.models import BlockedPerson, Plan
from plans.permissions import is_let_in, standing_of
from plans.services.checks import NotAllowed, lock_plan
from plans.services.custody import answers_needed, store_answers
from plans.services.grounds import Party, store_ground
from plans.services.invitations import KIND
from plans.services.sections import place_of_plan
from plans.standing import Standing

LINK_WORKS = timedelta(days=7)
PURPOSE = "Mine egne folk skal kunne hjælpe til"


class NoInvitation(PermissionDenied):
    """The link is unknown, used, withdrawn or has run out; which of them is nobody's business."""


def issue_link(invitation_id: UUID) -> tuple[str, str, datetime] | None:
    """A new secret for an invitation that waits: (e-mail address, secret, when it stops). None when it waits no more.

    For the letter. The secret is nowhere but in the answer; a link from before stops working.
    """
    secret = secrets.token_urlsafe(32)
    expires_at = clock.now() + LINK_WORKS
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
        if invitation is None or not invitation.is_waiting:
            return None
        Invitation.objects.filter(pk=invitation_id).update(token_hash=hash_of(secret), expires_at=expires_at)
    return invitation.email, secret, expires_at


def hash_of(secret: str) -> str:
    """What is stored of a link's secret: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invitation_with(proof: str) -> Invitation:
    """The open invitation whose secret has this hash. NoInvitation for everything else, without saying why."""
    rows = Invitation.objects.exclude(token_hash="").select_related("person__citizen", "invited_by")
    invitation = rows.filter(token_hash=proof).first()
    if invitation is None or not compare_digest(invitation.token_hash.encode(), proof.encode()):
        raise NoInvitation
    if not invitation.works_at(clock.now()) or _open_plan(invitation) is None:
        raise NoInvitation
    return invitation


@transaction.atomic
def accept_with_new_login(*, proof: str, password: str) -> User:
    """Make the invited person a login and accept. ValidationError for the password; NoInvitation for a dead link."""
    invitation = invitation_with(proof)
    person = add_private_login(name=invitation.person.name, email=invitation.email, password=password)
    accept_invitation(by=person, proof=proof)
    return person


@transaction.atomic
def accept_invitation(*, by: User, proof: str) -> Invitation:
    """The one who holds the link accepts as `by`: the citizen's yes becomes a ground to them, from this instant.

    NoInvitation for a dead link, and for who cannot take part: employees, the citizen, and who is kept out.
    """
    found = invitation_with(proof)
    plan = _open_plan(found)
    if plan is None:
        raise NoInvitation
    lock_plan(plan)
    invitation = invitation_with(proof)  # as it is now that nobody else accepts or withdraws it
    standing = standing_of(invitation.invited_by, plan)
    is_blocked = BlockedPerson.objects.filter(plan=plan, user=by, lifted_at__isnull=True).exists()
    if by.is_employee or not is_let_in(by) or by.pk == plan.citizen.user_id or is_blocked:
        raise NoInvitation
    if not standing.is_citizens_side or not _acts_there(standing, invitation):
        raise NoInvitation
    NetworkPerson.objects.filter(pk=invitation.person_id).update(user=by)
    ground = _ground_of(invitation, plan=plan, to=by, standing=standing)
    now = clock.now()
    Invitation.objects.filter(pk=invitation.pk).update(
        accepted_at=now, accepted_by=by, ground=ground, token_hash=""
    )
    record_change(by=by, thing=invitation, place=place_of_plan(plan), fields={"accepted_at": (None, now)})
    invitation.refresh_from_db()
    return invitation


def _acts_there(standing: Standing, invitation: Invitation) -> bool:
    """Who acts for the citizen may have got fewer areas since they invited."""
    areas = set(invitation.areas.values_list("pk", flat=True))
    return standing.is_citizen or areas <= standing.areas


def _ground_of(invitation: Invitation, *, plan: Plan, to: User, standing: Standing) -> Ground:
    """The yes of the day of the invitation, which opens from now on; a child's waits for who holds custody."""
    kind = GroundKind.objects.get(pk=KIND)
    areas = list(invitation.areas.values_list("pk", flat=True))
    try:
        answers = answers_needed(standing, kind=kind, areas=areas)
    except NotAllowed:  # those who held custody when the child invited do so no more
        raise NoInvitation from None
    ground = store_ground(
        by=invitation.invited_by,
        plan=plan,
        areas=areas,
        parties=[Party(user=to)],
        sources=list(invitation.sources.all()),
        ground=Ground(
            citizen=plan.citizen,
            kind=kind,
            decision=Ground.Decision.WAITING if answers else Ground.Decision.YES,
            form=Ground.Form.DIGITAL,
            purpose=ConsentPurpose.objects.filter(pk="own_people").values_list("text", flat=True).first()
            or PURPOSE,
            given_on=invitation.given_on,
            valid_from=clock.now(),
            valid_until=invitation.valid_until,
            noted_by=invitation.invited_by,
            noted_at=clock.now(),
            is_by_representative=invitation.is_by_representative,
        ),
    )
    store_answers(ground, answers)
    return ground


def _open_plan(invitation: Invitation) -> Plan | None:
    """The plan it is an invitation to: the active one, unless the citizen has begun anew since."""
    return (
        Plan.objects.filter(
            citizen=invitation.person.citizen_id, ended_at__isnull=True, created_at__lte=invitation.invited_at
        )
        .select_related("citizen__user")
        .first()
    )
