"""When a citizen has died: what stops besides the plan itself. And opening the login again where that was a mistake.

Network persons lose the plan with its end. What else would go on by itself is closed here, as facts with a trace:
who acted for the citizen, invitations and their letters, and the login. What is sent on is stopped by integrations.
"""

from django.db.models import Q

from citizens.models import Citizen, Invitation, Representative
from enplan import clock
from enplan.accounts.models import User
from enplan.accounts.services.private_people import close_private_login, open_private_login
from enplan.audit.models import Change
from enplan.audit.record import record_change
from enplan.mail.outbox import drop_letters
from plans.models import Plan
from plans.services.people import close_representation
from plans.services.sections import place_of_plan


def stop_for_death(*, by: User, plan: Plan) -> None:
    """Close everything on the citizen's side, in the transaction that ends the plan. The caller regrants."""
    _end_representations(by, plan)
    _withdraw_invitations(by, plan)
    login = _login_of(plan.citizen)
    if login is not None and login.is_active:
        close_private_login(by=by, person=login, place=place_of_plan(plan))


def undo_death(*, by: User, plan: Plan) -> None:
    """The citizen is alive: the login that was closed with the plan opens again. Nothing else comes back by itself."""
    login = _login_of(plan.citizen)
    closed_then = Change.objects.filter(
        plan_id=plan.pk, thing="user", thing_id=plan.citizen.user_id, field="is_active", at__gte=plan.ended_at
    )
    if login is not None and not login.is_active and closed_then.exists():
        open_private_login(by=by, person=login, place=place_of_plan(plan))


def has_died(citizen: Citizen) -> bool:
    """Has a plan of the citizen's ended because they died? Then nobody is to have a login in their name."""
    return Plan.objects.filter(citizen=citizen, outcome=Plan.Outcome.DIED).exists()


def _login_of(citizen: Citizen) -> User | None:
    return User.objects.filter(citizen=citizen).first()


def _end_representations(by: User, plan: Plan) -> None:
    running = Q(ends_at__isnull=True) | Q(ends_at__gt=clock.now())
    for person in Representative.objects.select_for_update().filter(running, citizen=plan.citizen_id):
        close_representation(by=by, plan=plan, person=person)


def _withdraw_invitations(by: User, plan: Plan) -> None:
    waiting = Invitation.objects.filter(
        person__citizen=plan.citizen_id, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    for invitation in waiting:
        drop_letters(invitation.pk)
        Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=clock.now(), token_hash="")
        record_change(
            by=by, thing=invitation, place=place_of_plan(plan), fields={"withdrawn_at": (None, clock.now())}
        )
