"""The access rule of design.md read a second time, plainly and slowly, to be held against the real one.

Written from the text, over rows as they stand in the tables. It shares no code with the rule: nothing here comes from
`plans.facts`, `plans.regrant`, `plans.keys`, `plans.rules` or `plans.permissions`, no grant is read, and the instants
are compared here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from citizens.models import Ground, NetworkPerson, Representative
from enplan.accounts.models import Department, LifeArea, User
from plans.models import (
    BlockedPerson,
    CitizenWords,
    Disagreement,
    DisagreementView,
    FamilySide,
    FollowUp,
    Goal,
    GoalProgress,
    JournalNote,
    LeaderQuestion,
    Measure,
    Plan,
    PlanFollowUp,
    Rating,
    ReferralGround,
    ReferralPart,
    SubGoal,
    SupportChange,
    Task,
    TeamMember,
    Transition,
)

FULL, TITLE, NOTHING = "full", "title", "nothing"
NEVER_FOR_NETWORK = (
    JournalNote,
    Rating,
    CitizenWords,
    Measure,
    FollowUp,
    SupportChange,
    DisagreementView,
    GoalProgress,
)
DAYS_TO_READ_AN_ANSWER = 14


@dataclass
class Situation:
    """One plan at one instant, everything read anew."""

    plan: Plan
    at: datetime

    def __post_init__(self) -> None:
        self.areas = set(LifeArea.objects.values_list("pk", flat=True))
        self.members = list(TeamMember.objects.filter(plan=self.plan).prefetch_related("areas"))
        self.blocked = {
            row.user_id for row in BlockedPerson.objects.filter(plan=self.plan) if row.lifted_at is None
        }
        self.representatives = list(
            Representative.objects.filter(citizen=self.plan.citizen_id).prefetch_related("areas")
        )
        self.network = set(
            NetworkPerson.objects.filter(citizen=self.plan.citizen_id).values_list("user_id", flat=True)
        )
        self.openings = [opening for ground in self._grounds() for opening in _openings(ground)]
        self.parents = dict(Department.objects.values_list("pk", "parent_id"))
        self.marked_health = set(Department.objects.filter(is_health=True).values_list("pk", flat=True))

    def _grounds(self) -> list[Ground]:
        """Each yes that was noted for this plan, and not for one before or after it."""
        found = Ground.objects.filter(citizen=self.plan.citizen_id, decision="yes").select_related("kind")
        return list(found.prefetch_related("areas", "sources", "parties__area_withdrawals"))

    # Who somebody is -------------------------------------------------------------------------------------------

    def is_let_in(self, user: User) -> bool:
        return user.is_active and not user.is_superuser and not self.is_blocked(user)

    def is_blocked(self, user: User) -> bool:
        return user.pk in self.blocked and user.pk != self.plan.citizen.user_id

    def memberships(self, user: User) -> list[TeamMember]:
        """In force, of somebody who may be on a team at all."""
        if not self.is_let_in(user) or user.role is None or not user.role.can_join_team:
            return []
        return [m for m in self.members if m.user_id == user.pk and _holds(m.starts_at, m.ends_at, self.at)]

    def areas_of(self, member: TeamMember) -> set[str]:
        return self.areas if member.has_all_areas else {area.pk for area in member.areas.all()}

    def is_health(self, owner: UUID | None) -> bool:
        while owner is not None:
            if owner in self.marked_health:
                return True
            owner = self.parents[owner]
        return False

    def covers(self, opening: "Opening", area: str, owner: UUID | None) -> bool:
        if area not in opening.open_areas(self.at):
            return False
        if owner is None:
            return True
        return owner in opening.sources and (opening.is_health or not self.is_health(owner))

    def in_force(self, opening: "Opening", *, leads: bool = False) -> bool:
        """A ground ends for the team with the plan, but not for who has led it."""
        if not _holds(opening.starts, opening.ends, self.at):
            return False
        return leads or self.plan.ended_at is None or self.at < self.plan.ended_at

    # Rules 1 to 3: ways into a place -----------------------------------------------------------------------------

    def reads_as_professional(self, user: User, area: str, owner: UUID | None) -> bool:
        """Rule 2."""
        for member in self.memberships(user):
            if area not in self.areas_of(member):
                continue
            leads = member.capacity in ("coordinator", "deputy")
            if owner is None and leads:
                return True
            if owner is not None and owner == user.department_id:
                return True
            for opening in self.openings:
                reached = (
                    opening.user == user.pk
                    or (opening.department is not None and opening.department == user.department_id)
                    or (opening.is_coordinator and leads)
                )
                has_led = leads and (self.plan.ended_at is None or member.starts_at < self.plan.ended_at)
                if not opening.is_supervision and reached and self.in_force(opening, leads=has_led):
                    if self.covers(opening, area, owner):
                        return True
        return False

    def supervises(self, user: User, area: str, owner: UUID | None) -> bool:
        """Rule 8."""
        if not self.is_let_in(user) or user.role is None or not user.role.can_supervise:
            return False
        return owner is not None and any(
            opening.is_supervision
            and opening.user == user.pk
            and owner == user.department_id
            and _holds(opening.starts, opening.ends, self.at)
            and self.covers(opening, area, owner)
            for opening in self.openings
        )

    def acts_in(self, user: User) -> set[str]:
        """The areas in which somebody acts for the citizen now."""
        if not self.is_let_in(user):
            return set()
        return {
            area.pk
            for row in self.representatives
            if row.user_id == user.pk and _holds(row.starts_at, row.ends_at, self.at)
            for area in row.areas.all()
        }

    def follows(self, user: User, area: str, owner: UUID | None) -> bool:
        """Rule 3."""
        return (
            self.is_let_in(user)
            and user.pk in self.network
            and any(
                opening.user == user.pk
                and opening.is_consent
                and self.in_force(opening)
                and self.covers(opening, area, owner)
                for opening in self.openings
            )
        )

    # What somebody gets -----------------------------------------------------------------------------------------

    def gets(self, user: User, thing: Any) -> str:
        """full, title (rule 4) or nothing."""
        if not self.is_let_in(user):
            return NOTHING
        if isinstance(thing, Transition):
            return FULL if self._gets_transition(user, thing) else NOTHING
        if isinstance(thing, CitizenWords | PlanFollowUp) or (
            isinstance(thing, Rating) and thing.section_id is None
        ):
            return FULL if self._gets_words(user, thing) else NOTHING
        if isinstance(thing, Disagreement):
            return FULL if any(self._gets_view(user, view) for view in thing.views.all()) else NOTHING
        if isinstance(thing, DisagreementView):
            return FULL if self._gets_view(user, thing) else NOTHING
        if isinstance(thing, LeaderQuestion):
            return FULL if self._is_put_to(user, thing) or self._reads_question(user, thing) else NOTHING
        if self._gets_item(user, thing):
            return FULL
        return TITLE if isinstance(thing, Task) and self._gets_title(user, thing) else NOTHING

    def _gets_transition(self, user: User, transition: Transition) -> bool:
        """The citizen, who began it, every coordinator where an age says it, and who reads a task of its checklist."""
        if transition.cancelled_at is not None:
            return False
        memberships = self.memberships(user)
        coordinates = any(member.capacity in ("coordinator", "deputy") for member in memberships)
        return (
            user.pk == self.plan.citizen.user_id
            or (transition.is_by_age and coordinates)
            or (transition.begun_by_id == user.pk and bool(memberships))
            or any(self._gets_item(user, task, as_network=False) for task in transition.tasks.all())
        )

    def _gets_item(self, user: User, thing: Any, *, as_network: bool = True) -> bool:
        chain = _chain(thing)
        area, owner = chain[0].section.area_id, chain[0].section.owner_id
        finished = not any(one.is_draft for one in chain)
        shared = not any(one.is_private for one in chain)
        on_time = not any(one.withheld_until and one.withheld_until > self.at for one in chain)
        wrote = chain[0].written_by_id == user.pk and not _is_told(chain[0])
        if user.pk == self.plan.citizen.user_id:
            return wrote or (finished and on_time)
        if self.memberships(user) and wrote:
            return True
        if finished and shared:
            if self.reads_as_professional(user, area, owner) or self.supervises(user, area, owner):
                return True
            if on_time and area in self.acts_in(user):
                return True
            if on_time and not isinstance(thing, NEVER_FOR_NETWORK) and not _is_hypothesis(chain):
                return as_network and self.follows(user, area, owner)
        return False

    def _gets_view(self, user: User, view: DisagreementView) -> bool:
        """Who reads the view's holder there and what it is about; the holder's own in any case."""
        about = view.disagreement.of or view.disagreement
        if not self._gets_item(user, view) or about.taken_out_at is not None:
            return False
        if view.written_by_id == user.pk:
            return True
        return self._gets_item(user, about)

    def _reads_question(self, user: User, question: LeaderQuestion) -> bool:
        """Who asked and who coordinates; the citizen, and who acts for them there, when it is no longer kept."""
        for member in self.memberships(user):
            if question.written_by_id == user.pk or member.capacity in ("coordinator", "deputy"):
                return True
        on_time = question.withheld_until is None or question.withheld_until <= self.at
        is_citizen = user.pk == self.plan.citizen.user_id
        return on_time and (is_citizen or question.section.area_id in self.acts_in(user))

    def _is_put_to(self, user: User, question: LeaderQuestion) -> bool:
        """Rule 8: the leader who is asked, while they lead the department they were asked for."""
        if not self.is_let_in(user) or user.role is None or not user.role.can_supervise:
            return False
        if question.asked_of_id != user.pk or question.department_id != user.department_id:
            return False
        if question.withdrawn_at is not None or self.plan.ended_at is not None:
            return False
        days = timedelta(days=DAYS_TO_READ_AN_ANSWER)
        return question.answered_at is None or self.at < question.answered_at + days

    def excerpt_holds(self, question: LeaderQuestion, thing: Any) -> bool:
        """Rule 8: the leader's own department's, or covered for that department; and seen by who asks."""
        if isinstance(thing, Disagreement):
            return any(self.excerpt_holds(question, view) for view in thing.views.all())
        if isinstance(thing, DisagreementView):
            about = thing.disagreement.of or thing.disagreement
            if not self._is_open_to(question.department_id, about):
                return False
        asker = User.objects.select_related("role").get(pk=question.written_by_id)
        return self._is_open_to(question.department_id, thing) and self.gets(asker, thing) == FULL

    def _is_open_to(self, department: UUID, thing: Any) -> bool:
        chain = _chain(thing)
        area, owner = chain[0].section.area_id, chain[0].section.owner_id
        if any(one.is_draft or one.is_private or one.taken_out_at for one in chain):
            return False
        return owner == department or any(
            opening.department == department
            and not opening.is_supervision
            and self.in_force(opening)
            and self.covers(opening, area, owner)
            for opening in self.openings
        )

    def _gets_title(self, user: User, task: Task) -> bool:
        """Rule 4: who is responsible, while they are on the plan."""
        contact = task.responsible_contact
        if task.responsible_id != user.pk and (contact is None or contact.user_id != user.pk):
            return False
        chain = _chain(task)
        if any(one.is_draft or one.is_private for one in chain):
            return False
        if self.memberships(user):
            return True
        if any(one.withheld_until and one.withheld_until > self.at for one in chain):
            return False
        return bool(self.acts_in(user)) or any(
            opening.user == user.pk
            and opening.is_consent
            and self.in_force(opening)
            and opening.open_areas(self.at)
            for opening in self.openings
            if user.pk in self.network
        )

    def _gets_words(self, user: User, thing: Any) -> bool:
        """Rule 5, of the dream, what matters, and the overall wellbeing."""
        if isinstance(thing, Rating):
            if user.pk == self.plan.citizen.user_id or self.memberships(user):
                if thing.written_by_id == user.pk and not thing.is_told:
                    return True
            late = thing.withheld_until and thing.withheld_until > self.at and not self.memberships(user)
            if thing.is_draft or late:
                return False
            if thing.is_private:
                return user.pk == self.plan.citizen.user_id
        if user.pk == self.plan.citizen.user_id or self.acts_in(user):
            return True
        memberships = self.memberships(user)
        if any(member.capacity in ("coordinator", "deputy") for member in memberships):
            return True
        if self.plan.words_for_coordinator_only:
            return False
        return any(
            opening.open_areas(self.at) & self.areas_of(member)
            and not opening.is_supervision
            and (
                opening.user == user.pk
                or (opening.department is not None and opening.department == user.department_id)
            )
            and self.in_force(opening)
            for member in memberships
            for opening in self.openings
        )

    def system_gets(self, department: UUID, thing: Any) -> bool:
        """Rule 9: the department's own, and others' where a ground to the department and a member's area meet."""
        chain = _chain(thing)
        area, owner = chain[0].section.area_id, chain[0].section.owner_id
        if any(one.is_draft or one.is_private for one in chain):
            return False
        if owner == department:
            return True
        people = User.objects.select_related("role").filter(department=department)
        works_there = any(
            area in self.areas_of(member) for user in people for member in self.memberships(user)
        )
        return works_there and any(
            opening.department == department and self.in_force(opening) and self.covers(opening, area, owner)
            for opening in self.openings
        )


