"""What the words of the municipality's login mean here: roles and departments, kept as data by an administrator.

A change is asked about again at once: everybody who has logged in there has their login confirmed with the next click.
"""

import logging
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from enplan import clock
from enplan.accounts.models import ClaimMeaning, Department, Role, User
from enplan.accounts.services.checks import require_administrator
from enplan.audit.record import Place, record_change
from enplan.audit.versions import Conflict, save_seen
from enplan.logs import without_numbers

logger = logging.getLogger(__name__)

MOST_TOLD, LONGEST_TOLD = 5, 60


@transaction.atomic
def add_meaning(
    *, by: User, word: str, role: Role | None = None, department: Department | None = None
) -> ClaimMeaning:
    """A word means a role or a department from now on. ValidationError with the field for bad input."""
    require_administrator(by)
    meaning = ClaimMeaning(word=word.strip(), role=role, department=department)
    _check(meaning)
    meaning.save(force_insert=True)
    record_change(
        by=by,
        thing=meaning,
        place=Place(),
        fields={"word": (None, meaning.word), "role": (None, role), "department": (None, department)},
    )
    _ask_again_about_everybody()
    return meaning


@transaction.atomic
def edit_meaning(
    *,
    by: User,
    meaning: ClaimMeaning,
    seen: int,
    word: str,
    role: Role | None = None,
    department: Department | None = None,
) -> ClaimMeaning:
    """Another word, or another meaning. Conflict when `seen` is no longer the version."""
    require_administrator(by)
    fields = {"word": word.strip(), "role": role, "department": department}
    _check(ClaimMeaning(pk=meaning.pk, word=word.strip(), role=role, department=department))
    stored = save_seen(meaning, seen=seen, fields=fields, by=by, place=Place())
    _ask_again_about_everybody()
    return stored


@transaction.atomic
def remove_meaning(*, by: User, meaning: ClaimMeaning, seen: int) -> None:
    """The word means nothing any more. Conflict when somebody has changed it meanwhile."""
    require_administrator(by)
    current = ClaimMeaning.objects.select_for_update().filter(pk=meaning.pk).first()
    if current is None:
        return
    if current.version != seen:
        raise Conflict(current.version, ())
    record_change(
        by=by,
        thing=current,
        place=Place(),
        fields={
            "word": (current.word, None),
            "role": (current.role, None),
            "department": (current.department, None),
        },
    )
    current.delete()
    _ask_again_about_everybody()


def role_meant(words: Iterable[str]) -> Role | None:
    """The role the words mean; of several the one that stands first in the list of roles. Unknown words are logged."""
    rows = ClaimMeaning.objects.filter(word__in=list(words), role__isnull=False)
    found = list(rows.select_related("role"))
    _tell_unknown("roles", words, found)
    roles = [row.role for row in found if row.role is not None]
    return min(roles, key=lambda role: (role.position, role.pk), default=None)


def department_meant(words: Iterable[str], *, now: Department | None) -> Department | None:
    """The department in use that the words mean; of several the present one, or else the first by name."""
    rows = ClaimMeaning.objects.filter(word__in=list(words), department__isnull=False)
    found = list(rows.select_related("department"))
    _tell_unknown("departments", words, found)
    departments = [row.department for row in found if row.department is not None and row.department.is_active]
    return min(departments, key=lambda one: (one != now, one.name), default=None)


def _tell_unknown(what: str, words: Iterable[str], found: Iterable[ClaimMeaning]) -> None:
    known = {row.word for row in found}
    unknown = [without_numbers(word)[:LONGEST_TOLD] for word in dict.fromkeys(words) if word not in known]
    if unknown:
        logger.warning(
            "The municipality's login says %d unknown %s, such as %r.",
            len(unknown),
            what,
            unknown[:MOST_TOLD],
        )


def _ask_again_about_everybody() -> None:
    User.objects.filter(identities__is_staff_login=True).update(recheck_from=clock.now())


def _check(meaning: ClaimMeaning) -> None:
    if not meaning.word:
        raise ValidationError({"word": "Skriv ordet, som det står i kommunens login."})
    if (meaning.role_id is None) == (meaning.department_id is None):
        raise ValidationError({"role": "Vælg enten en rolle eller en afdeling."})
    meaning.full_clean(validate_unique=False, validate_constraints=False)
    same = ClaimMeaning.objects.filter(word=meaning.word, role__isnull=meaning.role_id is None)
    if same.exclude(pk=meaning.pk).exists():
        raise ValidationError({"word": "Ordet har allerede en betydning. Ret den i stedet."})
