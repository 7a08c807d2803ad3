"""How heavy a page is to read: its sentences as a reader meets them, what people wrote left out, and their LIX.

LIX (Björnsson 1968): words in a sentence + words longer than six letters in a hundred. Under 35 is easy, 45 is a
newspaper's commentary, and over 55 is what the authorities write to each other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.apps import apps

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
LONG = 6  # letters; a word with more is long
# A colon ends a sentence in LIX. “10. marts” goes on, for a small letter follows, and so does “kl. 13”.
ENDS = re.compile(r"(?<=[.!?])(?<!\bkl\.)[”)]?\s+(?![a-zæøå])|(?<=:)\s+| · ")
SOMEBODY = "◊"  # stands where a name or what somebody wrote stood, and is no word

INLINE = frozenset(("a", "abbr", "b", "bdi", "em", "i", "small", "span", "strong", "time"))
VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
UNREAD = frozenset(("script", "style", "svg", "template", "textarea", "noscript"))
# Inline elements that the style sheets set apart, so that a reader does not read on into them.
APART = frozenset(("button", "button-quiet", "button-secondary", "button-primary", "chip", "meta"))
# Heard alone; what is always somebody's own; and a professional word that is explained beside.
UNSEEN = frozenset(("sr-only", "own-words", "glossary-word"))


@dataclass(frozen=True)
class Sentence:
    """One sentence, heading or list point: how many words, and how many of them are long."""

    text: str
    words: int
    long: int

    @property
    def lix(self) -> float:
        return lix([self])


def sentence_of(text: str) -> Sentence:
    words = WORD.findall(text)
    return Sentence(text, len(words), sum(len(word) > LONG for word in words))


def lix(sentences: Iterable[Sentence]) -> float:
    """0 for nothing at all."""
    sentences = list(sentences)
    words = sum(one.words for one in sentences)
    long = sum(one.long for one in sentences)
    return words / len(sentences) + 100 * long / words if words else 0.0


def heaviest(sentences: Iterable[Sentence], count: int = 6) -> list[str]:
    """Those that weigh most, with what each weighs: first what to rewrite."""
    longest = sorted({one for one in sentences if one.words > 7}, key=lambda one: one.lix, reverse=True)
    return [f"{one.lix:.0f}  {one.text}" for one in longest[:count]]


def sentences_of(html: str, theirs: "re.Pattern[str] | None" = None) -> list[Sentence]:
    """The sentences of <main>, without what people wrote (`theirs`); one with no word of ours is none."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [sentence for text in reader.blocks() for sentence in _split(text, theirs)]


def _split(text: str, theirs: "re.Pattern[str] | None") -> Iterator[Sentence]:
    ours = theirs.sub(SOMEBODY, text) if theirs else text
    for part in ENDS.split(ours):
        if WORD.search(part):
            yield sentence_of(" ".join(part.split()))


@dataclass
class _Reader(HTMLParser):
    """Collects the text of <main>; a line break wherever a block begins or ends."""

    read: list[str] = field(default_factory=list)
    unread: int = 0  # how deep in something that is not read
    stack: list[tuple[str, bool, bool]] = field(default_factory=list)  # tag, set apart, not read
    in_main: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def blocks(self) -> list[str]:
        """White space is one space, as in a browser, but for the breaks put in here."""
        return [" ".join(block.split()) for block in "".join(self.read).split("\x00") if block.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self.in_main = True
        if not self.in_main:
            return
        if tag in VOID:
            self.read.append("\x00" if tag in ("br", "hr") else "")
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        is_apart = tag not in INLINE or bool(classes & APART)
        is_unread = tag in UNREAD or "hidden" in given or bool(classes & UNSEEN)
        self.stack.append((tag, is_apart, is_unread))
        self.unread += is_unread
        if is_apart:
            self.read.append("\x00")

    def handle_endtag(self, tag: str) -> None:
        if not self.in_main or tag in VOID:
            return
        while self.stack:
            opened, is_apart, is_unread = self.stack.pop()
            self.unread -= is_unread
            if is_apart:
                self.read.append("\x00")
            if opened == tag:
                break
        self.in_main = tag != "main"

    def handle_data(self, data: str) -> None:
        if self.in_main and not self.unread:
            self.read.append(data)


# What people wrote, and what they and departments are called. Whatever is not named here counts as our own words.
THEIRS = {
    "accounts.User": "name email phone",
    "accounts.Department": "name",
    "audit.LookQuestion": "text answer",
    "citizens.Citizen": "name address phone language",
    "citizens.Ground": "reason circumstances information information_from matter consequence withheld_reason",
    "citizens.GroundReview": "note",
    "citizens.Representative": "name relation document",
    "citizens.NetworkPerson": "name relation phone",
    "citizens.Invitation": "email",
    "plans.Plan": "pause_reason",
    "plans.CitizenWords": "text",
    "plans.CoherenceAnswer": "note",
    "plans.Comment": "text",
    "plans.Attachment": "title removed_reason",
    "plans.Goal": "title why measured_by reason",
    "plans.SubGoal": "title",
    "plans.Measure": "title provider_name extent reason",
    "plans.SupportChange": "before after reason",
    "plans.DisagreementView": "text",
    "plans.Settlement": "text",
    "plans.DataRequest": "about wanted answer own_view",
    "plans.FamilySide": "other_named own_named",
    "plans.FamilyAnswer": "circumstances",
    "plans.FollowUp": "happened next_step",
    "plans.PlanFollowUp": "happened next_step",
    "plans.GoalProgress": "note",
    "plans.JournalNote": "title text",
    "plans.JournalAddition": "text",
    "plans.Rating": "note",
    "plans.Task": "title",
    "plans.LeaderQuestion": "text answer",
    "plans.Referral": "reason",
    "plans.ReferralPart": "tried why",
    "plans.TalkLine": "text",
}


def what_people_wrote() -> "re.Pattern[str]":
    """Every such text in the database, line by line as pages break them, and people by their first names too."""
    found: set[str] = set()
    for model, fields in THEIRS.items():
        rows = apps.get_model(model)._default_manager.values_list(*fields.split())
        for text in (text for row in rows for text in row if text):
            found.update(" ".join(line.split()) for line in str(text).splitlines())
            if "name" in fields.split() and model != "accounts.Department":
                found.add(str(text).split()[0])
    spoken = {form for text in found if len(text) > 2 for form in (text, text[0].upper() + text[1:])}
    longest_first = sorted(spoken, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?:s|’s|’)?(?!\w)")


# What citizens meet as a line of its own: the name of a law or of another plan, and a word with what it means beside.
NAMES = {
    "citizens.GroundKind": "name law",
    "citizens.GlossaryWord": "word",
    "plans.OtherPlanKind": "name law",
}


def what_has_a_name() -> frozenset[str]:
    """Such names as the municipality has them, in small letters."""
    rows = [
        row
        for model, fields in NAMES.items()
        for row in apps.get_model(model)._default_manager.values_list(*fields.split())
    ]
    return frozenset(" ".join(text.split()).lower() for row in rows for text in row if text)
