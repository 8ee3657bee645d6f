"""People killed, injured or abducted in one incident: phrases -> groups -> one number.

1. Within a sentence groups add up, except parts ("including two children and a nurse"; "17 people: 11 sailors and six guards": what
   follows a number and adds up to it), names of people whom the sentence already counts, phrases it repeats, and tolls that it
   revises ("rose to 34 from 19").
2. The incident's number is the one that most sentences with a number give, sentences that add to another ("two more died") left
   aside; among numbers given equally often the highest, an exact one before an open one. Without numbers it is what the sentence
   says that names most people. People named in one sentence are a lower limit.
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
_AND = re.compile(r"\s*(?:,|and|, and|as well as)\s*(?:an?|the|his|her|their)?\s*")
_ADDED = re.compile(r"\b(?:more|another|others?|further|remaining|second|third|fourth|fifth|sixth|seventh)\b", re.IGNORECASE)
_REVISED = re.compile(r"\b(?:from|(?:first|earlier|initial) (?:count|toll|figure|report) of|previously(?: \w+){0,3})\W*$")


def toll_of(told: Sequence[Told], label: str, *, perpetrators: bool = False) -> Toll | None:
    """The toll of all spans with `label`, None if there are none."""
    spans = [span for one in told for span in one.spans if span.label == label]
    if not spans:
        return None
    best = _incident_total([(one, [span for span in one.spans if span.label == label]) for one in told])
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


def _incident_total(told: Sequence[tuple[Told, list[TaggedSpan]]]) -> Count:
    sentences = [(_phrases(one, spans), one) for one, spans in told if spans]
    totals = [(_sentence_total(phrases), phrases) for phrases, _ in sentences]
    counted = [total for total, phrases in totals if any(says_number(p) for p in phrases) and not all(_ADDED.search(p) for p in phrases)]
    named = max((total for total, _ in totals), key=_says_most) if not counted else None
    if named is not None:
        return named
    best = max(counted, key=lambda total: (counted.count(total), *_says_most(total)))
    listed = max((total for total, phrases in totals if not any(map(says_number, phrases))), key=_says_most, default=best)
    return listed if best.max is not None and (listed.min or 0) > best.max else best


def _phrases(told: Told, spans: Sequence[TaggedSpan]) -> list[str]:
    """What of a sentence counts: parts, revised tolls and repetitions left out."""
    phrases: list[str] = []
    end, in_parts = 0, False
    for span in spans:
        start = span.start - told.sentence.start
        phrase, between = told.text[start : span.end - told.sentence.start], told.text[end:start]
        in_parts = bool(phrases) and (bool(_PART.search(told.text[:start].lower())) or (in_parts and bool(_AND.fullmatch(between))))
        if not in_parts and not _REVISED.search(_before(told, span)) and phrase not in phrases:
            phrases.append(phrase)
        end = span.end - told.sentence.start
    return phrases


def _sentence_total(phrases: Sequence[str]) -> Count:
    numbered = any(map(says_number, phrases))
    counts = [parse_count(p) for p in phrases if not numbered or says_number(p) or p[0].islower()]
    total = Count(min=0, max=0)
    for count in counts:
        total = _plus(total, count)
    whole = counts[0] if counts else total
    is_whole = len(counts) > 2 and whole.max is not None and whole.max == whole.min and total.max == 2 * whole.max
    return whole if is_whole else total


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
