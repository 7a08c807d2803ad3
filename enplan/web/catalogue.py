"""The catalogue of translations: which files' texts must stand in it, reading them out, and compiling it.

Danish texts are the keys. Nothing but Python is needed: templates are read by Django, modules by `ast`.
"""

import ast
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.template import engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.text import normalize_newlines
from django.utils.translation import trim_whitespace

# What somebody reads on a page that may be in English. Employees' pages have the same functions in their templates,
# but nobody shows them in anything but Danish.
TRANSLATED = (
    "templates/*.html",
    "templates/accounts/base_login.html",
    "templates/accounts/login*.html",
    "templates/accounts/own_sessions.html",
    "templates/accounts/openid/citizen*.html",
    "templates/django/**/*.html",
    "templates/web/**/*.html",
    "templates/plans/citizen/**/*.html",
    "templates/plans/coherence/citizen*.html",
    "templates/plans/coherence/answers.html",
    "templates/plans/comments/citizen*.html",
    "templates/plans/comments/line.html",
    "templates/plans/conversation/**/*.html",
    "templates/plans/drafts/unsaved*.html",
    "templates/plans/disputes/citizen*.html",
    "templates/plans/disputes/no_decision.html",
    "templates/plans/family/citizen*.html",
    "templates/plans/files/citizen*.html",
    "templates/plans/files/lines.html",
    "templates/plans/glossary/*.html",
    "templates/plans/invitations/*.html",
    "templates/plans/meetings/p*.html",
    "templates/plans/meetings/parts/*.html",
    "templates/plans/messages/citizen*.html",
    "templates/plans/network/**/*.html",
    "templates/plans/own_data/citizen_*.html",
    "templates/plans/own_data/line.html",
    "templates/plans/referrals/mine.html",
    "templates/plans/referrals/part.html",
    "templates/plans/representatives/answer.html",
    "templates/plans/representatives/waiting.html",
    "templates/plans/who_sees/citizen*.html",
    "templates/plans/who_sees/parts/*.html",
    "templates/plans/blocks/*.html",
    "templates/plans/journal/citizens_journal.html",
    "templates/plans/journal/note.html",
    "templates/plans/parts/*.html",
    "templates/integrations/*_panel.html",
    "enplan/accounts/logins/*.py",
    "enplan/web/**/*.py",
    "citizens/models/custody.py",
    "citizens/models/grounds.py",
    "enplan/audit/models.py",
    "plans/models/goals.py",
    "plans/files/*.py",
    "plans/lookups/histories.py",
    "plans/services/*.py",
    "plans/undoing.py",
    "plans/pages/*.py",
    "plans/pages/blocks/*.py",
    "plans/pages/citizen/**/*.py",
    "plans/models/coherence.py",
    "plans/pages/coherence/*.py",
    "plans/pages/comments/*.py",
    "plans/pages/conversation/*.py",
    "plans/pages/drafts/*unsaved*.py",
    "plans/pages/disputes/*.py",
    "plans/pages/family/*citizen.py",
    "plans/pages/files/*.py",
    "plans/pages/invitations/*.py",
    "plans/pages/meetings/*.py",
    "plans/pages/messages/*.py",
    "plans/pages/network/*.py",
    "plans/pages/own_data/*.py",
    "plans/pages/referrals/page.py",
    "plans/pages/referrals/views_citizen.py",
    "plans/pages/representatives/*.py",
    "plans/pages/who_sees/*.py",
    "integrations/panels/*.py",
)
DANISH_ALONE = (
    "templates/base_staff.html",
    "templates/plans/conversation/parts/with_caseworker.html",
    "templates/integrations/workspace_panel.html",
)
GETTEXT = frozenset(("_", "gettext", "gettext_lazy", "gettext_noop"))
WITH_CONTEXT = "pgettext"  # the same Danish words for one and for many

Text = tuple[str, str, str]  # the context ("" for none), the Danish words, and for many ("" for alike)


def texts() -> dict[Text, list[str]]:
    """Every text that must be translated, with the files it stands in."""
    found: dict[Text, list[str]] = {}
    for path in _files():
        source = path.read_text()
        read = texts_of_template if path.suffix == ".html" else texts_of_module
        for text in read(source):
            places = found.setdefault(text, [])
            if (place := path.relative_to(settings.BASE_DIR).as_posix()) not in places:
                places.append(place)
    return found


def texts_of_template(source: str) -> Iterator[Text]:
    """What `translate` and `blocktranslate` say, as Django looks it up."""
    template = engines["django"].from_string(source).template  # type: ignore[attr-defined]  # the stubs lack it
    for node in template.nodelist.get_nodes_by_type(TranslateNode):
        yield "", str(node.filter_expression.var.literal), ""
    for node in template.nodelist.get_nodes_by_type(BlockTranslateNode):
        yield "", _said(node, node.singular), _said(node, node.plural) if node.plural else ""


def _said(node: BlockTranslateNode, tokens: Any) -> str:
    text = str(node.render_token_list(tokens)[0])
    return trim_whitespace(text) if node.trimmed else normalize_newlines(text)


def texts_of_module(source: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        said = [str(each.value) for each in node.args if isinstance(each, ast.Constant)]
        if node.func.id in GETTEXT and said:
            yield "", said[0], ""
        elif node.func.id == WITH_CONTEXT:
            yield said[0], said[1], ""


def update(language: str) -> list[str]:
    """Put new texts into the catalogue and take those out that nobody says any more; answers what lacks its words."""
    path = path_of(language)
    catalogue = polib.pofile(str(path), wrapwidth=110)
    now = texts()
    for entry in [entry for entry in catalogue if _text_of(entry) not in now]:
        catalogue.remove(entry)
    known = {_text_of(entry): entry for entry in catalogue}
    for text, places in now.items():
        context, words, many = text
        if text not in known:
            known[text] = polib.POEntry(msgid=words, msgid_plural=many, msgctxt=context or None)
            if many:
                known[text].msgstr_plural = {0: "", 1: ""}
            if "%(" in words or "%s" in words:
                known[text].flags.append("python-format")
            catalogue.append(known[text])
        known[text].occurrences = [(place, "") for place in places]
    order = {text: number for number, text in enumerate(now)}
    catalogue.sort(key=lambda entry: (entry.occurrences[0][0], order[_text_of(entry)]))
    catalogue.save(str(path))
    return [entry.msgid for entry in catalogue if not entry.translated()]


def compile_all() -> None:
    """What Django reads, where it is missing or older than its source; put in place whole."""
    for source in _catalogues():
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            unfinished = compiled.with_name(f"{compiled.name}.{os.getpid()}")
            polib.pofile(str(source)).save_as_mofile(str(unfinished))
            unfinished.replace(compiled)


def uncompiled() -> list[Path]:
    return [path for path in _catalogues() if not path.with_suffix(".mo").exists()]


def path_of(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def _text_of(entry: polib.POEntry) -> Text:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural


def _catalogues() -> list[Path]:
    paths = [path_of(language) for language, _name in settings.LANGUAGES]
    return [path for path in paths if path.exists()]


def _files() -> list[Path]:
    root = Path(settings.BASE_DIR)
    found = {path for pattern in TRANSLATED for path in root.glob(pattern)}
    return sorted(found - {root / name for name in DANISH_ALONE})
