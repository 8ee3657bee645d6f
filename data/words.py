"""The fixed word tokenisation on which spans are decoded and scored, the same for every encoder.

A word is a run of letters and digits, or one other character that is not white space: "Baghdad's" is Baghdad, ', s.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

_WORD = re.compile(r"\w+|[^\w\s]")


class Located(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Word(NamedTuple):
    """Code points `start` (inclusive) to `end` (exclusive)."""

    start: int
    end: int


@dataclass(frozen=True)
class WordSpan:
    """A labelled run of words, `first` inclusive to `last` inclusive."""

    first: int
    last: int
    label: str


def words_of(text: str) -> list[Word]:
    """The words of a text, in order."""
    return [Word(match.start(), match.end()) for match in _WORD.finditer(text)]


def to_word_spans(words: Sequence[Located], spans: Iterable[tuple[int, int, str]]) -> tuple[list[WordSpan], list[str]]:
    """Map (start, end, label) onto words. Returns the spans whose ends are word ends, and the labels of those lost."""
    starts = {word.start: index for index, word in enumerate(words)}
    ends = {word.end: index for index, word in enumerate(words)}
    found, lost = [], []
    for start, end, label in spans:
        if start in starts and end in ends:
            found.append(WordSpan(starts[start], ends[end], label))
        else:
            lost.append(label)
    return found, lost


def bio_tags(count: int, spans: Iterable[WordSpan]) -> list[str]:
    """IOB2 tags of `count` words."""
    tags = ["O"] * count
    for span in spans:
        tags[span.first] = f"B-{span.label}"
        for index in range(span.first + 1, span.last + 1):
            tags[index] = f"I-{span.label}"
    return tags


def spans_of_tags(tags: Sequence[str]) -> list[WordSpan]:
    """Spans of a valid IOB2 sequence."""
    spans: list[WordSpan] = []
    for index, tag in enumerate(tags):
        if tag.startswith("B-"):
            spans.append(WordSpan(index, index, tag[2:]))
        elif tag.startswith("I-"):
            spans[-1] = WordSpan(spans[-1].first, index, spans[-1].label)
    return spans
