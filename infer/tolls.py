"""People killed, injured or abducted in one incident: phrases -> groups -> one number.

The number is the one that most sentences give; among those, the highest, an exact one before an open one. Within a sentence
groups add up, except parts ("including two children"), names of people whom the sentence already counts, phrases it repeats, and
tolls that it revises ("rose to 34 from 19").
"""

import re
from collections.abc import Sequence

from sigact.data.incident import Count, Extent, Group, Toll
from sigact.infer.counts import parse_count, says_number
from sigact.infer.decoding import TaggedSpan
from sigact.infer.grouping import Told

_PART = re.compile(
    r"\b(?:including|among (?:them|the (?:dead|victims|injured|wounded))(?: (?:is|was|are|were))?|of them|of whom|identified as|named as)"
    r"\W*(?:an?|the|two of)?\W*$"
)
_REVISED = re.compile(r"\b(?:from|(?:first|earlier|initial) (?:count|toll|figure|report) of|previously(?: \w+){0,3})\W*$")


def toll_of(told: Sequence[Told], label: str, *, perpetrators: bool = False) -> Toll | None:
    """The toll of all spans with `label`, None if there are none."""
    spans = [span for one in told for span in one.spans if span.label == label]
    if not spans:
        return None
    totals = [
        _sentence_total(one, [span for span in one.spans if span.label == label])
        for one in told
        if any(s.label == label for s in one.spans)
    ]
    best = max(totals, key=lambda total: (totals.count(total), *_says_most(total)))
    texts = {
        (span.start, span.end): one.text[span.start - one.sentence.start : span.end - one.sentence.start]
        for one in told
        for span in one.spans
    }
    groups = tuple(
        Group(
            **_numbers(parse_count(texts[span.start, span.end])),
            text=texts[span.start, span.end],
            perpetrator=perpetrators,
            spans=(Extent(start=span.start, end=span.end),),
            confidence=span.confidence,
        )
        for span in spans
    )
    confidence = max(span.confidence for span in spans)
    return Toll(**_numbers(best), perpetrators=best.min if perpetrators else None, groups=groups, confidence=confidence)


def killed_toll(told: Sequence[Told]) -> Toll | None:
    """Killed in all: victims, and the attackers, unless a sentence counts them among the victims ("including three attackers")."""
    victims, attackers = toll_of(told, "KILLED"), toll_of(told, "PERP_KILLED", perpetrators=True)
    if victims is None or attackers is None:
        return victims or attackers
    total = victims if any(map(_counts_attackers, told)) else _plus(victims, attackers)
    confidence = min(one.confidence or 0.0 for one in (victims, attackers))
    return Toll(**_numbers(total), perpetrators=attackers.perpetrators, groups=victims.groups + attackers.groups, confidence=confidence)


def _sentence_total(told: Told, spans: Sequence[TaggedSpan]) -> Count:
    phrases: list[str] = []
    for span in spans:
        before, phrase = _before(told, span), told.text[span.start - told.sentence.start : span.end - told.sentence.start]
        is_part = bool(phrases) and _PART.search(before)
        if not is_part and not _REVISED.search(before) and phrase not in phrases:
            phrases.append(phrase)
    counted = any(map(says_number, phrases))
    total = Count(min=0, max=0)
    for phrase in phrases:
        if not counted or says_number(phrase) or phrase[0].islower():
            total = _plus(total, parse_count(phrase))
    return total


def _counts_attackers(told: Told) -> bool:
    first = next((span.start for span in told.spans if span.label == "KILLED"), None)
    attackers = [span for span in told.spans if span.label == "PERP_KILLED"]
    return first is not None and any(first < span.start and _PART.search(_before(told, span)) for span in attackers)


def _before(told: Told, span: TaggedSpan) -> str:
    return told.text[: span.start - told.sentence.start].lower()


def _says_most(count: Count) -> tuple[int, bool]:
    return count.min or count.max or 0, count.max is not None


def _plus(one: Count, other: Count) -> Count:
    low = None if one.min is None and other.min is None else (one.min or 0) + (other.min or 0)
    high = None if one.max is None or other.max is None else one.max + other.max
    return Count(min=low, max=high, approximate=one.approximate or other.approximate)


def _numbers(count: Count) -> dict[str, int | bool | None]:
    return {"min": count.min, "max": count.max, "approximate": count.approximate}
