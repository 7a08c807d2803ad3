"""Sets up one row of access-truth.yaml in the database: one plan, one item in one section, one person who looks.

Through the services wherever there is one; straight into the table only for what no service does (yet): withholding,
a supervision, and a draft that stands in another department's part. The words of a row stand in the file's head.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models

from citizens.models import Citizen, Ground, GroundKind, GroundParty
from enplan import clock
from enplan.accounts.events import organisation_changed
from enplan.accounts.models import Department, LifeArea, User
from plans.models import (
    CitizenWords,
    Decision,
    Disagreement,
    Goal,
    JournalNote,
    LeaderQuestion,
    MeetingKind,
    Plan,
    QuestionItem,
    Task,
    TeamMember,
)
from plans.regrant import regrant
from plans.services.disagreements import raise_disagreement
from plans.services.goals import add_goal, propose_goal
from plans.services.handover import accept_handover, offer_handover
from plans.services.journal import write_journal
from plans.services.meeting_lines import note_decision
from plans.services.meetings import Invitee, call_meeting
from plans.services.people import add_network_person, add_representative
from plans.services.plans import end_plan
from plans.services.sections import section_of
from plans.services.tasks import add_task_in_area
from plans.services.team import add_member, appoint_deputy, block_person, end_member
from plans.services.withdrawing import withdraw_ground
from plans.services.words import write_words
from tests.cast import (
    BEGINNING,
    CPRS,
    ECONOMY,
    HOUSING,
    NOW,
    TODAY,
    give_consent,
    make_citizen,
    make_department,
    make_employee,
    make_plan,
    make_private_person,
)

Row = dict[str, Any]

YESTERDAY = NOW - timedelta(days=1)
THIS_MORNING = NOW - timedelta(hours=2)
TOMORROW = NOW + timedelta(days=1)
LAPSED_ON = "10. marts"  # through 9 March, so it ended at 00:00 on the 10th
ITEM = "Fiskestang i skuret"  # the words that tell whether the item is there
OTHER_ITEM = "Kaffe på trappen"

# The words a row may use. Another one is a row that this module does not understand, and fails.
KNOWN = {
    "who": None,
    "gets": None,
    "item": None,
    "ground": None,
    "owner": {"other_department", "own_department", "citizen", "health_department"},
    "area": {True, False},
    "wrote": {"self"},
    "membership": {"in_force", "ended", "future", "none"},
    "state": {"in_force", "lapsed", "withdrawn", "future"},
    "covers": {"other_area", "other_source"},
    "basis": {"sharing_consent", "health_consent"},
    "blocked": {True},
    "plan": {"ended"},
    "period": {"ended"},
    "appointed": {"after_the_lapse"},
    "supervision": {"in_force"},
    "member_with_area": {True, False},
    "owner_of_some_item": {"own_department"},
    "asked_about": {"this_item"},
    "invited": {True, False},
}
NOT_THERE_YET: dict[str, set[str]] = {}


class PartMissing(Exception):
    """The row is about a part of the program that does not exist yet."""


@dataclass
class World:
    """Who looks, at what, and what tells that it is there."""

    row: Row
    viewer: User | AnonymousUser
    plan: Plan
    citizen: Citizen
    coordinator: User
    thing: models.Model
    text: str
    fagsystem_of: Department | None = None  # instead of a person: the department whose system receives
    question: LeaderQuestion | None = None  # what the viewer is asked, as a leader

    @property
    def viewer_user(self) -> User:
        assert isinstance(self.viewer, User)
        return self.viewer


def set_up(row: Row) -> World:
    """The situation of a row, at `NOW`. PartMissing where it cannot be set up yet, ValueError for unknown words."""
    _check_understood(row)
    with clock.standing_at(BEGINNING):
        scene = _Scene(row)
        scene.people()
        scene.item()
    with clock.standing_at(BEGINNING + timedelta(days=7)):
        scene.grounds()
    scene.what_happened_since()
    return scene.world()


def _check_understood(row: Row) -> None:
    for key, value in row.items():
        if value in NOT_THERE_YET.get(key, ()):
            raise PartMissing(f"{key}: {value}")
    for key, value in row.items():
        if key not in KNOWN:
            raise ValueError(f"unknown key {key}")
        words = KNOWN[key]
        if words is not None and value not in words:
            raise ValueError(f"{key}: {value} is not understood")


class _Scene:
    """The steps that a row's situation is made in."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.who: str = row["who"]
        self.areas = [HOUSING if row.get("area", True) else ECONOMY]
        self.later: list[Callable[[], object]] = []
        self.text = ITEM
        self.fagsystem_of: Department | None = None
        self.question: LeaderQuestion | None = None

    # Who ----------------------------------------------------------------------------------------------------------

    def people(self) -> None:
        self.parent = make_department("Voksenområdet")
        self.own = make_department("Jobcentret", parent=self.parent)
        self.other = make_department("Socialafdelingen")
        self.third = make_department("Familieafdelingen")
        self.health = make_department("Rusmiddelcentret", is_health=True)
        self.karen = make_employee("karen", "Karen Holm", make_department("Borgerservice"))
        self.citizen = make_citizen(self.karen, "rasmus", "Rasmus Ager")
        assert self.citizen.user is not None
        self.citizen_user: User = self.citizen.user
        self.viewer: User | AnonymousUser = AnonymousUser()
        viewer_coordinates = self.who in ("coordinator", "former_coordinator") or (
            self.who == "former_coordinator_without_membership"
        )
        if viewer_coordinates:
            self.viewer = make_employee("viewer", "Viggo Lund", self.own)
        late = "appointed" in self.row
        first = self.viewer if viewer_coordinates and not late else self.karen
        assert isinstance(first, User)
        self.coordinator = self.karen if self.who.startswith("former") else first
        self.plan = make_plan(self.karen, self.citizen, first)
        self.wanda = self._on_team("wanda", "Wanda Krog", self.other)
        getattr(self, f"_{self.who}")()

    def _on_team(
        self, username: str, name: str, department: Department, areas: list[str] | None = None
    ) -> User:
        user = make_employee(username, name, department)
        add_member(by=self._first(), plan=self.plan, user=user, areas=areas or [HOUSING])
        return user

    def _first(self) -> User:
        return TeamMember.objects.get(plan=self.plan, capacity="coordinator", ends_at=None).user

    def _citizen(self) -> None:
        self.viewer = self.citizen_user

    def _another_citizen(self) -> None:
        other = make_citizen(self.karen, "kirsten", "Kirsten Vang", CPRS[1])
        make_plan(self.karen, other)
        assert other.user is not None
        self.viewer = other.user

    def _representative(self) -> None:
        self.viewer = make_private_person("viewer", "Anne Ager")
        add_representative(
            by=self.karen,
            plan=self.plan,
            name="Anne Ager",
            relation="mor",
            basis="forældremyndighed",
            areas=self.areas,
            user=self.viewer,
            until=YESTERDAY.date() if self.row.get("period") == "ended" else None,
        )

    def _employee(self, role: str = "caseworker") -> User:
        self.viewer = make_employee("viewer", "Viggo Lund", self.own, role)
        return self.viewer

    def _member(self, role: str = "caseworker") -> None:
        viewer = self._employee(role)
        membership = self.row.get("membership", "in_force")
        if membership == "future":
            starts_at, areas = TOMORROW, self.areas
        else:
            # Who shall have written here has worked in the area; the row may then say that it is so no longer.
            starts_at, areas = BEGINNING, [HOUSING] if self._wrote_self() else self.areas
        add_member(by=self.karen, plan=self.plan, user=viewer, areas=areas, starts_at=starts_at)
        if self._wrote_self() and areas != self.areas:
            self.later.append(lambda: self._move(viewer))
        if membership == "ended":
            self.later.append(lambda: end_member(by=self.karen, plan=self.plan, user=viewer))

    def _wrote_self(self) -> bool:
        return self.row.get("wrote") == "self"

    def _move(self, user: User) -> None:
        end_member(by=self.karen, plan=self.plan, user=user)
        add_member(by=self.karen, plan=self.plan, user=user, areas=self.areas)

    def _provider(self) -> None:
        self._member("provider")

    def _deactivated_member(self) -> None:
        self._member()
        self.later.append(self._deactivate)

    def _deactivate(self) -> None:
        User.objects.filter(username="viewer").update(is_active=False)
        _organisation_changed(User.objects.filter(username="viewer"))
        self.viewer = User.objects.get(username="viewer")

    def _coordinator(self) -> None:
        if "appointed" in self.row:
            self._hand_over_later(self.karen, self._viewer())

    def _viewer(self) -> User:
        assert isinstance(self.viewer, User)
        return self.viewer

    def _hand_over_later(self, old: User, new: User) -> None:
        self.later.append(lambda: offer_handover(by=old, plan=self.plan, to=new))
        self.later.append(lambda: accept_handover(by=new, plan=self.plan))
        self.coordinator = new

    def _former_coordinator(self) -> None:
        self._hand_over_later(self._viewer(), self.karen)

    def _former_coordinator_without_membership(self) -> None:
        self._former_coordinator()
        self.later.append(lambda: end_member(by=self.karen, plan=self.plan, user=self._viewer()))

    def _offered_coordinator_not_yet_accepted(self) -> None:
        viewer = self._employee()
        self.later.append(lambda: offer_handover(by=self.karen, plan=self.plan, to=viewer))

    def _deputy(self) -> None:
        ends_at = YESTERDAY if self.row.get("period") == "ended" else TOMORROW
        appoint_deputy(
            by=self.karen, plan=self.plan, user=self._employee(), starts_at=BEGINNING, ends_at=ends_at
        )

    def _network(self) -> None:
        self.viewer = make_private_person("viewer", "Mads Ager")
        add_network_person(by=self.karen, plan=self.plan, name="Mads Ager", relation="bror", user=self.viewer)

    def _colleague_not_on_the_team(self) -> None:
        self._employee()

    def _leader(self) -> None:
        leader = self._employee("leader")
        if "supervision" in self.row:
            _note_supervision(self.plan, leader, noted_by=self.karen)

    def _administrator(self) -> None:
        self._employee("administrator")

    def _auditor(self) -> None:
        self._employee("auditor")

    def _superuser(self) -> None:
        self._member()
        User.objects.filter(username="viewer").update(is_superuser=True)
        self.viewer = User.objects.get(username="viewer")
        _organisation_changed(User.objects.filter(username="viewer"))

    def _nobody(self) -> None:
        self.viewer = AnonymousUser()

    def _fagsystem(self) -> None:
        self.fagsystem_of = self.own
        self.areas = [HOUSING if self.row["member_with_area"] else ECONOMY]
        self._member()

    def _fagsystem_of_the_owner(self) -> None:
        self.fagsystem_of = self.other

    # What ---------------------------------------------------------------------------------------------------------

    def item(self) -> None:
        self._set_owner()
        name = self.row.get("item", "goal")
        self.thing: models.Model = getattr(self, f"_item_{name}")()
        if "owner_of_some_item" in self.row:
            add_goal(by=self._viewer(), plan=self.plan, area_id=HOUSING, title=OTHER_ITEM)
        if "asked_about" in self.row:
            self._ask_leader()

    def _ask_leader(self) -> None:
        """Straight into the tables: the service refuses to ask about what is closed to the leader."""
        assert isinstance(self.thing, Goal)
        self.question = LeaderQuestion.objects.create(
            section=self.thing.section,
            asked_of=self._viewer(),
            department=self.own,
            text="Kan det lade sig gøre?",
            written_by=self.writer,
            written_at=clock.now(),
        )
        QuestionItem.objects.create(question=self.question, goal=self.thing)

    def _set_owner(self) -> None:
        """Who writes the item, in whose part."""
        owner = self.row.get("owner", "other_department")
        self.owner: Department | None = {
            "other_department": self.other,
            "own_department": self.own,
            "health_department": self.health,
            "citizen": None,
        }[owner]
        if self._wrote_self():
            self.writer = self._viewer()
        elif owner == "own_department":
            self.writer = self._on_team("colleague", "Clara Bach", self.own)
        elif owner == "health_department":
            self.writer = self._on_team("rikke", "Rikke Brandt", self.health)
        else:
            self.writer = self.citizen_user if owner == "citizen" else self.wanda

    def _item_goal(self, **fields: Any) -> Goal:
        if self.owner is None:
            return propose_goal(by=self.writer, plan=self.plan, area_id=HOUSING, title=ITEM, **fields)
        return add_goal(by=self.writer, plan=self.plan, area_id=HOUSING, title=ITEM, **fields)

    def _item_draft_of_another(self) -> Goal:
        return self._item_goal(is_draft=True)

    def _item_marked_not_shared(self) -> Goal:
        return self._item_goal(is_private=True)

    def _item_own_draft(self) -> Goal:
        section = section_of(self.plan, area_id=HOUSING, owner_id=self.other.pk)
        return Goal.objects.create(
            section=section, title=ITEM, is_draft=True, written_by=self._viewer(), written_at=clock.now()
        )

    def _item_withheld_until_tomorrow(self) -> Goal:
        return self._withheld(TOMORROW)

    def _item_withheld_until_yesterday(self) -> Goal:
        return self._withheld(YESTERDAY)

    def _withheld(self, until: datetime) -> Goal:
        goal = self._item_goal()
        Goal.objects.filter(pk=goal.pk).update(
            withheld_until=until, withheld_ground="hensyn til et barn", withheld_approved_by=self.karen
        )
        return goal

    def _item_own_task(self) -> Task:
        return add_task_in_area(
            by=self.karen,
            plan=self.plan,
            area_id=HOUSING,
            title=ITEM,
            due_on=TODAY,
            responsible=self._viewer(),
        )

    def _item_disagreement(self) -> Disagreement:
        goal = add_goal(by=self.writer, plan=self.plan, area_id=HOUSING, title=OTHER_ITEM)
        return raise_disagreement(by=self.writer, plan=self.plan, about=goal, text=ITEM)

    def _item_journal_note(self) -> JournalNote:
        return write_journal(by=self.writer, plan=self.plan, area_id=HOUSING, title=ITEM, text="Hjemmebesøg")

    def _item_decision(self) -> Decision:
        """By the owner, at a meeting that the viewer is asked to come to or not."""
        asked = [Invitee(is_citizen=True), Invitee(user=self.writer)]
        if self.row.get("invited"):
            asked.append(Invitee(user=self._viewer()))
        meeting = call_meeting(
            by=self.karen,
            plan=self.plan,
            kind=MeetingKind.objects.get(pk="team"),
            at=NOW - timedelta(days=1),
            invitees=asked,
        )
        return note_decision(
            by=self.writer,
            meeting=meeting,
            area_id=HOUSING,
            text=ITEM,
            takes_effect_on=TODAY,
            responsible=self.writer,
        )

    def _item_dream(self) -> CitizenWords:
        return write_words(by=self.citizen_user, plan=self.plan, kind="dream", text=ITEM, seen=0)

    def _item_name_of_a_member_without_shared_area(self) -> TeamMember:
        thea = self._on_team("thea", "Thea Fjord", self.third, [ECONOMY])
        self.text = thea.name
        return TeamMember.objects.get(user=thea)

    def _item_existence_by_search(self) -> Citizen:
        return self.citizen

    # On what ground, and what has happened since ------------------------------------------------------------------

    def grounds(self) -> None:
        wanted = self.row.get("ground", "none")
        state = self.row.get("state", "in_force")
        for one in wanted if isinstance(wanted, list) else [wanted]:
            receiver, _, own_state = one.partition(" ")
            if receiver != "none":
                self._ground(receiver, own_state or state)

    def _ground(self, receiver: str, state: str) -> None:
        covers = self.row.get("covers")
        period = {"lapsed": {"until": YESTERDAY.date()}, "future": {"given_on": TOMORROW.date()}}
        ground = give_consent(
            self.citizen_user,
            self.plan,
            to=[self._receiver(receiver)],
            sources=[self.third if covers == "other_source" else self.owner or self.other],
            areas=[ECONOMY if covers == "other_area" else HOUSING],
            kind=self.row.get("basis", "sharing_consent"),
            **period.get(state, {}),
        )
        if state == "withdrawn":
            self.later.append(lambda: withdraw_ground(by=self.citizen_user, plan=self.plan, ground=ground))

    def _receiver(self, word: str) -> Department | User | None:
        match word:
            case "to_department":
                return self.own
            case "to_parent_department":
                return self.parent
            case "to_another_department":
                return self.third
            case "to_person":
                return self._viewer()
            case "to_another_person_of_the_department":
                return make_employee("niels", "Niels Bro", self.own)
            case "to_coordinator":
                return None
        raise ValueError(f"ground: {word} is not understood")

    def what_happened_since(self) -> None:
        for step in self._steps():
            step()

    def _steps(self) -> Iterator[Callable[[], object]]:
        for number, step in enumerate(self.later):
            yield _at(THIS_MORNING + timedelta(minutes=number), step)
        if self.row.get("blocked"):
            yield _at(
                THIS_MORNING,
                lambda: block_person(by=self.citizen_user, plan=self.plan, user=self._viewer()),
            )
        if self.row.get("plan") == "ended":
            yield _at(THIS_MORNING, lambda: end_plan(by=self.karen, plan=self.plan, outcome="manages"))

    def world(self) -> World:
        return World(
            row=self.row,
            viewer=self.viewer,
            plan=Plan.objects.get(pk=self.plan.pk),
            citizen=self.citizen,
            coordinator=self.coordinator,
            thing=self.thing,
            text=self.text,
            fagsystem_of=self.fagsystem_of,
            question=self.question,
        )


def _at(instant: datetime, step: Callable[[], object]) -> Callable[[], None]:
    def then() -> None:
        with clock.standing_at(instant):
            step()

    return then


@contextmanager
def looking() -> Iterator[None]:
    """The clock stands where the rows look."""
    with clock.standing_at(NOW):
        yield


def _organisation_changed(users: models.QuerySet[User]) -> None:
    organisation_changed.send(sender=User, users=users, departments=set())


def _note_supervision(plan: Plan, leader: User, noted_by: User) -> None:
    """A leader's supervision of the own department's part, with a reason, for some days."""
    assert leader.department is not None
    ground = Ground.objects.create(
        citizen=plan.citizen,
        kind=GroundKind.objects.get(pk="supervision"),
        form=Ground.Form.NONE,
        purpose="ledelsestilsyn",
        reason="klage over sagsbehandlingen",
        given_on=YESTERDAY.date(),
        valid_from=YESTERDAY,
        valid_until=NOW + timedelta(days=7),
        noted_by=noted_by,
        noted_at=clock.now(),
    )
    ground.areas.set(LifeArea.objects.filter(pk=HOUSING))
    ground.sources.set([leader.department])
    GroundParty.objects.create(ground=ground, user=leader)
    regrant(plan)
