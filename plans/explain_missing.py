"""What is missing where a person does not see something, nearest first. For `plans.explain`."""

from collections.abc import Iterator

from citizens.models import NetworkPerson, Representative
from enplan.web import danish
from plans.explain_facts import (
    Known,
    ground_in_words,
    membership_in_words,
    representation_in_words,
    withdrawn_at,
)
from plans.facts import Coverage, Period
from plans.models import Section, TeamMember


def shut_out(known: Known) -> list[str]:
    """Why there is no such plan for the person at all; empty when they are let in somewhere."""
    user = known.user
    if not user.is_active:
        return ["brugeren er lukket og kan ikke logge ind"]
    if user.is_superuser:
        return ["superbrugere passer maskinen og ser ingen planer"]
    if user.pk in known.facts.blocked:
        return ["planen er spærret for personen, uanset hvad der ellers gælder (regel 0)"]
    if known.at < known.facts.created_at:
        return ["planen er ikke begyndt endnu"]
    if _members_now(known) and not known.facts.can_work(user):
        return [f"rollen {user.role} kan ikke være på et team"]
    if (
        user.pk == known.facts.citizen_user_id
        or _members_now(known)
        or _representing_now(known)
        or _named_now(known)
    ):
        return []
    return [*_no_membership(known), *_no_representation(known), *_no_other_way(known)]


def missing_words(known: Known) -> list[str]:
    """Why the person does not read the dream, what matters and the overall wellbeing (rule 5)."""
    if reasons := shut_out(known):
        return reasons
    members = _members_now(known)
    if not members:
        return ["pårørende, netværk og ledere ser ikke borgerens egne ord (regel 3 og 5)"]
    if known.facts.words_narrowed:
        return ["borgeren har valgt, at kun den, der koordinerer, læser dem"]
    return [
        f"intet samtykke eller andet grundlag dækker {danish.listing(_area_names(member), most=3)} "
        f"for {_receiver(known)}"
        for member in members
    ]


def missing_section(known: Known, section: Section) -> list[str]:
    """Why the person does not read the section."""
    if reasons := shut_out(known):
        return reasons
    members, acting = _members_now(known), _representing_now(known)
    reasons = []
    for person in acting:
        areas = danish.listing([area.name for area in person.areas.all()])
        reasons.append(f"{representation_in_words(person)}, men kun i {areas}, ikke {section.area.name}")
    for member in members:
        reasons += _missing_for(known, section, member)
    if _named_now(known):
        reasons += _missing_for(known, section, None)
    return reasons


def _missing_for(known: Known, section: Section, member: TeamMember | None) -> list[str]:
    """Of a member: the area, then the ground. Of somebody who is named in a consent: the ground."""
    reasons = []
    if member is not None and section.area_id not in known.facts.areas_of(member):
        areas = danish.listing(_area_names(member))
        reasons.append(f"{section.area.name} er ikke blandt de områder, personen arbejder med ({areas})")
    if member is not None and section.owner_id == known.user.department_id:
        return reasons
    meant = [c for c in known.facts.coverages if (c.reaches(member) if member else _names(c, known))]
    if member is not None and any(
        known.facts.covers(coverage, section) and _holds(known, coverage, member) for coverage in meant
    ):
        return reasons
    if all(coverage.is_supervision for coverage in meant) and meant:
        return [
            "ledelsestilsyn åbner kun det, lederens egen afdeling har skrevet, i de områder, det er noteret for"
        ]
    owner = known.owner_in_words(section)
    what = "samtykke" if known.user.role is None else "samtykke eller andet grundlag"
    reasons.append(f"intet {what} dækker {section.area.name} fra {owner} for {_receiver(known)}")
    return [*reasons, *_nearly(known, section, meant)]


def _holds(known: Known, coverage: Coverage, member: TeamMember | None) -> bool:
    facts = known.facts
    period: Period | None = coverage.period
    if member is not None:
        period = facts.period_for(coverage, member)
    elif not coverage.is_supervision:
        period = coverage.period.until(facts.ended_at)
    return period is not None and known.is_in_force(period)


def _nearly(known: Known, section: Section, meant: list[Coverage]) -> Iterator[str]:
    """Grounds that would have opened the section but for one thing."""
    for coverage in meant:
        party = known.parties[coverage.source.removeprefix("party ")]
        ground = ground_in_words(party)
        withdrawn = withdrawn_at(party, section.area_id)
        if not known.facts.covers(coverage, section):
            if section.area_id in coverage.areas and section.owner_id in coverage.sources:
                yield f"{ground}: dækker ikke det, en sundhedsafdeling har skrevet"
        elif withdrawn is not None and withdrawn <= known.at:
            yield f"{ground}: trukket tilbage {danish.full_day(withdrawn)}"
        elif known.at < coverage.period.start:
            yield f"{ground}: er ikke begyndt endnu"
        elif known.is_in_force(coverage.period):
            yield f"{ground}: gælder ikke længere, fordi planen er afsluttet"
        else:
            yield f"{ground}: er udløbet"


def _names(coverage: Coverage, known: Known) -> bool:
    return coverage.user is not None and coverage.user.pk == known.user.pk


def _named_now(known: Known) -> list[Coverage]:
    """A consent in force that names a network person, or a leader's supervision."""
    facts = known.facts
    following = [c for user_id, c in facts.personal_consents() if user_id in facts.network_user_ids]
    supervising = [coverage for _, coverage in facts.supervisions()]
    return [c for c in (*following, *supervising) if _names(c, known) and _holds(known, c, None)]


def _receiver(known: Known) -> str:
    return str(known.user.department or known.user.name)


def _area_names(member: TeamMember) -> list[str]:
    return ["alle områder"] if member.has_all_areas else [area.name for area in member.areas.all()]


def _members_now(known: Known) -> list[TeamMember]:
    return [m for m in known.members.values() if known.is_in_force(Period(m.starts_at, m.ends_at))]


def _representing_now(known: Known) -> list[Representative]:
    people = known.representatives.values()
    return [person for person in people if known.is_in_force(Period(person.starts_at, person.ends_at))]


def _no_membership(known: Known) -> Iterator[str]:
    if known.user.is_employee:
        for member in known.members.values():
            over = member.ends_at is not None and member.ends_at <= known.at
            yield f"{membership_in_words(member)}: {'er slut' if over else 'er ikke begyndt endnu'}"
        if not known.members:
            yield "er ikke på teamet"


def _no_representation(known: Known) -> Iterator[str]:
    for person in known.representatives.values():
        over = person.ends_at is not None and person.ends_at <= known.at
        yield f"{representation_in_words(person)}: {'er slut' if over else 'er ikke begyndt endnu'}"


def _no_other_way(known: Known) -> Iterator[str]:
    """Private persons need a consent that names them; leaders need a noted supervision."""
    role = known.user.role
    if role is not None and role.can_supervise:
        yield "intet ledelsestilsyn er noteret for personen"
    if role is None:
        is_network = NetworkPerson.objects.filter(citizen=known.plan.citizen_id, user=known.user).exists()
        yield (
            "intet samtykke, der nævner personen, gælder nu"
            if is_network
            else "er hverken borgeren, repræsentant eller del af borgerens netværk"
        )