def reads_part(user: User, part: ReferralPart, at: datetime) -> bool:
    """Before there is a plan: who reads what one department has written for a referral."""
    referral = part.referral
    if not user.is_active or user.is_superuser:
        return False
    if user.pk == referral.citizen.user_id:
        return part.finished_at is not None
    if part.finished_at is not None and _acts_in_all_of(user, part, at):
        return True
    if user.role is None or not user.role.can_write_goals:
        return False
    for plan in referral.citizen.plans.all():
        if any(row.user_id == user.pk and row.lifted_at is None for row in plan.blocked.all()):
            return False
    own_department = part.department_id == user.department_id
    if part.user_id == user.pk and own_department and part.withdrawn_at is None:
        return True
    if part.finished_at is None:
        return False
    leads = user.pk == referral.coordinator_id
    if own_department and (leads or user.pk == referral.begun_by_id):
        return True
    return (
        leads
        and referral.settled_at is None
        and any(_opens_part(ground, part, at) for ground in referral.grounds.all())
    )


def _acts_in_all_of(user: User, part: ReferralPart, at: datetime) -> bool:
    own = {
        area.pk
        for one in part.referral.citizen.representatives.filter(user=user)
        if _holds(one.starts_at, one.ends_at, at)
        for area in one.areas.all()
    }
    about = {area.pk for area in part.areas.all()}
    return bool(about) and about <= own


