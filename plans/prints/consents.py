"""The grounds in force on paper: as `plans.consents_in_words` tells them, with places to break long names."""

from dataclasses import replace

from plans.consents_in_words import ConsentLine
from plans.consents_in_words import consent_lines as told
from plans.prints.phrases import whole
from plans.reading import Reading


def consent_lines(reading: Reading, *, most: int | None = None) -> list[ConsentLine]:
    return [replace(line, receivers=whole(line.receivers)) for line in told(reading, most=most)]
