"""Spans -> mentions of people, each with what the words around it tell: part of a larger number, one person, or the name of another.

A mention names or describes the one person told right before it
1. after words of naming ("a villager, identified as Sodi Rahul"), as a bare name ("a villager, Sodi Rahul"), after "body of";
2. as a name that a singular verb follows, however long the description ("a trader from Ama and a member of the Guild, Ana Ruiz (46),
   was shot": one person, whom "and a" joins to herself);
3. as a noun without an article between commas ("a civilian, driver of the mayor").

A quantifier without a noun or number ("At least") names nobody, and a body of people without a number ("battalion") is nobody hurt.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from sigact.infer.counts import head_of, says_number
from sigact.infer.people import People
from sigact.infer.told import Told

PART = re.compile(
    r"\b(?:including|among (?:them|the (?:dead|victims|injured|wounded))(?: (?:is|was|are|were))?|of them|of whom|identified as|named as)"
    r"\W*(?:an?|the|two of)?\W*$"
)
_NAMED_AS = re.compile(r"\s*+[,(:]?\s*+(?P<as>(?:later )?(?:identified|named|known) as|named|called)?\s*+,?\s*+")
_OF = re.compile(r"\s*+(?P<as>of)\s*+")
_BODY = re.compile(r"\b(?:body|corpse|remains)$", re.IGNORECASE)
_ONE = re.compile(r"(?:^|\s)an?\s+$", re.IGNORECASE)
_THE = re.compile(r"(?:^|\s)(?:the|these|those|this|that)\s+$", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;:]|\b(?:and|or|but|was|were|is|are|while|when|who|whose|after)\b|(?:ed|ing)\b")
_SINGULAR_VERB = re.compile(r"\s*+(?:\(\d+\)|,\s*+(?:aged\s++)?\d++)?\s*+,?\s*+(?:was|is|has)\b")
_AND_ALSO = re.compile(r"\s*+,?\s*+(?:and|as well as)\s++(?:also\s++)?(?:an?|the)\s++", re.IGNORECASE)
_QUANTIFIER = re.compile(
    r"(?:(?:at (?:least|most)|more than|fewer than|less than|up to|as many as|no (?:fewer|less) than|about|around|some|nearly|almost"
    r"|over|only|between"
    r"|an? (?:estimated|number)|of|the|an?|and|or|to|in|at)\s*)+",
    re.IGNORECASE,
)
_BODY_OF_PEOPLE = re.compile(r"\b(?:party|battalion|regiment|brigade|movement|wing|league|organi[sz]ation|faction)$", re.IGNORECASE)


def people_in(told: Iterable[Told], labels: Iterable[str]) -> list[People]:
    """The mentions with one of `labels`, in the order of the text."""
    wanted = frozenset(labels)
    return [mention for one in told for mention in _in_sentence(one, wanted)]


def _in_sentence(told: Told, labels: frozenset[str]) -> list[People]:
    found: list[People] = []
    for span in told.spans:
        start, end = span.start - told.sentence.start, span.end - told.sentence.start
        phrase, before = told.text[start:end], told.text[:start]
        if span.label not in labels or not _is_of_people(phrase):
            continue
        mention = People(
            phrase,
            span,
            told.sentence.start,
            part=bool(PART.search(before.lower())),
            indefinite=bool(_ONE.search(before)),
            definite=bool(_THE.search(before)),
        )
        if found:
            between = told.text[found[-1].span.end - told.sentence.start : start]
            found = _with(mention, found, between, told.text[end:])
        else:
            found = [mention]
    return found


def _is_of_people(phrase: str) -> bool:
    return not _QUANTIFIER.fullmatch(phrase.strip()) and (says_number(phrase) or not _BODY_OF_PEOPLE.search(head_of(phrase)))


def _with(mention: People, found: list[People], between: str, after: str) -> list[People]:
    """`found` and a mention, which may describe the last of them."""
    last = found[-1]
    one = last.count.min == last.count.max == 1 and not last.name and bool(last.description)
    if not one or not _describes(mention, last, between, after):
        return [*found, replace(mention, joined=bool(_AND_ALSO.fullmatch(between)))]
    if last.joined and _SINGULAR_VERB.match(after) and not mention.description:
        found = [*found[:-1], replace(last, described=found[-2].span)]
    return [*found, replace(mention, described=last.span)]


def _describes(mention: People, last: People, between: str, after: str) -> bool:
    how = (_OF if _BODY.search(last.phrase) else _NAMED_AS).fullmatch(between)
    if how is not None and how["as"] is not None:
        return bool(mention.name)
    if mention.span.label != last.span.label:
        return False
    if mention.name and not mention.description:
        return how is not None or (
            between.rstrip().endswith(",") and not _CLAUSE.search(between) and _SINGULAR_VERB.match(after) is not None
        )
    return between.strip() == "," and mention.phrase[:1].islower() and last.indefinite and not mention.numbered
