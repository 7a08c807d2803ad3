"""Reading KL's file of joint professional terms (a FHIR CodeSystem in JSON): its themes and sub-themes alone."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plans.models import FfbTerm

SYSTEM = "urn:oid:1.2.208.176.2.22"
BRANCH = "ffb tilstande"  # the branch of the code system beneath which the themes stand
KINDS = {1: FfbTerm.Kind.HEADING, 2: FfbTerm.Kind.THEME}


class NotTerms(ValueError):
    """The file is no list of terms; the text says in Danish what is wrong with it."""


@dataclass(frozen=True)
class Term:
    """One concept of the file, in the file's order: parents before children."""

    code: str
    display: str
    words: str
    kind: FfbTerm.Kind
    parent: str | None
    level: int


@dataclass(frozen=True)
class TermsFile:
    version: str
    terms: tuple[Term, ...]


def read_terms(content: bytes) -> TermsFile:
    """The themes of the file. Raises NotTerms."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise NotTerms("Filen kan ikke læses som JSON.") from None
    if not isinstance(data, dict) or data.get("resourceType") != "CodeSystem":
        raise NotTerms("Filen er ikke et kodesystem (en FHIR CodeSystem).")
    if data.get("url") != SYSTEM:
        raise NotTerms(f"Filen er et andet kodesystem end Fælles Faglige Begreber ({SYSTEM}).")
    branch = next((one for one in _concepts(data) if _display(one).casefold() == BRANCH), None)
    if branch is None:
        raise NotTerms("Filen har ingen FFB-tilstande, og dermed ingen temaer.")
    terms = tuple(_terms(branch, None, 1))
    if not any(term.kind == FfbTerm.Kind.THEME for term in terms):
        raise NotTerms("Filen har ingen temaer.")
    codes = [term.code for term in terms]
    if len(set(codes)) != len(codes):
        raise NotTerms("Den samme kode står flere gange i filen.")
    return TermsFile(str(data.get("version", "")), terms)


def _terms(above: Any, parent: Term | None, level: int) -> Iterator[Term]:
    for concept in _concepts(above):
        term = _term(concept, parent, level)
        yield term
        yield from _terms(concept, term, level + 1)


def _term(concept: Any, parent: Term | None, level: int) -> Term:
    code, display = concept.get("code"), _display(concept)
    if not isinstance(code, str) or not code.strip() or len(code) > 100:
        raise NotTerms(f"“{display[:80]}” har ingen brugbar kode.")
    if not display or len(display) > 300:
        raise NotTerms(f"Koden {code} har ingen brugbar tekst.")
    theme = parent if parent is not None and parent.kind != FfbTerm.Kind.HEADING else None
    return Term(
        code=code,
        display=display,
        words=f"{theme.words}: {display}"[:620] if theme else display,
        kind=KINDS.get(level, FfbTerm.Kind.SUBTHEME),
        parent=parent.code if parent else None,
        level=level,
    )


def _concepts(above: Any) -> list[Any]:
    found = above.get("concept", [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise NotTerms("Filen er ikke bygget op som et kodesystem.")
    return found


def _display(concept: Any) -> str:
    display = concept.get("display", "")
    return display.strip() if isinstance(display, str) else ""
