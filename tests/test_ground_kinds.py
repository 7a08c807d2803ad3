"""`/administration/grundlag/`: the kinds of ground and the purposes as data, changed by an administrator."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from citizens.administration.forms import KindForm
from citizens.kinds import add_purpose, confirm_kind, edit_kind, edit_purpose
from citizens.models import ConsentPurpose, GroundKind
from enplan import clock
from plans.grounds import purposes_to_choose
from plans.permissions import can
from plans.services.grounds import period_of
from plans.standing import Action
from tests.cast import HOUSING, TODAY, give_consent
from tests.citizen_pages import html_of

pytestmark = pytest.mark.django_db


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def sent(kind: GroundKind, by: Any, **changed: Any) -> dict[str, Any]:
    """What the page's form sends when only these fields are changed."""
    form = KindForm(by=by, kind=kind, initial=KindForm.stored(kind))
    data: dict[str, Any] = {"version": kind.version}
    for name in form.fields:
        value = getattr(kind, name)
        if name == "areas":
            value = list(kind.areas.values_list("pk", flat=True))
        if value not in (None, False):
            data[name] = data[f"initial-{name}"] = value
    return {name: value for name, value in (data | changed).items() if value is not None}


def address(key: str) -> str:
    return reverse("ground-kind-edit", args=[key])


@pytest.fixture
def sharing(db):
    return GroundKind.objects.get(pk="sharing_consent")


def test_changed_kind_changes_nothing_that_has_been_noted(cast, jobs_goal, rus_goal):
    health = GroundKind.objects.get(pk="health_consent")
    ground = give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.rus], kind="health_consent")
    ends = ground.valid_until
    changed = sent(health, cast.adam, law="Sundhedsloven § 99", covers_health=None, default_months=3)
    assert logged_in(cast.adam).post(address(health.pk), changed).status_code == 302
    ground.refresh_from_db()
    assert ground.valid_until == ends
    assert can(cast.sofie, Action.VIEW, rus_goal)
    give_consent(cast.rasmus, cast.plan, to=[cast.job], sources=[cast.social])  # regrants everything
    assert can(cast.sofie, Action.VIEW, rus_goal)
    page = html_of(logged_in(cast.rasmus).get(reverse("consents")))
    assert ground.law in page
    assert "§ 99" not in page
    health.refresh_from_db()
    assert period_of(health, TODAY, None)[1] == clock.start_of(clock.months_after(TODAY, 3))


def test_default_set_is_marked_until_a_jurist_has_said_yes_and_again_after_a_change(cast, sharing):
    client = logged_in(cast.adam)
    assert html_of(client.get(reverse("ground-kinds"))).count("mangler en jurists ja") == 8
    confirm = reverse("ground-kind-confirm", args=[sharing.pk])
    yes = {"version": sharing.version, "jurist": "Ida Lov, jurist", "on": "i går"}
    assert client.post(confirm, yes | {"jurist": " "}).status_code == 422
    assert client.post(confirm, yes | {"on": "i morgen"}).status_code == 422
    assert client.post(confirm, yes).status_code == 302
    page = html_of(client.get(reverse("ground-kinds")))
    assert page.count("mangler en jurists ja") == 7
    assert "Ida Lov, jurist har sagt ja" in page
    sharing.refresh_from_db()
    assert client.post(address(sharing.pk), sent(sharing, cast.adam, default_months=6)).status_code == 302
    assert html_of(client.get(reverse("ground-kinds"))).count("mangler en jurists ja") == 8
    history = html_of(client.get(address(sharing.pk)))
    for line in ("Ida Lov, jurist", cast.adam.name, "Gælder normalt, måneder"):
        assert line in history


@pytest.mark.parametrize(
    ("key", "changed", "said"),
    [
        ("sharing_consent", {"law": " "}, "Skriv lov og paragraf"),
        ("sharing_consent", {"name": ""}, "Feltet skal udfyldes"),
        ("sharing_consent", {"name": "visitation"}, "Et andet grundlag hedder det samme"),
        ("sharing_consent", {"default_days": "5"}, "Skriv enten måneder eller dage, ikke begge dele"),
        ("sharing_consent", {"default_months": "0"}, "mindst være 1"),
        ("sharing_consent", {"default_months": "99999999999"}, "højst være"),
        ("sharing_consent", {"default_months": "et år"}, "Skriv et helt tal"),
        ("sharing_consent", {"used_by": "owner"}, "Vælg en af mulighederne"),
        ("health_consent", {"default_months": "13"}, "længere end den længste"),
        ("acute_or_duty", {"longest_days": None}, "skal have en grænse"),
        ("acute_or_duty", {"citizen_is_told": "informed"}, "kun dette, når borgeren kan få det at vide"),
        ("visitation", {"default_days": None}, "hvor længe visitationsfasen varer"),
    ],
)
def test_terms_that_cannot_be_are_told_at_the_field_and_not_stored(cast, key, changed, said):
    kind = GroundKind.objects.get(pk=key)
    answer = logged_in(cast.adam).post(address(key), sent(kind, cast.adam, **changed))
    assert answer.status_code == 422
    assert said in html_of(answer)
    kind.refresh_from_db()
    assert kind.version == 1


