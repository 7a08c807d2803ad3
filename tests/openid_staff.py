"""What the tests of the employees' login stand on: a provider, what its words mean, and one who logs in."""

from enplan.accounts.models import ClaimMeaning, Department
from tests.accounts_people import department
from tests.openid_provider import Idp, provider_at

CASEWORKER, ADMIN, LEADER = "EnPlan-Sagsbehandler", "EnPlan-Administrator", "EnPlan-Leder"
ADULTS, JOBS = "1234-voksen", "1235-job"


def describe(idp: Idp, settings: object, **fields: object) -> None:
    """The provider as the municipality has set it up, and Sofie as it says her."""
    settings.LOGIN_PROVIDERS = {"staff": provider_at(idp, **fields)}  # type: ignore[attr-defined]  # pytest-django's
    idp.claims = {
        "sub": "ad-1",
        "preferred_username": "solin",
        "name": "Sofie Lind",
        "roles": [CASEWORKER],
        "department": ADULTS,
    }


def give_meanings() -> tuple[Department, Department]:
    adults, jobs = department("Voksen og Handicap"), department("Beskæftigelse")
    for word, role in ((CASEWORKER, "caseworker"), (ADMIN, "administrator"), (LEADER, "leader")):
        ClaimMeaning.objects.create(word=word, role_id=role)
    for word, meant in ((ADULTS, adults), (JOBS, jobs)):
        ClaimMeaning.objects.create(word=word, department=meant)
    return adults, jobs
