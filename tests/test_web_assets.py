"""The style sheets and the error pages: colours that can be read, nothing inline, nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import RequestFactory

from enplan.web.errors import csrf_failure

ROOT = Path(__file__).resolve().parent.parent
TOKENS = dict(
    re.findall(
        r"--([a-z-]+): (#[0-9a-f]{6});", (ROOT / "static/enplan/tokens.css").read_text(encoding="utf-8")
    )
)
OWN_CSS = (ROOT / "static/enplan/enplan.css").read_text(encoding="utf-8")
ERROR_PAGES = ("400.html", "403.html", "403_csrf.html", "404.html", "500.html")


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours, 1–21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *[
            (text, ground)
            for text in ("ink", "muted", "green", "link")
            for ground in ("ground", "sheet", "green-soft")
        ],
        *[
            (text, ground)
            for text in ("amber-ink", "ink", "link")
            for ground in ("sheet", "amber-soft", "ground")
        ],
        *[("red", ground) for ground in ("sheet", "ground", "red-soft")],
        ("sheet", "green"),
        ("sheet", "green-dark"),
    ],
)
def test_text_can_be_read_on_its_ground(text, ground):
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5


def test_edges_of_what_one_can_act_on_can_be_seen():
    assert contrast(TOKENS["line-strong"], TOKENS["sheet"]) >= 3
    assert contrast(TOKENS["line-strong"], TOKENS["ground"]) >= 3


def test_design_system_is_built_with_the_same_colours_as_the_tokens():
    source = (ROOT / "enplan/web/design/dkfds.scss").read_text(encoding="utf-8")
    same = {"green", "green-dark", "green-soft", "amber-soft", "red", "red-soft", "muted"}
    named = dict(re.findall(r'"enplan-([a-z-]+)": (#[0-9a-f]{6})', source))
    assert {name: named[name] for name in same} == {name: TOKENS[name] for name in same}
    assert (named["line"], named["amber"]) == (TOKENS["line-strong"], TOKENS["amber-line"])


def test_own_styles_use_only_tokens_that_exist():
    defined = set(
        re.findall(r"--([a-z0-9-]+):", (ROOT / "static/enplan/tokens.css").read_text(encoding="utf-8"))
    )
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", OWN_CSS)) <= defined


def test_every_template_is_free_of_inline_script_and_style():
    for path in (ROOT / "templates").rglob("*.html"):
        html = re.sub(r"{%.*?%}", "", path.read_text(encoding="utf-8"))  # `with one=…` is no `onclick=`
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", html), path


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_page_stands_without_any_context(name):
    html = get_template(name).render()
    assert "UDEFINERET" not in html
    assert '<html lang="da">' in html
    assert html.count("<h1>") == 1
    assert 'href="/"' in html


def test_failed_form_check_tells_nothing_of_the_reason():
    response = csrf_failure(RequestFactory().post("/planer/"), reason="CSRF cookie not set.")
    assert response.status_code == 403
    assert "cookie not set" not in response.content.decode()
    assert "Det blev ikke gemt" in response.content.decode()


@pytest.mark.parametrize("name", ["package-lock.json", "bin/_lighthouse/package-lock.json"])
def test_lock_file_names_no_registry(name):
    assert "resolved" not in (ROOT / name).read_text(encoding="utf-8")
