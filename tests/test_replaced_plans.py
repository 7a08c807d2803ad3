"""Other plans that the one plan stands in place of: what it must then hold, and which must be made again."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from plans.defaults_other_plans import fill_missing_defaults
from plans.models import OtherPlanKind, ReplacedPlan
from plans.permissions import visible_to
from plans.services.plans import agree_to_plan, decline_plan, end_plan
from plans.services.replacing import replace_plan
from plans.services.templates import add_template, edit_template
from tests.cast import TODAY, make_citizen, make_plan
from tests.citizen_pages import html_of
from tests.printing import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def replaced(cast):
    agree_to_plan(by=cast.sofie, plan=cast.plan, on=TODAY)
    kind = OtherPlanKind.objects.get(pk="handleplan")
    return replace_plan(by=cast.sofie, plan=cast.plan, kind=kind, agreed_on=TODAY)


def address(cast, name="workspace-replaced", *more):
    return reverse(name, args=[cast.plan.pk, *more])


def test_replacing_needs_the_yes_to_one_plan(cast):
    client = logged_in(cast.sofie)
    sent = {"kind": "handleplan", "agreed_on": "i dag"}
    assert "først have sagt ja til én plan" in html_of(client.post(address(cast), sent))
    agree_to_plan(by=cast.sofie, plan=cast.plan, on=TODAY)
    assert client.post(address(cast), sent | {"kind": "noget andet"}).status_code == 422
    assert client.post(address(cast), sent).status_code == 303
    assert client.post(address(cast), sent).status_code == 422  # once
    assert "serviceloven § 141" in html_of(logged_in(cast.rasmus).get(reverse("consents")))


def test_what_the_plan_must_hold_is_shown_until_it_does(cast, replaced):
    client, where = logged_in(cast.sofie), address(cast, "workspace-replaced-held", replaced.pk)
    prefix = f"r{replaced.pk.hex[:8]}"
    assert "Mangler 4 ting" in html_of(client.get(address(cast)))
    sent = {f"{prefix}-version": "1", f"{prefix}-held": replaced.must_hold[:3]}
    assert client.post(where, sent).status_code == 303
    assert "Mangler 1 ting" in html_of(client.get(address(cast)))
    stale = client.post(where, sent | {f"{prefix}-held": replaced.must_hold}, follow=True)
    assert "En kollega har lige sat kryds her" in html_of(stale)
    assert (
        client.post(where, {f"{prefix}-version": "2", f"{prefix}-held": ["Noget andet"]}).status_code == 422
    )
    changed = OtherPlanKind.objects.filter(pk="handleplan").update(must_hold="Noget nyt")
    assert changed
    assert "Noget nyt" not in html_of(client.get(address(cast)))


@pytest.mark.parametrize("over", ["no", "end", "one"])
def test_when_the_yes_ends_the_coordinator_is_told_what_to_make_again(cast, replaced, over):
    client = logged_in(cast.sofie)
    if over == "no":
        decline_plan(by=cast.rasmus, plan=cast.plan, on=TODAY)
    elif over == "end":
        end_plan(by=cast.sofie, plan=cast.plan, outcome="moved")
    else:
        client.post(address(cast, "workspace-replaced-end", replaced.pk))
    where = address(cast, "workspace") if over != "one" else address(cast)
    told = html_of(client.get(where))
    assert "Skal laves igen" in told
    assert "Handleplan for voksne" in told
    assert client.post(address(cast, "workspace-replaced-made", replaced.pk)).status_code == 303
    assert "Skal laves igen" not in html_of(client.get(address(cast)))


def test_only_the_citizen_and_who_coordinates_know(cast, replaced):
    for user in cast.everybody:
        knows = user in (cast.sofie, cast.rasmus)
        assert visible_to(user, ReplacedPlan.objects.all()).exists() is knows, user
    other = make_plan(cast.jan, make_citizen(cast.jan, "bo", "Bo Hede", "7211820047"))
    foreign = reverse("workspace-replaced-end", args=[other.pk, replaced.pk])
    assert logged_in(cast.jan).post(foreign).status_code == 404
    with pytest.raises(ValidationError):
        replace_plan(by=cast.sofie, plan=cast.plan, kind=replaced.kind, agreed_on=TODAY)


def test_administrator_keeps_the_list_and_changes_no_plan(cast, replaced):
    before = (replaced.kind_name, replaced.law, replaced.must_hold)
    kind = OtherPlanKind.objects.get(pk="handleplan")
    page = reverse("other-plan-edit", args=[kind.pk])
    client = logged_in(cast.adam)
    shown = html_of(client.get(page))
    assert "Rasmus" not in shown
    sent = {"name": "Ny handleplan", "law": "serviceloven § 142", "must_hold": "Alt\n\nLidt", "version": "1"}
    assert client.post(page, sent).status_code == 303
    kind.refresh_from_db()
    assert (kind.name, kind.must_hold_list, kind.is_active) == ("Ny handleplan", ["Alt", "Lidt"], False)
    replaced.refresh_from_db()
    assert (replaced.kind_name, replaced.law, replaced.must_hold) == before
    assert "Handleplan for voksne" in html_of(logged_in(cast.sofie).get(address(cast)))
    history = html_of(client.get(page))
    for text in ("serviceloven § 141", "serviceloven § 142", "Adam"):
        assert text in history, text
    fill_missing_defaults()
    kind.refresh_from_db()
    assert kind.name == "Ny handleplan"
    # Not in use: no longer to be chosen, and still there for whom it was chosen.
    assert "Ny handleplan" not in html_of(logged_in(cast.sofie).get(address(cast)))


def test_plan_added_to_the_list_can_be_chosen_and_says_what_is_missing(cast):
    client = logged_in(cast.adam)
    page = reverse("other-plan-add")
    for wrong in ("name", "law", "must_hold"):
        sent = {"name": "Boligplan", "law": "almenboligloven § 5", "must_hold": "Hvor man skal bo"} | {
            wrong: " "
        }
        refused = client.post(page, sent)
        assert refused.status_code == 422, wrong
        assert "fejl" in html_of(refused).lower()
    assert client.post(page, sent | {wrong: "Hvor man skal bo"}).status_code == 303
    assert client.post(page, sent | {wrong: "Noget"}).status_code == 422  # one of each name
    assert "Boligplan" in html_of(client.get(reverse("templates")))
    agree_to_plan(by=cast.sofie, plan=cast.plan, on=TODAY)
    made = OtherPlanKind.objects.get(name="Boligplan")
    row = replace_plan(by=cast.sofie, plan=cast.plan, kind=made, agreed_on=TODAY)
    assert row.missing == ["Hvor man skal bo"]


def test_two_administrators_at_one_plan_on_the_list_lose_neither_text(cast):
    kind = OtherPlanKind.objects.get(pk="min_plan")
    page = reverse("other-plan-edit", args=[kind.pk])
    sent = {"name": kind.name, "law": "lov A", "must_hold": kind.must_hold, "is_active": "on", "version": "1"}
    client = logged_in(cast.adam)
    assert client.post(page, sent).status_code == 303
    answer = client.post(page, sent | {"law": "lov B"})
    assert answer.status_code == 409
    for text in ("lov A", "lov B"):
        assert text in html_of(answer)


def test_nobody_but_an_administrator_keeps_the_list(cast):
    kind = OtherPlanKind.objects.get(pk="handleplan")
    fields: dict[str, Any] = {"name": "Min", "law": "lov", "must_hold": "Alt"}
    for user in (cast.sofie, cast.grethe, cast.dorte, cast.root, cast.rasmus):
        with pytest.raises(PermissionDenied):
            edit_template(by=user, template=kind, seen=1, **fields)
        with pytest.raises(PermissionDenied):
            add_template(by=user, model=OtherPlanKind, **fields)
