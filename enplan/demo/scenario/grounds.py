"""Loading consents and the other grounds, each as it was noted on its day."""

from collections.abc import Iterable
from typing import Any

from citizens.models import Ground, GroundKind
from enplan import clock
from enplan.accounts.models import Department, User
from enplan.demo.scenario.cast import Cast, found
from plans.services.grounds import Party, period_of, store_ground

# What is said of a consent to obtain information from elsewhere, beyond the format.
OBTAINED = ("information", "information_from", "matter", "consequence")


def load_consents(cast: Cast, consents: dict[str, dict[str, Any]]) -> None:
    """Stored history: who may note a ground is not asked, how long it may last is."""
    for key, one in consents.items():
        kind = kind_named(one["basis"])
        by = _noted_by(cast, kind, one)
        with clock.standing_at(clock.start_of(one["given"])):
            starts, ends = period_of(kind, one["given"], one.get("until"))
            cast.grounds[key] = store_ground(
                by=by,
                plan=cast.plan,
                areas=one["areas"],
                parties=parties_named(cast, one["parties"]),
                sources=sources_named(cast, one.get("sources")),
                ground=Ground(
                    citizen=cast.citizen,
                    kind=kind,
                    form=one["form"],
                    purpose=one["purpose"],
                    given_on=one["given"],
                    valid_from=starts,
                    valid_until=ends,
                    noted_by=by,
                    noted_at=clock.now(),
                    is_by_representative=one.get("noted_by") in cast.representatives,
                    **{name: one.get(name, "") for name in OBTAINED},
                ),
            )


def kind_named(basis: str) -> GroundKind:
    """The kind of ground with the name that files use."""
    return found(GroundKind.objects.filter(name=basis).first(), basis, "the kinds of ground")


def parties_named(cast: Cast, names: Iterable[str]) -> list[Party]:
    """Department keys, usernames, or `coordinator`."""
    return [_party(cast, name) for name in names]


def sources_named(cast: Cast, keys: Iterable[str] | None) -> list[Department]:
    """Whose information; left out, all departments of the file."""
    return [cast.department(key) for key in (cast.departments if keys is None else keys)]


def _party(cast: Cast, name: str) -> Party:
    if name == "coordinator":
        return Party(is_coordinator=True)
    if name in cast.departments:
        return Party(department=cast.departments[name])
    return Party(user=cast.user(name))


def _noted_by(cast: Cast, kind: GroundKind, one: dict[str, Any]) -> User:
    """Who is said to have noted it; otherwise whoever decides: the citizen a consent, the coordinator the rest."""
    if "noted_by" in one:
        return cast.user(one["noted_by"])
    return cast.citizen_user if kind.is_consent else cast.coordinator
