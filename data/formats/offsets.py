"""Offsets that count UTF-16 code units, as JavaScript and Java tools do, and offsets that disagree with the words given beside them."""

import re
from itertools import accumulate
from typing import NamedTuple

_BEYOND_BMP = re.compile(r"[\U00010000-\U0010ffff]")


class Extent(NamedTuple):
    """Code points `start` (inclusive) to `end` (exclusive)."""

    start: int
    end: int


def has_surrogates(text: str) -> bool:
    """True where counting UTF-16 code units differs from counting code points."""
    return _BEYOND_BMP.search(text) is not None


def units_before(text: str) -> list[int]:
    """For each code point offset 0..len(text), the UTF-16 code units before it."""
    return [0, *accumulate(2 if ord(character) > 0xFFFF else 1 for character in text)]


def from_utf16(text: str, extents: list[Extent]) -> list[Extent] | None:
    """Code point extents of extents in UTF-16 code units; None if one cuts a character in two or lies outside the text."""
    points = {units: point for point, units in enumerate(units_before(text))}
    if not all(start in points and end in points for start, end in extents):
        return None
    return [Extent(points[start], points[end]) for start, end in extents]


def find_words(text: str, extent: Extent, words: str) -> Extent | None:
    """The extent, counted in code points or else in UTF-16 code units, that holds `words` up to white space; None if neither does."""
    for candidate in ([extent], from_utf16(text, [extent])):
        if candidate is not None and text[slice(*candidate[0])].split() == words.split():
            return candidate[0]
    return None
