"""The people whom one sentence counts, and how many they are."""

import re
from collections.abc import Sequence
from functools import reduce

from sigact.data.incident import Count
from sigact.infer.people import OTHERS, People
from sigact.infer.told import Told

_PART_AFTER = re.compile(r"^\W*(?:among (?:them|the (?:dead|victims|injured|wounded))|of them)\b")
_LIST_GOES_ON = re.compile(r"^[^;]*?(?:^|,|\band\b|\bas well as\b)\s*+(?:an?|the|his|her|their)?\s*+$")
_AND = re.compile(r"\s*+,?\s*+(?:and|as well as)\s*+(?:an?|the|his|her|their)?\s*+")
_HARM = re.compile(r"\b(?:kill|die[sd]?\b|dead|wound|injur|hurt|abduct|kidnap|took\b|taken\b|seiz)")
_REVISED = re.compile(r"\b(?:from|(?:first|earlier|initial) (?:count|toll|figure|report) of|previously(?: \w+){0,3})\W*$")
_NOBODY = Count(min=0, max=0)
_FAR = 80


def counting_in(told: Told, mentions: Sequence[People]) -> list[People]:
    """What of a sentence counts: parts, revised tolls and repetitions left out."""
    counting: list[People] = []
    end, in_parts = 0, False
    for place, mention in enumerate(mentions):
        start, stop = mention.span.start - told.sentence.start, mention.span.end - told.sentence.start
        before, between = told.text[:start].lower(), told.text[end:start].lower()
        goes_on = in_parts and bool(_LIST_GOES_ON.search(between)) and not _HARM.search(between)
        in_parts = bool(counting) and mention.described is None and (mention.part or goes_on)
        part_after = bool(counting) and bool(_PART_AFTER.match(told.text[stop:].lower()))
        repeated = _is_repeated(mention, mentions[:place], counting) or _is_told_again(mention, counting)
        if not (in_parts or part_after or repeated or _REVISED.search(before)):
            counting.append(mention)
        end = stop
    return counting


def _is_repeated(mention: People, before: Sequence[People], counting: Sequence[People]) -> bool:
    known = mention.name and any(mention.name <= other.name for other in before)
    again = mention.definite and any(_points_to(mention, other) for other in before)
    return bool(known) or again or mention.described is not None or any(mention.phrase == other.phrase for other in counting)


def _points_to(mention: People, other: People) -> bool:
    """True for "the militant" after "a militant of the Red Front"."""
    as_many = (mention.count.min == 1) == (other.count.min == 1) and not mention.numbered
    return as_many and not mention.name and bool(mention.description) and mention.description <= other.description


def _is_told_again(mention: People, counting: Sequence[People]) -> bool:
    """The same number of the same people, far from where the sentence told it first, as in texts without full stops."""
    words, number = mention.description, mention.count
    return any(
        other.numbered
        and mention.numbered
        and other.count == number
        and (number.min or 0) > 1
        and bool(words and other.description)
        and (words <= other.description or other.description <= words)
        and mention.span.start - other.span.end > _FAR
        and not OTHERS.search(mention.phrase)
        for other in counting
    )


def sentence_total(told: Told, mentions: Sequence[People]) -> Count:
    """How many they are together; a first number that the others add up to counts alone."""
    everyone = _sum([mention.count for mention in mentions])
    whole = mentions[0].count if mentions else _NOBODY
    if len(mentions) > 2 and whole.min is not None and everyone.min == 2 * whole.min:
        return whole
    return _sum([mention.count for mention in _without_names_of_counted(told, mentions)])


def _without_names_of_counted(told: Told, mentions: Sequence[People]) -> list[People]:
    """Names after a number say who they were ("two nurses, Ana Ruiz and Li Wen"), unless "and" joins them to it."""
    kept: list[People] = []
    number: People | None = None
    naming = False
    for mention in mentions:
        if number is not None and mention.name:
            between = told.text[number.span.end - told.sentence.start : mention.span.start - told.sentence.start]
            bare = not mention.description or ":" in between
            naming = naming or (bare and not _AND.fullmatch(between))
        else:
            naming = False
        if not naming:
            kept.append(mention)
        number = mention if mention.numbered else number
    return kept


def _sum(counts: Sequence[Count]) -> Count:
    return reduce(plus, counts, _NOBODY)


def plus(one: Count, other: Count) -> Count:
    """The sum of two counts; an open bound stays open."""
    low = None if one.min is None and other.min is None else (one.min or 0) + (other.min or 0)
    high = None if one.max is None or other.max is None else one.max + other.max
    return Count(min=low, max=high, approximate=one.approximate or other.approximate)
