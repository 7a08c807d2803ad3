"""Finding the words of the glossary in a text. Reads the words once, and only where somebody asks."""

import re
from functools import cached_property

from citizens.models import GlossaryWord
from citizens.models.glossary import spelled
from enplan.web import danish


class Glossary:
    """The words that are in use, for one page."""

    @cached_property
    def words(self) -> tuple[GlossaryWord, ...]:
        """In the order of the Danish alphabet, whatever the database's own is."""
        rows = GlossaryWord.objects.filter(is_active=True)
        return tuple(sorted(rows, key=lambda row: danish.alphabetical(row.word)))

    def found_in(self, text: str) -> list[GlossaryWord]:
        """Those that stand there as whole words, each once, alphabetically. Where several fit, the longest wins."""
        found = {self._by_spelling[one] for one in self._pattern.findall(spelled(text))}
        return [row for row in self.words if row.pk in found]

    @cached_property
    def _by_spelling(self) -> dict[str, str]:
        return {spelling: row.pk for row in self.words for spelling in row.spellings}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._by_spelling, key=len, reverse=True)
        either = "|".join(map(re.escape, longest_first)) or r"(?!)"  # no words: nothing fits
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)")
