"""Inviting somebody to take part: the citizen alone, by a link that works once (domain.md, section 2, Network).

The citizen's yes is kept with the invitation; `plans.services.accepting` makes it a ground when the person accepts.
"""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from citizens.models import Citizen, Ground, GroundKind, Invitation, NetworkPerson
from enplan import clock
from enplan.accounts.models import Department, LifeArea, User
from enplan.accounts.services.private_people import username_of
from enplan.audit.record import record_change
from enplan.mail.outbox import drop_letters, queue_letter
from plans.models import Plan
from plans.permissions import standing_of
from plans.services.checks import NotAllowed, lock_plan, require
from plans.services.custody import answers_needed
from plans.services.grounds import period_of
from plans.services.sections import place_of_plan
from plans.services.withdrawing import withdraw_ground
from plans.standing import Action, Standing

LETTER = "invitation"
KIND = "sharing_consent"  # never health: that has a ground of its own
MOST_OPEN = 10
MOST_SENDINGS = 5
OVER = _("Invitationen er allerede brugt eller trukket tilbage.")


@transaction.atomic
def invite(
    *,
    by: User,
    plan: Plan,
    email: str,
    areas: Sequence[str],
    sources: Sequence[Department],
    until: date | None = None,
    person: NetworkPerson | None = None,
    name: str = "",
    relation: str = "",
) -> Invitation:
    """Invite a new person (name, relation) or a contact without a login (`person`). The letter is queued.

    `until` is the last day of the access, left out as long as such a consent lasts. ValidationError with the field.
    """
    require(by, Action.GIVE_CONSENT, plan)
    standing = standing_of(by, plan)
    kind = GroundKind.objects.get(pk=KIND)
    chosen = list(LifeArea.objects.filter(pk__in=areas))
    if not chosen:
        raise ValidationError({"areas": _("Vælg mindst ét område.")})
    if standing.is_representative and not {area.pk for area in chosen} <= standing.areas:
        raise NotAllowed(_("Du handler ikke for borgeren i alle de områder."))
    answers_needed(standing, kind=kind, areas=[area.pk for area in chosen])  # refused for a child alone
    _starts_at, ends_at = period_of(kind, clock.today(), until)
    if username_of(email) == username_of(by.email or by.username):
        raise ValidationError({"email": _("Skriv den andens e-mailadresse, ikke din egen.")})
    _check_not_too_many(plan.citizen)
    contact = _contact(by=by, plan=plan, person=person, name=name, relation=relation)
    invitation = Invitation.objects.create(
        person=contact,
        email=email.strip(),
        given_on=clock.today(),
        valid_until=ends_at,
        invited_by=by,
        invited_at=clock.now(),
        is_by_representative=standing.is_representative,
    )
    invitation.areas.set(chosen)
    invitation.sources.set(sources)
    _record(by, plan, invitation, standing, "invited_at")
    queue_letter(LETTER, invitation.pk)
    return invitation


@transaction.atomic
def send_again(*, by: User, plan: Plan, invitation: Invitation) -> None:
    """A new link by a new letter; the old one stops working. ValidationError where there is nothing to send again."""
    require(by, Action.GIVE_CONSENT, plan)
    standing = standing_of(by, plan)
    current = _own(by, plan, invitation, standing)
    if not current.is_waiting:
        raise ValidationError(OVER, code="over")
    if current.sendings >= MOST_SENDINGS:
        raise ValidationError(
            _("Den er sendt mange gange nu. Tjek e-mailadressen, og inviter på ny."), code="often"
        )
    drop_letters(current.pk)
    Invitation.objects.filter(pk=current.pk).update(
        token_hash="", expires_at=None, sendings=current.sendings + 1
    )
    _record(by, plan, current, standing, "sendings")
    queue_letter(LETTER, current.pk)


@transaction.atomic
def withdraw_invitation(*, by: User, plan: Plan, invitation: Invitation) -> None:
    """The link works no more, from this instant. Also after the plan's end; withdrawing twice does nothing."""
    lock_plan(plan)
    standing = standing_of(by, plan)
    current = _own(by, plan, invitation, standing)
    if not current.is_waiting:
        return
    drop_letters(current.pk)
    Invitation.objects.filter(pk=current.pk).update(withdrawn_at=clock.now(), token_hash="")
    _record(by, plan, current, standing, "withdrawn_at")


@transaction.atomic
def end_network_access(*, by: User, plan: Plan, person: NetworkPerson) -> bool:
    """One tap: every yes to this person is withdrawn, and every link. They stay on the plan as a contact.

    Answers whether anything closed. Only for the citizen; who acts withdraws the consents within their own areas.
    """
    lock_plan(plan)
    if not standing_of(by, plan).is_citizen or person.citizen_id != plan.citizen_id:
        raise NotAllowed(_("Kun borgeren selv kan lukke for en af sine egne folk her."))
    for invitation in person.invitations.filter(accepted_at=None, withdrawn_at=None):
        withdraw_invitation(by=by, plan=plan, invitation=invitation)
    grounds = Ground.objects.filter(
        citizen=plan.citizen_id, kind__is_consent=True, withdrawn_at=None, parties__user=person.user_id
    ).select_related("kind")
    if person.user_id is None:
        return False
    closed = [
        withdraw_ground(
            by=by, plan=plan, ground=ground, parties=list(ground.parties.filter(user=person.user_id))
        )
        for ground in grounds.distinct()
    ]
    return any(closed)


def _contact(
    *, by: User, plan: Plan, person: NetworkPerson | None, name: str, relation: str
) -> NetworkPerson:
    if person is None:
        if not name.strip():
            raise ValidationError({"name": _("Skriv, hvad personen hedder.")})
        contact = NetworkPerson.objects.create(citizen=plan.citizen, name=name, relation=relation)
        record_change(by=by, thing=contact, place=place_of_plan(plan), fields={"name": (None, name)})
        return contact
    if person.citizen_id != plan.citizen_id:
        raise NotAllowed(_("Personen hører ikke til her."))
    if person.user_id is not None:
        raise ValidationError(
            _("Personen har allerede et login her. Sig ja til at dele i stedet."), code="login"
        )
    if person.invitations.filter(accepted_at=None, withdrawn_at=None).exists():
        raise ValidationError(_("Personen er allerede inviteret. Du kan sende linket igen."), code="invited")
    return person


def _check_not_too_many(citizen: Citizen) -> None:
    """Letters go to whom somebody types: so there is an end to them."""
    waiting = Invitation.objects.filter(person__citizen=citizen, accepted_at=None, withdrawn_at=None)
    if waiting.count() >= MOST_OPEN:
        raise ValidationError(
            _("Der er mange invitationer på vej nu. Træk nogle af dem tilbage først."), code="many"
        )


def _own(by: User, plan: Plan, invitation: Invitation, standing: Standing) -> Invitation:
    """The invitation as it is now, for the citizen, or for who acts and has sent it themselves."""
    current = (
        Invitation.objects.select_for_update(of=("self",)).select_related("person").get(pk=invitation.pk)
    )
    is_mine = standing.is_citizen or (standing.is_representative and current.invited_by_id == by.pk)
    if current.person.citizen_id != plan.citizen_id or not is_mine:
        raise NotAllowed(_("Invitationen er ikke din."))
    return current


def _record(by: User, plan: Plan, invitation: Invitation, standing: Standing, field: str) -> None:
    record_change(
        by=by,
        thing=invitation,
        place=place_of_plan(plan),
        fields={field: (None, clock.now())},
        on_behalf=standing.is_representative,
    )