def knows_of_side(user: User, side: FamilySide, at: datetime) -> bool:
    """Who learns at one plan that it is, or is asked to be, linked with another of the family."""
    if not user.is_active or user.is_superuser:
        return False
    here = Situation(side.plan, at)
    there = Situation(side.other, at) if side.other is not None else None
    if here.is_blocked(user) or (there is not None and there.is_blocked(user)):
        return False
    if user.pk == side.plan.citizen.user_id:
        return True
    link = side.link
    if link.ended_at is not None or side.plan.ended_at is not None:
        return False
    is_agreed = link.agreed_at is not None and _holds(link.agreed_at, link.valid_until, at)
    holds = is_agreed and there is not None and there.plan.ended_at is None
    is_asked = link.agreed_at is None and at < link.lapses_at
    if not holds and not is_asked:
        return False
    memberships = here.memberships(user)
    leads = any(member.capacity in ("coordinator", "deputy") for member in memberships)
    return (
        _answers_at(side, user, here)
        or (leads and (holds or side.is_asking))
        or bool(memberships and holds and there and _sees_more(user, here) and _sees_more(user, there))
    )


def _answers_at(side: FamilySide, user: User, here: Situation) -> bool:
    """A child's custody holder who was asked; of an adult, who acts in everything and is no parent with custody."""
    own = [row for row in here.representatives if row.user_id == user.pk]
    now = {row.pk for row in own if _holds(row.starts_at, row.ends_at, here.at)}
    if side.answering == "custody":
        return any(answer.representative_id in now for answer in side.answers.all())
    held_custody = any(row.kind == "custody" for row in own)
    return side.answering == "citizen" and not held_custody and here.acts_in(user) == here.areas


