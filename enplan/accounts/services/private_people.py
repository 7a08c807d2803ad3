"""Logins of private persons: with a password of their own and a code by e-mail, or with MitID and no password."""

from uuid import uuid4

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from enplan import clock
from enplan.accounts.events import announce
from enplan.accounts.models import Identity, User
from enplan.audit.record import Place, record_change

TAKEN = "Der er allerede et login med denne e-mailadresse. Log ind med det i stedet."


@transaction.atomic
def add_private_login(*, name: str, email: str, password: str) -> User:
    """A login whose username is the e-mail address. ValidationError with the field for a weak password or a taken name.

    Only for somebody whom another service has let in: asks nobody's permission.
    """
    username = username_of(email)
    person = User(username=username, name=name, email=username)
    try:
        validate_password(password, user=person)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from None
    person.set_password(password)
    person.full_clean(exclude=["password"], validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise ValidationError({"password": TAKEN}) from None
    record_change(by=person, thing=person, place=Place(), fields={"name": (None, name)})
    return person


def add_login_by_mitid(*, name: str) -> User:
    """A login without a password, whose username says nothing of anybody. For services; asks nobody's permission."""
    person = User(username=f"mitid-{uuid4()}", name=name)
    person.set_unusable_password()
    person.save(force_insert=True)
    record_change(by=person, thing=person, place=Place(), fields={"name": (None, name)})
    return person


def known_by(*, issuer: str, subject: str) -> User | None:
    """Whom this MitID has logged in before."""
    found = Identity.objects.filter(issuer=issuer, subject=subject, is_staff_login=False)
    identity = found.select_related("user").first()
    return identity.user if identity else None


@transaction.atomic
def remember_identity(*, person: User, issuer: str, subject: str) -> None:
    """This MitID is this person's, from now on."""
    now = clock.now()
    found, is_new = Identity.objects.get_or_create(
        issuer=issuer,
        subject=subject,
        is_staff_login=False,
        defaults={"user": person, "first_at": now, "last_at": now},
    )
    if is_new:
        record_change(by=person, thing=person, place=Place(), fields={"login": (None, "MitID")})
    else:
        Identity.objects.filter(pk=found.pk).update(last_at=now)


def close_private_login(*, by: User, person: User, place: Place) -> None:
    """Nobody logs in as this private person any more, and whoever is logged in is out. For services; asks nobody."""
    _let_in(by, person, place, is_active=False)


def open_private_login(*, by: User, person: User, place: Place) -> None:
    """The other way round. For services; asks nobody's permission."""
    _let_in(by, person, place, is_active=True)


def _let_in(by: User, person: User, place: Place, *, is_active: bool) -> None:
    User.objects.filter(pk=person.pk, role__isnull=True).update(
        is_active=is_active, version=person.version + 1
    )
    record_change(by=by, thing=person, place=place, fields={"is_active": (person.is_active, is_active)})
    announce(users=User.objects.filter(pk=person.pk))


def username_of(email: str) -> str:
    """The username that goes with an e-mail address."""
    return User.normalize_username(email.strip().lower())


def has_login(email: str) -> bool:
    """Is there somebody who logs in with this address?"""
    return User.objects.filter(username=username_of(email)).exists()
