"""What a person is to one plan at one instant: their standing, and finding it. What it lets them write is the table in
`plans.standing`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from citizens.ages import decides_health_alone
from citizens.models import Representative
from enplan import clock
from enplan.accounts.models import LifeArea, User
from plans.actions import Action
from plans.grants import In, On
from plans.keys import LoadedKeys, load_keys
from plans.models import Measure, Plan, Section, TeamMember

Viewer = User | AnonymousUser

DESCRIBED = (
    (On.OWN, "Borger"),
    (On.REPRESENT, "Repræsentant"),
    (On.COORDINATE, "Koordinerende sagsbehandler"),
    (On.WORK, "Fagperson på teamet"),
    (On.SUPERVISE, "Leder, tilsyn"),
    (On.FOLLOW, "Pårørende eller netværk"),
)
PURPOSES = (
    (On.OWN, "Egen plan"),
    (On.REPRESENT, "Handler for borgeren"),
    (On.COORDINATE, "Holder trådene i planen"),
    (On.WORK, "Arbejder med planen"),
    (On.SUPERVISE, "Ledelsestilsyn"),
    (On.FOLLOW, "Deltager med borgerens samtykke"),
)


@dataclass(frozen=True)
class Standing:
    """A person's roles on one plan at one instant, the areas they work in or act for, and the sections they read."""

    plan: Plan
    roles: frozenset[On]
    areas: frozenset[str]
    user: User | None = None
    reads: frozenset[UUID] = frozenset()  # the sections that are open to a professional
    decides_health: bool = True  # False for who acts for somebody of 15 to 17, who then decides alone
    measures: Callable[[], Iterable[Measure]] = tuple  # asked for when it matters who carries out what

    @classmethod
    def none(cls, plan: Plan) -> "Standing":
        return cls(plan=plan, roles=frozenset(), areas=frozenset())

    @property
    def user_id(self) -> UUID | None:
        return self.user.pk if self.user else None

    @property
    def department_id(self) -> UUID | None:
        return self.user.department_id if self.user else None

    @property
    def is_citizen(self) -> bool:
        return On.OWN in self.roles

    @property
    def is_representative(self) -> bool:
        return On.REPRESENT in self.roles

    @property
    def is_citizens_side(self) -> bool:
        return self.is_citizen or self.is_representative

    @property
    def coordinates(self) -> bool:
        return On.COORDINATE in self.roles

    @property
    def reads_words(self) -> bool:
        """Rule 5: the dream, what matters and the overall wellbeing."""
        return On.WORDS in self.roles

    @property
    def reads_assessments(self) -> bool:
        """Levels, and what follows from them: as ratings, not for who is network alone (rule 3)."""
        return bool(self.roles - {On.FOLLOW})

    @property
    def is_on_team(self) -> bool:
        return self.coordinates or On.WORK in self.roles

    @property
    def is_caseworker(self) -> bool:
        """On the team with authority: may write goals and note grounds."""
        return (
            self.is_on_team
            and self.user is not None
            and self.user.role is not None
            and self.user.role.can_write_goals
        )

    @property
    def described(self) -> str:
        """In what capacity the person sees the plan, for the look-log: “Koordinerende sagsbehandler” …"""
        return next((text for role, text in DESCRIBED if role in self.roles), "Uden adgang")

    @property
    def purpose(self) -> str:
        """Why the person looks, as the citizen reads it in the look-log."""
        return next((text for role, text in PURPOSES if role in self.roles), "Ukendt")

    def works_in(self, area_id: str) -> bool:
        return self.coordinates or area_id in self.areas

    def owns(self, section: Section) -> bool:
        """Does the section belong to the person's own department, while they are on the team?"""
        return self.is_on_team and section.owner_id is not None and section.owner_id == self.department_id

    def writes_in(self, section: Section) -> bool:
        """Is the place open for writing? What one wrote stays readable when it closes, but is not saved there."""
        return self.owns(section) or (self.coordinates and section.pk in self.reads)

    def carries_out_in(self, section: Section) -> bool:
        """Does the own department carry out a measure there? What it sees there still only follows the rule."""
        return self.is_on_team and section.pk in self.reads and section.pk in self._provides

    @cached_property
    def _provides(self) -> frozenset[UUID]:
        """The sections in which a measure that is not over names the person's department as carrying it out."""
        if self.department_id is None:
            return frozenset()
        return frozenset(
            measure.section_id
            for measure in self.measures()
            if measure.provider_id == self.department_id and not measure.is_draft and not measure.is_over
        )

    def may(self, action: Action, thing: Any) -> bool:
        """May the person do this with a thing they see? KeyError for an action without a rule."""
        from plans.standing import MAY  # the table is written over standings, so it stands above them

        return MAY[action](self, thing)


def is_let_in(user: Viewer) -> bool:
    """Superusers run the machine and see no plan; nobody and deactivated people see nothing."""
    return isinstance(user, User) and user.is_active and not user.is_superuser


def standing_of(
    user: Viewer,
    plan: Plan,
    *,
    at: datetime | None = None,
    keys: LoadedKeys | None = None,
    measures: Callable[[], Iterable[Measure]] | None = None,
) -> Standing:
    """What `user` is to `plan` at the instant: three queries, then questions about writing are answered in memory. One
    more where it matters who carries out what.

    `measures` gives those of the plan that the person sees, where they are read anyhow.
    """
    if not isinstance(user, User) or not is_let_in(user):
        return Standing.none(plan)
    keys = keys or load_keys(user, plan, at or clock.now())
    areas: frozenset[str] = frozenset()
    reads: frozenset[UUID] = frozenset()
    if keys.standings & {On.WORK, On.COORDINATE, On.REPRESENT}:
        areas = _areas_of(user, plan, keys.at, keys.standings)
    if keys.standings & {On.WORK, On.COORDINATE}:
        reads = keys.sections.get(In.READ, frozenset())
    acts_for_young = On.REPRESENT in keys.standings and decides_health_alone(plan.citizen, at=keys.at)
    return Standing(
        user=user,
        plan=plan,
        roles=keys.standings,
        areas=areas,
        reads=reads,
        decides_health=not acts_for_young,
        measures=measures or partial(_carried_out_by, user, plan),
    )


def _carried_out_by(user: User, plan: Plan) -> Iterable[Measure]:
    measures = Measure.objects.filter(section__plan=plan, provider=user.department_id, is_draft=False)
    return measures.filter(taken_out_at__isnull=True).only("section_id", "status", "provider_id", "is_draft")


def _areas_of(user: User, plan: Plan, at: datetime, roles: frozenset[On]) -> frozenset[str]:
    """The areas in which a person works on, or acts for the citizen of, the plan."""
    if On.REPRESENT in roles:
        acting = Representative.objects.filter(citizen=plan.citizen_id, user=user, starts_at__lte=at)
        own = acting.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))
        return frozenset(area for area in own.values_list("areas", flat=True) if area)
    members = TeamMember.objects.filter(plan=plan, user=user, starts_at__lte=at)
    rows = members.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at)).values_list("has_all_areas", "areas")
    if any(every for every, _ in rows):
        return frozenset(LifeArea.objects.values_list("pk", flat=True))
    return frozenset(area for _, area in rows if area)