def _sees_more(user: User, situation: Situation) -> bool:
    """More than the shell: a goal, a task, a measure, a note, or what the citizen has written of themselves."""
    if not situation.memberships(user):
        return False
    plan = situation.plan
    things = [
        thing
        for model in (Goal, Task, Measure, JournalNote)
        for thing in model._default_manager.filter(section__plan=plan, taken_out_at__isnull=True)
    ]
    if any(situation.gets(user, thing) == FULL for thing in things):
        return True
    return situation.gets(user, CitizenWords(plan=plan)) == FULL


def _opens_part(ground: ReferralGround, part: ReferralPart, at: datetime) -> bool:
    if ground.decision != "yes" or ground.withdrawn_at is not None:
        return False
    named = {area.pk for area in ground.areas.all()} >= {area.pk for area in part.areas.all()}
    return (
        named
        and _holds(ground.valid_from, ground.valid_until, at)
        and part.department in ground.sources.all()
        and (ground.covers_health or not part.department.is_health)
    )


@dataclass(frozen=True)
class Opening:
    """One receiver of one ground."""

    starts: datetime
    ends: datetime | None
    areas: frozenset[str]
    sources: frozenset[UUID]
    is_health: bool
    is_consent: bool
    is_supervision: bool
    user: UUID | None
    department: UUID | None
    is_coordinator: bool
    closed: dict[str, datetime]  # areas withdrawn for this receiver alone

    def open_areas(self, at: datetime) -> set[str]:
        return {area for area in self.areas if not (area in self.closed and self.closed[area] <= at)}


