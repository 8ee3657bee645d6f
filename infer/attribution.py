"""How the text says that somebody did it: claimed, denied, accused or stated, in which words, and by whom.

Words of claiming and denying belong to the perpetrator before them ("the [Red Front] claimed responsibility"), or after "by"; words of
blaming to the one after them ("police blamed the [Red Front]"), or before them in the passive ("the [Red Front] is suspected"). Without
a perpetrator in their sentence they belong to the organisation named last. Claimed comes before denied, denied before accused. A
perpetrator without such words is accused if a sentence with him hedges ("said", "suspected", ...), else stated. The accuser is looked
for with the words of blaming, then with the hedges (`sigact.infer.accusers`).
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from sigact.data.incident import Accuser, Extent
from sigact.infer.accusers import blamer, is_passive, source
from sigact.infer.decoding import TaggedSpan
from sigact.infer.phrases import extent_of
from sigact.infer.told import Told

_WORDS = ("CLAIM", "DENIAL", "BLAME")
_HEDGE = re.compile(
    r"\b(?:said|says|say|according|report(?:s|ed|edly)|alleged(?:ly)?|alleges?|suspect(?:s|ed)?|believe[ds]?|blam(?:e|es|ed|ing)"
    r"|accus(?:e|es|ed|ing)|apparently"
    r"|presumabl[ey]|possibl[ey]|likely|thought|claim(?:s|ed)|may have|might have|could have|hallmarks)\b",
    re.IGNORECASE,
)
CLEARED = re.compile(
    r"\b(?:acquitted|cleared of|exonerated|absolved|found (?:him|her|them)? ?not guilty|found not guilty)\b", re.IGNORECASE
)
_JOINED = re.compile(r"\s*+(?:,|and|or|, and|of|from|'s|’s)?\s*+(?:the|a|an)?\s*+")


class Attribution(NamedTuple):
    """What `Perpetrator` holds of it."""

    value: Literal["accused", "claimed", "denied", "stated"]
    spans: tuple[Extent, ...]
    accuser: Accuser | None


class Said(NamedTuple):
    """Words of claiming, denying or blaming and their sentence."""

    told: Told
    words: TaggedSpan


def words_about(told: Sequence[Told], actors: Sequence[Sequence[TaggedSpan]], organisations: int) -> list[list[Said]]:
    """The words about each of `actors`, given as their mentions; the first `organisations` of them are organisations."""
    owner = {span: number for number, mentions in enumerate(actors) for span in mentions}
    about: list[list[Said]] = [[] for _ in actors]
    last = 0 if organisations == 1 else None
    for one in told:
        here = sorted((span for span in one.spans if span in owner), key=lambda span: span.start)
        for words in (span for span in one.spans if span.label in _WORDS):
            numbers = {owner[span] for span in _spoken_of(one, words, here)} or ({last} if last is not None else set())
            for number in sorted(numbers):
                about[number].append(Said(one, words))
        last = next((owner[span] for span in reversed(here) if owner[span] < organisations), last)
    return about


def attribution_of(mentions: Sequence[TaggedSpan], told: Sequence[Told], about: Sequence[Said]) -> Attribution:
    """How the text puts it for the perpetrator with these mentions; `about` are the words that belong to him."""
    own = [extent_of(span) for span in mentions]
    sentences = [one for one in told if any(span in one.spans for span in mentions)]
    blames = [said for said in about if said.words.label == "BLAME"]
    accuser = next((found for one, words in blames if (found := blamer(one, words.start, words.end, own))), None)
    cleared = [extent for one in sentences for extent in _found(CLEARED, one)]
    hedges = [extent for one in sentences for extent in _found(_HEDGE, one)]
    answers = [said.told for said in about if said.words.label != "BLAME"]
    accuser = accuser or next((found for one in sentences if one not in answers and (found := source(one, own))), None)
    for label, value in (("CLAIM", "claimed"), ("DENIAL", "denied"), ("BLAME", "accused")):
        words = tuple(extent_of(said.words) for said in about if said.words.label == label)
        if words and value == "claimed":
            return Attribution("claimed", words, None)
        if words:
            return Attribution("denied" if value == "denied" else "accused", (*words, *cleared), accuser)
    if cleared or hedges:
        return Attribution("accused", (*cleared, *hedges), accuser)
    return Attribution("stated", (), None)


def _spoken_of(told: Told, words: TaggedSpan, here: Sequence[TaggedSpan]) -> list[TaggedSpan]:
    """The mentions that words of claiming, denying or blaming are about: the nearest on their side, and what is joined to it."""
    before = [span for span in here if span.end <= words.start]
    after = [span for span in here if span.start >= words.end]
    follows = (words.label == "BLAME") != is_passive(told, words.start)
    chosen, other = (after, before[::-1]) if follows else (before[::-1], after)
    return _chain(told, chosen or other)


def _chain(told: Told, mentions: Sequence[TaggedSpan]) -> list[TaggedSpan]:
    chain = list(mentions[:1])
    for span in mentions[1:]:
        first, second = sorted((chain[-1], span), key=lambda one: one.start)
        if not _JOINED.fullmatch(told.text[first.end - told.sentence.start : second.start - told.sentence.start]):
            break
        chain.append(span)
    return chain


def _found(pattern: re.Pattern[str], told: Told) -> list[Extent]:
    """Where a pattern stands outside the words of claiming, denying and blaming, which are about somebody in particular."""
    taken = [span for span in told.spans if span.label in (*_WORDS, "NO_CLAIM")]
    starts = [(told.sentence.start + match.start(), told.sentence.start + match.end()) for match in pattern.finditer(told.text)]
    return [Extent(start=start, end=end) for start, end in starts if not any(start < one.end and one.start < end for one in taken)]