def test_stale_save_shows_both_and_loses_neither(cast, sharing):
    first = sent(sharing, cast.adam, law="Forvaltningsloven § 28, stk. 2, nr. 1")
    second = sent(sharing, cast.adam, law="Forvaltningsloven § 29")
    client = logged_in(cast.adam)
    assert client.post(address(sharing.pk), first).status_code == 302
    answer = client.post(address(sharing.pk), second)
    assert answer.status_code == 409
    assert "nr. 1" in html_of(answer)
    assert "Forvaltningsloven § 29" in html_of(answer)


def test_kind_that_is_not_used_is_not_offered_and_not_noted(cast, jobs_goal, sharing):
    client = logged_in(cast.adam)
    assert client.post(address(sharing.pk), sent(sharing, cast.adam, is_active=None)).status_code == 302
    with pytest.raises(Exception, match="bruger ikke dette grundlag"):
        give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])


def test_kind_opens_only_the_areas_the_municipality_has_set(cast, jobs_goal, sharing):
    sharing.areas.add("economy")
    with pytest.raises(Exception, match="kan ikke åbne alle de områder"):
        give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job], areas=[HOUSING])


def test_purposes_are_the_municipalitys_and_keep_their_words_where_they_were_chosen(cast, jobs_goal):
    client = logged_in(cast.adam)
    ground = give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])
    assert client.post(reverse("purpose-add"), {"text": "Jeg vil have ro på"}).status_code == 302
    assert client.post(reverse("purpose-add"), {"text": "Jeg vil have ro på"}).status_code == 422
    assert client.post(reverse("purpose-add"), {"text": " "}).status_code == 422
    assert purposes_to_choose()[-1].text == "Jeg vil have ro på"
    mine = purposes_to_choose()[-1]
    edit = reverse("purpose-edit", args=[mine.pk])
    assert client.post(edit, {"text": "Jeg vil have ro", "version": mine.version}).status_code == 302
    assert mine not in purposes_to_choose()
    assert "Jeg vil have ro på" in html_of(client.get(edit))  # the history
    before = ground.purpose
    ground.refresh_from_db()
    assert ground.purpose == before


def test_last_purpose_is_not_taken_away(cast):
    first, *others = purposes_to_choose()
    ConsentPurpose.objects.filter(pk__in=[one.pk for one in others]).update(is_active=False)
    answer = logged_in(cast.adam).post(
        reverse("purpose-edit", args=[first.pk]), {"text": first.text, "version": first.version}
    )
    assert answer.status_code == 422


def test_only_an_administrator_changes_kinds_and_purposes(cast, sharing):
    purpose = purposes_to_choose()[0]
    for user in cast.everybody:
        if user == cast.adam:
            continue
        for name, args in (("ground-kinds", []), ("ground-kind-edit", [sharing.pk]), ("purpose-add", [])):
            assert logged_in(user).get(reverse(name, args=args)).status_code == 404
        with pytest.raises(PermissionDenied):
            edit_kind(by=user, kind=sharing, seen=1, areas=(), law="Min egen lov")
        with pytest.raises(PermissionDenied):
            confirm_kind(by=user, kind=sharing, seen=1, jurist="Mig", on=TODAY)
        with pytest.raises(PermissionDenied):
            edit_purpose(by=user, purpose=purpose, seen=1, text="Mit", is_active=True)
        with pytest.raises(PermissionDenied):
            add_purpose(by=user, text="Mit")


def test_pages_show_nothing_of_any_plan(cast, jobs_goal):
    ground = give_consent(cast.rasmus, cast.plan, to=[cast.social], sources=[cast.job])
    client = logged_in(cast.adam)
    for page in (
        reverse("ground-kinds"),
        *(address(key) for key in GroundKind.objects.values_list("pk", flat=True)),
    ):
        html = html_of(client.get(page))
        for secret in (cast.citizen.name, ground.purpose, jobs_goal.title, str(ground.pk)):
            assert secret not in html
    assert client.get(reverse("share-review", args=[ground.pk])).status_code == 404