def _openings(ground: Ground) -> list[Opening]:
    return [
        Opening(
            starts=ground.valid_from,
            ends=min(
                (end for end in (ground.valid_until, ground.withdrawn_at, party.withdrawn_at) if end),
                default=None,
            ),
            areas=frozenset(area.pk for area in ground.areas.all()),
            sources=frozenset(source.pk for source in ground.sources.all()),
            is_health=ground.covers_health,
            is_consent=ground.kind.is_consent,
            is_supervision=ground.kind.is_supervision,
            user=party.user_id,
            department=party.department_id,
            is_coordinator=party.is_coordinator,
            closed={row.area_id: row.withdrawn_at for row in party.area_withdrawals.all()},
        )
        for party in ground.parties.all()
    ]


def _holds(start: datetime, end: datetime | None, at: datetime) -> bool:
    return start <= at and (end is None or at < end)


def _chain(thing: Any) -> list[Any]:
    """The thing that stands in a section, and those above it whose guards count as well."""
    if isinstance(thing, SubGoal | GoalProgress):
        return [thing.goal]
    if isinstance(thing, FollowUp | SupportChange):
        return [thing.measure]
    if isinstance(thing, Task) and thing.goal is not None:
        return [thing, thing.goal]
    return [thing]


def _is_told(thing: Any) -> bool:
    """The citizen's own number, which somebody wrote down for them."""
    return isinstance(thing, Rating) and thing.is_told


def _is_hypothesis(chain: list[Any]) -> bool:
    return any(isinstance(one, Goal) and one.words == "hypothesis" for one in chain)
