"""One conversation as it stands: its steps, their forms with what was answered, and the decisions so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.http import QueryDict

from citizens.models import ConsentPurpose, Ground, GroundKind
from enplan import clock
from enplan.web import forms
from plans.asking import Asked, AskedParty, asked_of
from plans.facts import Facts, facts_of
from plans.grounds import purposes_to_choose
from plans.lookups.conversation import HEALTH, SHARING, consent_kinds, draft_of
from plans.models import ConversationDraft
from plans.pages.conversation.evidence import circumstances_of
from plans.pages.conversation.forms import LengthStep, PlanStep
from plans.pages.conversation.forms_how import HowStep
from plans.pages.conversation.forms_parties import PartiesStep
from plans.pages.conversation.voice import Voice
from plans.reading import Reading
from plans.services.agreeing import is_waiting
from plans.services.conversation import Answer, Conversation


class Step(StrEnum):
    """The steps in their order, as they stand in the address."""

    PLAN = "plan"
    TEAM = "team"
    HEALTH = "helbred"
    NETWORK = "netvaerk"
    LENGTH = "hvor-laenge"
    HOW = "hvordan"
    REVIEW = "se-efter"


ASKING = (Step.PLAN, Step.TEAM, Step.HEALTH, Step.NETWORK)  # the four decisions


@dataclass(frozen=True)
class Talk:
    """`with_caseworker`: held by a caseworker together with the citizen; otherwise by the citizen's side alone."""

    reading: Reading
    with_caseworker: bool

    @cached_property
    def facts(self) -> Facts:
        return facts_of(self.reading.plan).as_the_citizen_knows(
            self.reading.at
        )  # who reads the page with them

    @cached_property
    def asked(self) -> Asked:
        """What is asked, in the areas that the municipality lets these kinds of consent open."""
        asked = asked_of(self.reading, self.facts)
        return replace(
            asked,
            team=self._within(SHARING, asked.team),
            health=self._within(HEALTH, asked.health),
            network=self._within(SHARING, asked.network),
        )

    def _within(self, kind: str, parties: Iterable[AskedParty]) -> tuple[AskedParty, ...]:
        if kind not in self.kinds:
            return ()
        opened = {area.pk for area in self.kinds[kind].areas.all()}
        within = [
            replace(p, areas=tuple(a for a in p.areas if not opened or a.pk in opened)) for p in parties
        ]
        return tuple(party for party in within if party.areas)

    @cached_property
    def draft(self) -> ConversationDraft | None:
        return draft_of(self.reading.user, self.reading.plan)

    @cached_property
    def kinds(self) -> dict[str, GroundKind]:
        return consent_kinds()

    @cached_property
    def plan_is_waiting(self) -> bool:
        """Has somebody said yes to one plan, that others who hold custody must say as well?"""
        return is_waiting(self.reading.plan)

    @cached_property
    def voice(self) -> Voice:
        return Voice.of(self.reading, with_caseworker=self.with_caseworker)

    @cached_property
    def steps(self) -> list[Step]:
        """Those that apply: what there is nobody to ask about is left out, and after a no to the plan all the rest."""
        asks = {
            Step.PLAN: self._acts_for_all,
            Step.TEAM: bool(self.asked.team),
            Step.HEALTH: bool(self.asked.health) and self.reading.standing.decides_health,
            Step.NETWORK: bool(self.asked.network),
            Step.LENGTH: any(answer.is_yes for answer in self._answers),
            Step.HOW: self.with_caseworker,
            Step.REVIEW: True,
        }
        after_a_no = (Step.PLAN, Step.HOW, Step.REVIEW)
        return [step for step in Step if asks[step] and (not self.says_no_to_plan or step in after_a_no)]

    @property
    def _acts_for_all(self) -> bool:
        """One plan is a yes or no to all of it: no matter for who acts for the citizen in some areas."""
        standing = self.reading.standing
        return not standing.is_representative or self.facts.all_areas <= standing.areas

    @property
    def questions(self) -> list[Step]:
        """The decisions that are asked about here, for counting them."""
        asked = {Step.TEAM: self.asked.team, Step.HEALTH: self.asked.health, Step.NETWORK: self.asked.network}
        return [step for step in ASKING if step in self.steps or (asked.get(step) and self.says_no_to_plan)]

    @cached_property
    def says_no_to_plan(self) -> bool:
        form = self._kept(Step.PLAN) if self._acts_for_all else None
        return isinstance(form, PlanStep) and form.decision == Ground.Decision.NO

    def after(self, step: Step) -> Step:
        """The next step that applies."""
        order = list(Step)
        later = order[order.index(step) + 1 :]
        return next((one for one in later if one in self.steps), Step.REVIEW)

    def before(self, step: Step) -> Step | None:
        order = list(Step)
        earlier = [one for one in order[: order.index(step)] if one in self.steps]
        return earlier[-1] if earlier else None

    def form(self, step: Step, data: QueryDict | None = None) -> forms.Form:
        """The form of a step: with `data`, else with what was answered, else empty."""
        kept = self._answers_of(step)
        return self._form(step, data if data is not None else kept)

    @cached_property
    def missing(self) -> Step | None:
        """The first step that must be looked at before the decisions can be stored: not there yet, or out of date."""
        for step in self.steps[:-1]:
            kept = self._answers_of(step)
            if (kept is None and step in (Step.LENGTH, Step.HOW)) or (
                kept is not None and self._kept(step) is None
            ):
                return step
        return None

    @cached_property
    def conversation(self) -> Conversation:
        """The decisions so far. Meant to be stored only where nothing is `missing`."""
        plan_form, length, how = (
            self._kept(step) if step in self.steps else None for step in (Step.PLAN, Step.LENGTH, Step.HOW)
        )
        answers = [] if self.says_no_to_plan else self._answers
        when = length.cleaned_data if length is not None and any(a.is_yes for a in answers) else {}
        return Conversation(
            one_plan=plan_form.decision if isinstance(plan_form, PlanStep) else "",
            answers=tuple(answers),
            purpose=when.get("formaal") or next((purpose.text for purpose in self._purposes), ""),
            form=_form_of(how),
            given_on=self._given_on,
            starts_on=when.get("fra"),
            until=when.get("til"),
        )

    @cached_property
    def _answers(self) -> list[Answer]:
        asked = (
            (Step.TEAM, SHARING, self.asked.sources),
            (Step.HEALTH, HEALTH, self.asked.health_sources),
            (Step.NETWORK, SHARING, self.asked.sources),
        )
        return [
            Answer(
                asked=said.asked,
                kind=self.kinds[kind],
                decision=said.decision,
                areas=said.areas,
                parties=said.parties,
                sources=sources,
                circumstances=circumstances_of(
                    self._how, is_health=kind == HEALTH, is_yes=said.decision == "yes", signed=self._signature
                ),
            )
            for step, kind, sources in asked
            if isinstance(form := self._kept(step), PartiesStep)
            for said in form.said
        ]

    @cached_property
    def _has_health_yes(self) -> bool:
        form = self._kept(Step.HEALTH)
        return isinstance(form, PartiesStep) and any(one.decision == "yes" for one in form.said)

    @cached_property
    def _signature(self) -> str:
        form = self._kept(Step.HEALTH)
        return "" if form is None else str(form.cleaned_data.get("underskrift", ""))

    @cached_property
    def _how(self) -> Mapping[str, Any] | None:
        form = self._kept(Step.HOW) if self.with_caseworker else None
        return None if form is None else form.cleaned_data

    @property
    def _given_on(self) -> Any:
        return self._how["dag"] if self._how else clock.today()

    @cached_property
    def _purposes(self) -> list[ConsentPurpose]:
        return purposes_to_choose()

    @cached_property
    def _kept_forms(self) -> dict[Step, forms.Form | None]:
        return {}

    def _kept(self, step: Step) -> forms.Form | None:
        """The form of a step with what was answered, where that still holds."""
        if step not in self._kept_forms:
            data = self._answers_of(step)
            form = None if data is None else self._form(step, data)
            self._kept_forms[step] = form if form is not None and form.is_valid() else None
        return self._kept_forms[step]

    def _answers_of(self, step: Step) -> QueryDict | None:
        """As they were sent; None for a step nobody has answered."""
        kept = self.draft.answers.get(step) if self.draft else None
        if kept is None:
            return None
        data = QueryDict(mutable=True)
        for name, values in kept.items():
            data.setlist(name, values)
        return data

    def _form(self, step: Step, data: QueryDict | None) -> forms.Form:
        if step is Step.PLAN:
            return PlanStep(data, label=self.voice.one_plan)
        if step is Step.LENGTH:
            kinds = {answer.kind.pk: answer.kind for answer in self._answers if answer.is_yes}
            return LengthStep(
                data, purposes=self._purposes, kinds=list(kinds.values()), given_on=self._given_on
            )
        if step is Step.HOW:
            return HowStep(data, has_health_yes=self._has_health_yes)
        signs = self.reading.user.name if step is Step.HEALTH and not self.with_caseworker else ""
        return PartiesStep(data, parties=self._parties_of(step), signs=signs)

    def _parties_of(self, step: Step) -> Iterable[AskedParty]:
        return {Step.TEAM: self.asked.team, Step.HEALTH: self.asked.health}.get(step, self.asked.network)


def _form_of(how: forms.Form | None) -> str:
    if how is None:
        return Ground.Form.DIGITAL
    return Ground.Form.WRITTEN if isinstance(how, HowStep) and how.is_written else Ground.Form.ORAL
