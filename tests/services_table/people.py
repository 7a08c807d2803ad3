"""Who is on the team, who takes over, and who stands beside the citizen."""

from datetime import timedelta

from plans.models import BlockedPerson
from plans.services import accepting, covering, handover, invitations, people, presence, team
from tests.cast import HOUSING, NOW, TODAY
from tests.services_table.row import CITIZENS_SIDE, PRIVATE_PERSONS, TEAM, Row, Table

TABLE: Table = {
    handover.offer_handover: Row(
        {"sofie"},
        lambda c, by: handover.offer_handover(by=by, plan=c.plan, to=c.jan),
    ),
    handover.accept_handover: Row({"ulla"}, lambda c, by: handover.accept_handover(by=by, plan=c.plan)),
    people.add_network_person: Row(
        {"sofie"},
        lambda c, by: people.add_network_person(by=by, plan=c.plan, name="Ida", relation="niece"),
    ),
    people.add_representative: Row(
        {"sofie"},
        lambda c, by: people.add_representative(
            by=by, plan=c.plan, name="Ib", relation="værge", basis="værgemål", areas=[HOUSING]
        ),
    ),
    people.change_representation: Row(
        {"sofie"},
        lambda c, by: people.change_representation(
            by=by, plan=c.plan, person=c.mother, seen=1, areas=[HOUSING], until=None, basis="", document=""
        ),
        elsewhere=lambda c, by: people.change_representation(
            by=by,
            plan=c.kirstens_plan,
            person=c.mother,
            seen=1,
            areas=[HOUSING],
            until=None,
            basis="",
            document="",
        ),
    ),
    people.end_representation: Row(
        {"sofie"},
        lambda c, by: people.end_representation(by=by, plan=c.plan, person=c.mother),
        after_end=True,
        elsewhere=lambda c, by: people.end_representation(by=by, plan=c.kirstens_plan, person=c.mother),
    ),
    invitations.invite: Row(
        CITIZENS_SIDE,
        lambda c, by: invitations.invite(
            by=by,
            plan=c.plan,
            name="Ea",
            relation="søster",
            email="ea@eksempel.dk",
            areas=[HOUSING],
            sources=[c.job],
        ),
        elsewhere=lambda c, by: invitations.invite(
            by=by,
            plan=c.kirstens_plan,
            person=c.invitation.person,
            email="ib@eksempel.dk",
            areas=[HOUSING],
            sources=[],
        ),
    ),
    invitations.send_again: Row(
        {"rasmus"},
        lambda c, by: invitations.send_again(by=by, plan=c.plan, invitation=c.invitation),
        elsewhere=lambda c, by: invitations.send_again(by=by, plan=c.kirstens_plan, invitation=c.invitation),
    ),
    invitations.withdraw_invitation: Row(
        {"rasmus"},
        lambda c, by: invitations.withdraw_invitation(by=by, plan=c.plan, invitation=c.invitation),
        after_end=True,
        elsewhere=lambda c, by: invitations.withdraw_invitation(
            by=by, plan=c.kirstens_plan, invitation=c.invitation
        ),
    ),
    invitations.end_network_access: Row(
        {"rasmus"},
        lambda c, by: invitations.end_network_access(by=by, plan=c.plan, person=c.brother),
        after_end=True,
        elsewhere=lambda c, by: invitations.end_network_access(by=by, plan=c.kirstens_plan, person=c.brother),
    ),
    accepting.accept_invitation: Row(
        PRIVATE_PERSONS,  # whoever holds the link, but employees and the citizen
        lambda c, by: accepting.accept_invitation(by=by, proof=c.proof),
    ),
    team.add_member: Row(
        {"sofie"},
        lambda c, by: team.add_member(by=by, plan=c.plan, user=c.ulla, areas=[HOUSING]),
    ),
    team.appoint_deputy: Row(
        {"sofie"},
        lambda c, by: team.appoint_deputy(
            by=by, plan=c.plan, user=c.jan, starts_at=NOW, ends_at=NOW + timedelta(days=1)
        ),
    ),
    team.end_member: Row({"sofie"}, lambda c, by: team.end_member(by=by, plan=c.plan, user=c.pia)),
    team.block_person: Row(
        {"sofie", "rasmus"},
        lambda c, by: team.block_person(by=by, plan=c.plan, user=c.grethe),
        after_end=True,
    ),
    team.lift_block: Row(
        {"rasmus"},  # what the citizen has closed
        lambda c, by: team.lift_block(by=by, block=BlockedPerson.objects.get(user=c.bent)),
        after_end=True,
    ),
    team.end_deputy: Row(
        {"sofie"},
        lambda c, by: team.end_deputy(by=by, plan=c.plan, member=c.deputy),
        elsewhere=lambda c, by: team.end_deputy(by=by, plan=c.kirstens_plan, member=c.deputy),
    ),
    handover.take_back_handover: Row(
        {"sofie"}, lambda c, by: handover.take_back_handover(by=by, plan=c.plan)
    ),
    handover.decline_handover: Row(
        {"ulla"},
        lambda c, by: handover.decline_handover(by=by, plan=c.plan, reason="Jeg har for mange planer"),
    ),
    covering.appoint_acting: Row(
        {"lis"},  # leads the department that holds the plan together
        lambda c, by: covering.appoint_acting(
            by=by, absent=c.sofie, deputy=c.mette, starts_on=TODAY, ends_on=TODAY + timedelta(days=3)
        ),
        after_end=True,  # Sofie coordinates another
    ),
    covering.offer_plans: Row(
        {"lis"},
        lambda c, by: covering.offer_plans(by=by, coordinator=c.sofie, to=c.jan),
        after_end=True,
    ),
    covering.move_plans: Row(
        {"lis"},
        lambda c, by: covering.move_plans(by=by, coordinator=c.sofie, to=c.mette),
        after_end=True,
    ),
    covering.appoint_to_reopen: Row(
        {"lis"},  # who is told nothing by it
        lambda c, by: covering.appoint_to_reopen(by=by, cpr=c.citizen.cpr, to=c.mette),
        after_end=True,
    ),
    presence.be_present: Row(
        TEAM, lambda c, by: presence.be_present(by=by, plan=c.plan, page="/planer/"), after_end=True
    ),
    presence.leave: Row(set(), lambda c, by: presence.leave(by=by, plan=c.plan), own=True),
}
