"""Who did it or is said to have done it, and how the text puts it.

A perpetrator whose sentences hold words of claiming, denying or blaming is claimed, denied or accused; without them, accused if a
sentence hedges ("said", "suspected", ...), else stated.
"""

import re
from collections.abc import Sequence
from typing import Literal

from sigact.data.incident import Extent, Perpetrator
from sigact.infer.counts import parse_count
from sigact.infer.grouping import Group, Told
from sigact.infer.phrases import distinct_phrases, extent_of

_HEDGE = re.compile(
    r"\b(?:said|says|according|report(?:s|ed|edly)|alleged(?:ly)?|suspect(?:s|ed)?|believed|blam(?:e|es|ed|ing)|accus(?:e|es|ed|ing)|apparently|thought|claim(?:s|ed))\b",
    re.IGNORECASE,
)


def perpetrators_of(text: str, group: Group, kind: Literal["individual", "organization"]) -> list[Perpetrator]:
    """The perpetrators of one kind, each phrase once."""
    found = []
    for phrase, extents, confidence in distinct_phrases(text, group.spans, f"PERP_{kind.upper()}"):
        sentences = [told for told in group.told if any(told.sentence.start <= extent.start < told.sentence.end for extent in extents)]
        attribution, words = _attribution(sentences)
        found.append(
            Perpetrator(
                text=phrase,
                name=phrase,
                kind=kind,
                count=parse_count(phrase) if kind == "individual" else None,
                attribution=attribution,
                attribution_spans=words,
                spans=extents,
                confidence=confidence,
            )
        )
    return found


def _attribution(sentences: Sequence[Told]) -> tuple[Literal["accused", "claimed", "denied", "stated"], tuple[Extent, ...]]:
    values: tuple[tuple[str, Literal["claimed", "denied", "accused"]], ...] = (
        ("CLAIM", "claimed"),
        ("DENIAL", "denied"),
        ("BLAME", "accused"),
    )
    for label, value in values:
        words = tuple(extent_of(span) for told in sentences for span in told.spans if span.label == label)
        if words:
            return value, words
    return ("accused" if any(_HEDGE.search(told.text) for told in sentences) else "stated"), ()
