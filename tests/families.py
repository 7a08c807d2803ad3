"""Two families for tests: Rasmus and his grown sister Bodil; Kirsten and her small daughter Mille, whose father Frank
lives elsewhere. Sofie coordinates the plans of those who ask, Ulla of those who are asked.
"""

from dataclasses import dataclass
from datetime import date

from citizens.models import Citizen, Representative
from enplan.accounts.models import LifeArea, User
from plans.models import FamilyAnswer, FamilySide, Plan
from plans.services.families import ask_for_family, ask_the_other_side
from plans.services.family_answers import answer_family, note_family_answer
from plans.services.people import add_representative
from plans.services.team import add_member
from tests.cast import HOUSING, make_citizen, make_employee, make_plan, make_private_person
from tests.conftest import Cast

BODILS_CPR = "6811820040"
MILLES_CPR = "7503184025"  # eight years old
AS_SEEN = "Rasmus, din bror"


@dataclass
class Family:
    """Everybody of both plans of the grown siblings, besides the cast."""

    cast: Cast
    bodil: User
    sister: Citizen
    plan: Plan  # Bodil's
    ida: User  # caseworker on both teams, sees something in both
    per: User  # caseworker on both teams, sees nothing in Bodil's
    lars: User  # on Bodil's team alone
    gert: User  # acts for Bodil in housing alone

    @property
    def everybody(self) -> list[User]:
        own = [self.bodil, self.ida, self.per, self.lars, self.gert]
        return [*self.cast.everybody, *own]


def gather_siblings(cast: Cast) -> Family:
    sister = make_citizen(cast.ulla, "bodil", "Bodil Kjær", BODILS_CPR)
    plan = make_plan(cast.ulla, sister)
    ida = make_employee("ida", "Ida Holt", cast.job)
    per = make_employee("per", "Per Thy", cast.rus)
    lars = make_employee("lars", "Lars Bo", cast.job)
    gert = make_private_person("gert", "Gert Kjær")
    for user in (ida, per):
        add_member(by=cast.sofie, plan=cast.plan, user=user, areas=[HOUSING])
    for user in (ida, per, lars):
        add_member(by=cast.ulla, plan=plan, user=user, areas=[HOUSING])
    add_representative(
        by=cast.ulla, plan=plan, name="Gert Kjær", relation="onkel", areas=[HOUSING], user=gert
    )
    assert sister.user is not None
    return Family(cast, sister.user, sister, plan, ida, per, lars, gert)


def asked(family: Family) -> tuple[FamilySide, FamilySide]:
    """Rasmus has asked, and Sofie has put it to Bodil, who has not answered: the two sides."""
    cast = family.cast
    side = ask_for_family(by=cast.rasmus, plan=cast.plan, other_named="Bodil, min søster", own_named=AS_SEEN)
    ask_the_other_side(by=cast.sofie, side=side, citizen=family.sister)
    side.refresh_from_db()
    return side, FamilySide.objects.get(plan=family.plan, link=side.link)


def linked(family: Family) -> tuple[FamilySide, FamilySide]:
    """Both have said yes."""
    side, other = asked(family)
    answer_family(by=family.bodil, side=other, answer="yes")
    return side, other


@dataclass
class Child:
    """A child whose parents live apart, and the mother's plan."""

    kirsten: User  # the mother, with a plan of her own
    frank: User  # the father; both hold custody
    mille: User
    citizen: Citizen
    plan: Plan  # the child's
    mothers_plan: Plan
    father: Representative
    mother: Representative


def gather_child(cast: Cast) -> Child:
    citizen = make_citizen(cast.ulla, "mille", "Mille Vang", MILLES_CPR)
    plan = make_plan(cast.ulla, citizen)
    frank = make_private_person("frank", "Frank Dam")
    every = list(LifeArea.objects.values_list("pk", flat=True))
    father, mother = (
        add_representative(
            by=cast.ulla,
            plan=plan,
            name=user.name,
            relation=relation,
            kind="custody",
            areas=every,
            user=user,
            until=date(2036, 3, 14),
        )
        for user, relation in ((frank, "far"), (cast.kirsten, "mor"))
    )
    assert citizen.user is not None
    return Child(cast.kirsten, frank, citizen.user, citizen, plan, cast.kirstens_plan, father, mother)


def asked_for_child(cast: Cast, child: Child) -> tuple[FamilySide, FamilySide]:
    """Kirsten's coordinator has asked her, she has said yes aloud, and the child's side is asked."""
    side = ask_for_family(by=cast.sofie, plan=child.mothers_plan, other_named="Mille", own_named="Milles mor")
    row = FamilyAnswer.objects.get(side=side)
    note_family_answer(by=cast.sofie, row=row, answer="yes", form="oral")
    side.refresh_from_db()
    ask_the_other_side(by=cast.sofie, side=side, citizen=child.citizen)
    side.refresh_from_db()
    return side, FamilySide.objects.get(plan=child.plan, link=side.link)
