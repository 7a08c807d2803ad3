"""The @names in a line: whom each may mean, and how many words it takes up. “@jan falk” is one name of two words."""

from collections.abc import Sequence
from dataclasses import dataclass

from plans.pages.workspace.people import Person

CITIZEN = ("borger", "borgeren")
ME = ("mig", "jeg")
PUNCTUATION = ".,:;!?)"


@dataclass(frozen=True)
class Mention:
    """Words `start` to `end` of the line; nobody or several where it is not clear who."""

    start: int
    end: int
    people: tuple[Person, ...]
    tail: str = ""  # punctuation after the name


def mentions_in(words: Sequence[str], people: Sequence[Person]) -> list[Mention]:
    """Every @name. None where the line says nothing else: then it is a title."""
    found: list[Mention] = []
    at = 0
    while at < len(words):
        name = words[at][1:].rstrip(PUNCTUATION) if words[at].startswith("@") else ""
        if not name:
            at += 1
            continue
        mention = _mention(words, at, name.casefold().replace("_", " "), people)
        found.append(mention)
        at = mention.end
    return found if sum(one.end - one.start for one in found) < len(words) else []


def _mention(words: Sequence[str], at: int, name: str, people: Sequence[Person]) -> Mention:
    if name in CITIZEN:
        meant = [person for person in people if person.is_citizen]
        return _ending(words, at, at + 1, meant)
    if name in ME:
        return _ending(words, at, at + 1, [person for person in people if person.is_me])
    meant = [person for person in people if _answers_to(person.name, name)]
    end = at + 1
    last = len(words[at]) - len(words[at].rstrip(PUNCTUATION))
    while meant and not last and end < len(words):
        so_far = f"{name} {words[end].rstrip(PUNCTUATION).casefold()}"
        narrower = [person for person in meant if f" {so_far} " in f" {person.name.casefold()} "]
        if not narrower:
            break
        name, meant = so_far, narrower
        last = len(words[end]) - len(words[end].rstrip(PUNCTUATION))
        end += 1
    exact = [person for person in meant if person.name.casefold() == name]
    return _ending(words, at, end, exact or meant)


def _ending(words: Sequence[str], start: int, end: int, people: Sequence[Person]) -> Mention:
    last = words[end - 1]
    return Mention(start, end, tuple(people), last[len(last.rstrip(PUNCTUATION)) :])


def _answers_to(name: str, start: str) -> bool:
    """Is it the beginning of the name, or of one of the words in it?"""
    folded = name.casefold()
    return folded.startswith(start) or any(word.startswith(start) for word in folded.split())
