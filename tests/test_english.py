"""The citizen's side in English: the catalogue is whole, the pages are, what was typed stays, and staff read Danish."""

import re
from datetime import UTC, date, datetime

import polib
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from citizens.models import Ground, GroundKind
from enplan.accounts.models import LifeArea
from enplan.audit.models import Change
from enplan.web import catalogue, danish, english, parts_in_danish, spoken
from plans.models import ConversationDraft, Goal
from plans.pages.conversation.evidence import circumstances_of
from plans.services.goals import propose_goal
from plans.services.grounds import Party
from plans.services.sharing import share_without_consent
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
    """What is read, without what is marked as Danish."""
    html = re.sub(r"<(head|script)\b.*?</\1>", "", html, flags=re.DOTALL)
    html = re.sub(r"<(\w+)[^>]* lang=\"da\"[^>]*>.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", "\n", html)


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


def test_area_purpose_and_law_are_said_in_english_and_what_has_none_is_marked_as_danish(cast, client):
    give_consent(cast.sofie, cast.plan, to=[cast.job], sources=[cast.social], areas=[HOUSING, "economy"])
    Ground.objects.update(purpose="Behandling, hverdag og job skal passe sammen")
    LifeArea.objects.filter(pk="economy").update(name_en="", short_name_en="")
    client.force_login(cast.rasmus)
    html = html_of(in_english(client).get(reverse("consents")))
    assert 'housing · <span lang="da">økonomi</span>' in html
    assert "Treatment, everyday life and work must fit together" in html
    assert "The municipality’s own rule on consent to sharing" in html
    assert 'Close for <span lang="da">Beskæftigelse</span>' in html
    Ground.objects.update(law="En ældre lov § 1", purpose="Noget for sig")
    html = html_of(client.get(reverse("consents")))
    assert '<span lang="da">En ældre lov § 1</span>' in html  # noted on other words than the kind has now
    assert '<span lang="da">Noget for sig</span>' in html


def test_reason_somebody_wrote_is_said_to_be_in_danish(cast, client, jobs_goal):
    share_without_consent(
        by=cast.jan,
        plan=cast.plan,
        kind=GroundKind.objects.get(pk="acute_or_duty"),
        areas=[HOUSING],
        parties=[Party(department=cast.social)],
        until=TODAY,
        reason="Rasmus stod uden seng",
    )
    client.force_login(cast.rasmus)
    html = " ".join(html_of(in_english(client).get(reverse("consents"))).split())
    assert '(written in Danish) <span lang="da">Rasmus stod uden seng</span>' in html


def test_a_consent_given_in_english_keeps_its_danish_purpose(cast, client):
    client.force_login(cast.rasmus)
    in_english(client)
    conversation = [cast.plan.pk]
    client.post(reverse("conversation", args=[*conversation, "team"]), {f"afd-{cast.job.pk}-svar": "yes"})
    step = reverse("conversation", args=[*conversation, "hvor-laenge"])
    html = html_of(client.get(step))
    assert "We work together on my plan across departments" in html
    assert 'value="Vi arbejder sammen om min plan på tværs af afdelinger"' in html


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>\ue000A & B\ue001, C</p>", '<p><span lang="da">A & B</span>, C</p>'),
        ('<a title="\ue000A\ue001">\ue000A\ue001</a>', '<a title="A"><span lang="da">A</span></a>'),
        ("<option>\ue000A\ue001</option><title>\ue000A\ue001</title>", "<option>A</option><title>A</title>"),
        ("<p>\ue000A<br>\ue001</p>", "<p>A<br></p>"),
        ("<p>\ue001A\ue000</p>", "<p>A</p>"),
    ],
)
def test_marks_become_elements_where_there_is_room_for_one(page, shown):
    assert parts_in_danish.drawn(page) == shown


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
