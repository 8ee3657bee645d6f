"""Spans as what reports are made of: phrases, extents, evidence."""

from collections.abc import Iterable, Sequence

from sigact.data.incident import Evidence, Extent
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
