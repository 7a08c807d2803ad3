"""KL's terms from KL's own file: loaded, suggested by life area, shown in words. The tests' file is made up."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from enplan.accounts.models import LifeArea
from enplan.accounts.services.areas import edit_area_themes
from plans.ffb_file import SYSTEM
from plans.models import FfbTerm, Goal
from plans.services.goals import add_goal
from tests.cast import HOUSING
from tests.citizen_pages import folded, html_of
from tests.printing import print_for, text_of

pytestmark = pytest.mark.django_db


def concept(code, display, *below):
    return {"code": code, "display": display} | ({"concept": list(below)} if below else {})


def file_of(tmp_path, *themes, **changed):
    """A file of the right form with these themes and words that are nobody's."""
    branch = concept("b-1", "FFB tilstande", concept("h-1", "Dagene", *themes))
    content = {"resourceType": "CodeSystem", "url": SYSTEM, "version": "1", "concept": [branch]} | changed
    path = tmp_path / "terms.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.fixture
def terms(tmp_path):
    roof = concept("t-1", "Tag over hovedet", concept("s-1", "Holde varmen"), concept("s-2", "Lukke døren"))
    call_command("load_ffb", str(file_of(tmp_path, roof, concept("t-2", "Haven", concept("s-3", "Så frø")))))


def test_file_is_read_again_with_changes_and_nothing_used_is_lost(terms, tmp_path, cast, capsys):
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Et værelse", ffb_theme="s-2")
    newer = file_of(tmp_path, concept("t-1", "Tag og vægge", concept("s-1", "Holde varmen")))
    call_command("load_ffb", str(newer))
    assert "1 tema og 1 undertema" in capsys.readouterr().out
    assert FfbTerm.objects.get(pk="s-1").words == "Tag og vægge: Holde varmen"
    assert FfbTerm.objects.get(pk=goal.ffb_theme).words == "Tag over hovedet: Lukke døren"
    assert not FfbTerm.objects.get(pk=goal.ffb_theme).is_current


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe not text",
        b"[" * 100_000,
        b"[]",
        b'{"resourceType": "Patient"}',
        b'{"resourceType": "CodeSystem", "url": "urn:oid:1.2.3"}',
        json.dumps({"resourceType": "CodeSystem", "url": SYSTEM, "concept": [{"code": "x"}]}).encode(),
        json.dumps({"resourceType": "CodeSystem", "url": SYSTEM, "concept": "?"}).encode(),
    ],
)
def test_file_that_is_none_is_refused_and_changes_nothing(terms, tmp_path, content):
    before = list(FfbTerm.objects.values())
    path = tmp_path / "none.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=r"Intet er ændret\.$"):
        call_command("load_ffb", str(path))
    with pytest.raises(CommandError, match=r"Intet er ændret\.$"):
        call_command("load_ffb", str(tmp_path / "missing.json"))
    twice = file_of(tmp_path, concept("t-9", "Ny"), concept("t-9", "Igen"))
    with pytest.raises(CommandError, match="flere gange"):
        call_command("load_ffb", str(twice))
    assert list(FfbTerm.objects.values()) == before


@pytest.mark.skipif(not os.environ.get("ENPLAN_FFB"), reason="ENPLAN_FFB names no file")
def test_the_real_file_has_its_themes():
    call_command("load_ffb", os.environ["ENPLAN_FFB"])
    kinds = list(FfbTerm.objects.values_list("kind", flat=True))
    assert (kinds.count("theme"), kinds.count("subtheme")) == (11, 67)
    assert Path(os.environ["ENPLAN_FFB"]).stat().st_size > 0


def test_theme_is_chosen_on_the_form_and_shown_in_words(terms, client, cast):
    area = LifeArea.objects.get(pk=HOUSING)
    edit_area_themes(by=cast.adam, area=area, seen=1, themes=["t-2"])
    goal = add_goal(by=cast.jan, plan=cast.plan, area_id=HOUSING, title="Et værelse")
    client.force_login(cast.jan)
    address = reverse("workspace-goal-edit", args=[cast.plan.pk, goal.pk])
    html = folded(html_of(client.get(address)))
    assert html.index('<optgroup label="Haven (bolig)">') < html.index('<optgroup label="Tag over hovedet">')
    sent = {"title": "Et værelse", "words": "agreed", "type": "develop", "status": "active", "version": "1"}
    refused = client.post(address, sent | {"ffb_theme": "h-1"})
    assert refused.status_code == 422
    assert client.post(address, sent | {"ffb_theme": "s-3"}).status_code == 303
    assert Goal.objects.get(pk=goal.pk).ffb_theme == "s-3"
    shown = (
        html_of(client.get(reverse("workspace", args=[cast.plan.pk]))),
        html_of(client.get(reverse("workspace-goal-history", args=[cast.plan.pk, goal.pk]))),
        text_of(print_for(cast.jan, cast.plan)),
    )
    for page in shown:
        assert "Haven: Så frø" in folded(page)


def test_form_has_no_theme_where_no_file_is_loaded(client, cast):
    client.force_login(cast.jan)
    assert "ffb_theme" not in html_of(client.get(reverse("workspace-goal-new", args=[cast.plan.pk])))


def test_administrator_chooses_what_is_suggested_in_an_area(terms, client, cast):
    client.force_login(cast.adam)
    address = reverse("area-theme-edit", args=[HOUSING])
    assert "Tag over hovedet" in html_of(client.get(address))
    assert client.post(address, {"themes": ["t-1"], "version": "1"}).status_code == 302
    assert LifeArea.objects.get(pk=HOUSING).ffb_themes == ["t-1"]
    assert client.post(address, {"themes": ["t-2"], "version": "1"}).status_code == 409
    assert client.post(address, {"themes": ["nothing"], "version": "2"}).status_code == 422
    assert LifeArea.objects.get(pk=HOUSING).ffb_themes == ["t-1"]
    assert "Tag over hovedet" in html_of(client.get(reverse("area-themes")))
    client.force_login(cast.sofie)
    assert client.get(address).status_code == 404
