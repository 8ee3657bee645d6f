"""Spans as what reports are made of: phrases, extents, evidence."""

import re
from collections.abc import Iterable, Sequence

from sigact.data.incident import Evidence, Extent, Incident, Toll
from sigact.infer.decoding import TaggedSpan


def distinct_phrases(text: str, spans: Iterable[TaggedSpan], label: str) -> list[tuple[str, tuple[Extent, ...], float]]:
    """(first wording, all mentions, best confidence) of each phrase with `label`, wording compared without case."""
    found: dict[str, list[TaggedSpan]] = {}
    for span in spans:
        if span.label == label:
            found.setdefault(phrase_of(text, span).lower(), []).append(span)
    return [(phrase_of(text, same[0]), tuple(map(extent_of, same)), max(span.confidence for span in same)) for same in found.values()]


def evidence_of(spans: Sequence[TaggedSpan]) -> Evidence:
    """What a value rests on: all the spans, with the confidence of the best."""
    return Evidence(spans=tuple(map(extent_of, spans)), confidence=max(span.confidence for span in spans))


def extent_of(span: TaggedSpan) -> Extent:
    """Where a span stands."""
    return Extent(start=span.start, end=span.end)


def phrase_of(text: str, span: TaggedSpan) -> str:
    """The words of a span."""
    return text[span.start : span.end]


def occurrences(text: str, phrase: str) -> list[int]:
    """Where `text` has `phrase` as whole words."""
    return [match.start() for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)]


def used_extents(incident: Incident) -> set[tuple[int, int]]:
    """(start, end) of every phrase that a value of the incident rests on."""
    evidence = incident.evidence
    tolls: tuple[Toll | None, ...] = (incident.killed, incident.injured, incident.abducted)
    parts: list[Sequence[Extent]] = [one.spans for one in (incident.date, *incident.places) if one]
    if evidence:
        parts += [one.spans for one in (evidence.type, evidence.stage, evidence.claimed, evidence.suicide) if one]
    parts += [one.spans for one in incident.weapons]
    parts += [one.spans for one in (*incident.targets, *incident.victims, *incident.triggers)]
    parts += [group.spans for toll in tolls if toll for group in toll.groups]
    for one in incident.perpetrators:
        parts += [one.spans, one.attribution_spans, one.accuser.spans if one.accuser else ()]
    return {(extent.start, extent.end) for spans in parts for extent in spans}
