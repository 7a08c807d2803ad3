"""The citizen's side in English: the catalogue is whole, the pages are, what was typed stays, and staff read Danish."""

import re
from datetime import UTC, date, datetime

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from enplan.accounts.areas import every_area
from enplan.audit.models import Change
from enplan.web import catalogue, danish, english, spoken
from plans.models import ConversationDraft, Goal
from plans.pages.conversation.evidence import circumstances_of
from plans.services.goals import propose_goal
from tests.cast import HOUSING, TODAY, give_consent
from tests.citizen_pages import html_of

PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]")
# Words that stand in nearly every Danish sentence and in no English one.
DANISH = re.compile(r"\b(og|ikke|det|der|af|kan|til|har|på|du|din|eller|skal|må|ser|efter)\b", re.IGNORECASE)


def in_english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def entries() -> list[polib.POEntry]:
    return list(polib.pofile(str(catalogue.path_of("en"))))


def test_catalogue_has_every_text_of_the_translated_files_and_no_other():
    kept = {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in entries()}
    assert kept == set(catalogue.texts()), "run manage.py translations --update, and fill in what is missing"


def test_catalogue_says_everything_in_english_with_the_same_words_to_fill_in():
    for entry in entries():
        said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        assert all(said), f"not translated: {entry.msgid}"
        assert not entry.fuzzy, entry.msgid
        for text in said:
            unnamed = [mark for mark in PLACEHOLDER.findall(entry.msgid) if "(" not in mark]
            assert [mark for mark in PLACEHOLDER.findall(text) if "(" not in mark] == unnamed, entry.msgid


def test_texts_are_found_in_templates_and_modules():
    template = (
        '{% load i18n %}{% translate "Ja" %}'
        "{% blocktranslate trimmed %}\n Hej {{ name }}\n{% endblocktranslate %}"
    )
    assert list(catalogue.texts_of_template(template)) == [("", "Ja", ""), ("", "Hej %(name)s", "")]
    assert list(catalogue.texts_of_module('a = _("Nej")\nb = pgettext("ét", "mål")')) == [
        ("", "Nej", ""),
        ("ét", "mål", ""),
    ]


def readable(html: str) -> str:
    """What is read, without what the municipality wrote itself: marked as Danish, or the name of a life area."""
    html = re.sub(r"<(head|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    html = re.sub(r"<(\w+)[^>]* lang=\"da\"[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    html = re.sub(r"<[^>]+>", "\n", html)
    for area in every_area():
        html = html.replace(area.name, "").replace(area.short_name, "")
    return html


def test_pages_about_consent_hold_no_danish_of_ours(cast, client):
    ground = give_consent(cast.sofie, cast.plan, to=[cast.job, None], sources=[cast.social, cast.job])
    propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="titel", why="")
    client.force_login(cast.rasmus)
    in_english(client)
    here = [cast.plan.pk]
    addresses = [
        reverse("min-plan"),
        reverse("consents"),
        reverse("who-sees-what"),
        reverse("access-log"),
        reverse("own-people"),
        reverse("renew-consents", args=here),
        reverse("min-plan-blocks", args=here),
        reverse("min-plan-files", args=here),
        reverse("withdraw-consent", args=[*here, ground.pk]),
        *(reverse("conversation", args=[*here, step]) for step in ("plan", "team", "se-efter")),
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        html = html_of(answer)
        assert '<html lang="en">' in html
        ours = [line.strip() for line in readable(html).splitlines() if DANISH.search(line)]
        assert not ours, f"{address}: {ours}"


def test_language_is_chosen_by_post_and_kept_and_leads_back_to_the_page(cast, client):
    client.force_login(cast.rasmus)
    page = f"{reverse('consents')}?plan={cast.plan.pk}"
    assert '<html lang="da">' in html_of(client.get(page))
    answer = client.post(reverse("choose-language"), {"language": "en", "next": page})
    assert (answer.status_code, answer["Location"]) == (302, page)
    english_page = client.get(page)
    assert '<html lang="en">' in html_of(english_page)
    assert english_page["Content-Language"] == "en"
    assert "Cookie" in english_page["Vary"]
    client.post(reverse("choose-language"), {"language": "da", "next": page})
    assert '<html lang="da">' in html_of(client.get(page))


@pytest.mark.parametrize("bad", ["xx", "", "../da", "en\r\nSet-Cookie: a=b"])
def test_unknown_language_is_read_as_danish(cast, client, bad):
    client.force_login(cast.rasmus)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = bad.split("\r", maxsplit=1)[0] + "!"
    assert '<html lang="da">' in html_of(client.get(reverse("consents")))
    assert (
        client.post(reverse("choose-language"), {"language": bad, "next": "https://ond.dk/"})["Location"]
        == "/"
    )


def test_changing_language_amid_a_form_keeps_what_was_typed_and_saves_nothing(cast, client):
    goal = propose_goal(by=cast.rasmus, plan=cast.plan, area_id=HOUSING, title="Et hjem", why="")
    client.force_login(cast.rasmus)
    page = reverse("min-plan-goal", args=[cast.plan.pk, goal.pk])
    changes = Change.objects.count()
    typed = {"version": goal.version, "title": "Mit eget sted", "why": "Halvt skrevet", "language": "en"}
    answer = client.post(page, typed)
    html = html_of(answer)
    assert answer.status_code == 200
    assert '<html lang="en">' in html
    assert 'value="Mit eget sted"' in html
    assert "Halvt skrevet" in html
    assert "alert-error" not in html
    assert Goal.objects.get(pk=goal.pk).title == "Et hjem"
    assert Change.objects.count() == changes
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_changing_language_amid_the_conversation_keeps_the_tick(cast, client):
    client.force_login(cast.rasmus)
    answer = client.post(
        reverse("conversation", args=[cast.plan.pk, "plan"]), {"svar": "no", "language": "en"}
    )
    assert re.search(r'value="no"[^>]*checked', html_of(answer))
    assert not ConversationDraft.objects.exists()


def test_staff_pages_stay_danish_whatever_the_cookie_says(cast, client):
    client.force_login(cast.sofie)
    in_english(client)
    answer = client.get(reverse("workspace", args=[cast.plan.pk]))
    html = html_of(answer)
    assert '<html lang="da">' in html
    assert answer["Content-Language"] == "da"
    assert 'name="language"' not in html


def test_evidence_of_a_signature_is_kept_in_danish_whatever_the_page():
    with translation.override("en"):
        said = circumstances_of(None, is_health=True, is_yes=True, signed="Rasmus Ager")
    assert said == "Underskrevet på siden her: Rasmus Ager"


def test_english_has_every_form_that_danish_has():
    public = {name for name, thing in vars(danish).items() if callable(thing) and not name.startswith("_")}
    assert {name for name in public if not hasattr(english, name)} <= {
        "on_the_clock",
        "timedelta",
        "Sequence",
    }


def test_english_forms():
    noon = datetime(2026, 3, 10, 12, 5, tzinfo=UTC)
    with translation.override("en"):
        assert spoken.meeting_time(noon, today=date(2026, 3, 1)) == "Tuesday 10 March at 13:05"
        assert spoken.near(TODAY, today=TODAY) == "today"
        assert spoken.number(1234) == "1,234"
        assert spoken.count(1, "note", "notes") == "1 note"
        assert spoken.listing(["Jan", "Sofie", "Bodil"]) == "Jan, Sofie and Bodil"
        assert spoken.possessive("Rasmus") == "Rasmus’s"
    assert spoken.number(1234) == "1.234"
