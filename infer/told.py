"""Sentences with their spans, and what they say for grouping: days, names, places, organisations, acts."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from sigact.data.edtf import parse_edtf
from sigact.data.labels import TRIGGERS
from sigact.infer.dates import resolve_date
from sigact.infer.decoding import TaggedSpan
from sigact.infer.people_classes import personal_name
from sigact.infer.sentences import Sentence

PEOPLE = ("KILLED", "INJURED", "ABDUCTED", "PERP_KILLED", "VICTIM")
TELLING = frozenset((*TRIGGERS, *PEOPLE, "FOILED"))
_NAMES = ("PLACE", "PERP_ORGANIZATION", "PERP_INDIVIDUAL", *PEOPLE, "TARGET")
_YEARLESS = 4
_HALF_A_YEAR = 183
_LONG_AGO = re.compile(
    r"\b(?:years?|decades?|months?) (?:ago|earlier|before)\b|\b(?:earlier (?:this|that|in the)|last|previous) (?:year|month)\b",
    re.IGNORECASE,
)

Days = tuple[date, date]


@dataclass(frozen=True)
class Told:
    """A sentence with its spans. `days` is None unless a date was resolved; one without a year stands in year 4, see `aligned`."""

    sentence: Sentence
    spans: tuple[TaggedSpan, ...]
    text: str
    days: Days | None

    def tells(self) -> bool:
        labels = {span.label for span in self.spans}
        return bool(labels & TELLING) or {"WEAPON", "TARGET"} <= labels

    def phrase(self, span: TaggedSpan) -> str:
        """The words of one of its spans."""
        return self.text[span.start - self.sentence.start : span.end - self.sentence.start]

    def phrases(self, *labels: str) -> frozenset[str]:
        """The phrases with one of `labels`, in lower case."""
        return frozenset(self.phrase(span).lower() for span in self.spans if span.label in labels)

    @cached_property
    def names(self) -> frozenset[str]:
        return self.phrases(*_NAMES)

    @cached_property
    def places(self) -> frozenset[str]:
        return self.phrases("PLACE")

    @cached_property
    def organisations(self) -> frozenset[str]:
        return self.phrases("PERP_ORGANIZATION")

    @cached_property
    def acts(self) -> frozenset[str]:
        return frozenset(span.label for span in self.spans if span.label in TRIGGERS and span.label != "ATTACK")

    @cached_property
    def victims(self) -> frozenset[str]:
        """The words of the names of people who were hurt, taken or attacked."""
        named = (personal_name(self.phrase(span)) for span in self.spans if span.label in PEOPLE)
        return frozenset(word.lower() for name in named if name for word in name.split())

    @cached_property
    def long_ago(self) -> bool:
        """True if its dates tell no day, only that it was months or years before."""
        a_day = self.days is not None and self.days[0] == self.days[1]
        return not a_day and any(_LONG_AGO.search(self.phrase(span)) for span in self.spans if span.label == "DATE")


def told_sentences(text: str, spans: Sequence[TaggedSpan], sentences: Sequence[Sentence], published: date | None = None) -> list[Told]:
    """The sentences that hold spans, in order."""
    starts = [sentence.start for sentence in sentences]

    def index_of(span: TaggedSpan) -> int:
        return bisect_right(starts, span.start) - 1

    return [_told(text, sentences[index], tuple(own), published) for index, own in groupby(spans, key=index_of)]


def _told(text: str, sentence: Sentence, spans: tuple[TaggedSpan, ...], published: date | None) -> Told:
    days = [bounds for span in spans if span.label == "DATE" and (bounds := _bounds(text[span.start : span.end], published))]
    return Told(sentence, spans, text[sentence.start : sentence.end], days[0] if days else None)


def _bounds(phrase: str, published: date | None) -> Days | None:
    value = resolve_date(phrase, published).value
    if value is None:
        return None
    parsed = parse_edtf(value)
    if parsed.start and parsed.end:
        return parsed.start, parsed.end
    day = date.fromisoformat(f"{_YEARLESS:04}{value[4:10]}")
    return day, day


def aligned(days: Days, other: Days) -> Days:
    """`days` as they are, or, where one of both has no year, nearest to `other`."""
    if _YEARLESS not in (days[0].year, other[0].year):
        return days
    ahead = (days[0].replace(year=_YEARLESS) - other[0].replace(year=_YEARLESS)).days
    start = other[0] + timedelta((ahead + _HALF_A_YEAR) % 366 - _HALF_A_YEAR)
    return start, start + (days[1] - days[0])
