"""Mentions of people -> the people meant: what several sentences call differently and the words allow to be the same counts once.

Two mentions in different sentences mean the same people
1. if the name of one holds the other's ("Ana Ruiz", "Ruiz"), or one repeats the other ("two guards", "two guards");
2. if one is a description that the other contains, with as many people ("the mayor" and "the mayor Ana Ruiz"; "four policemen" and
   "four traffic policemen"; "policemen" and "four policemen");
3. if one is a bare number or says only "people", with as many people ("nine" and "nine worshippers").
Within a sentence only rule 1 holds, and a name right after a description is its name ("a villager, Sodi Rahul"; "the body of Suleman").
Never the same: different names, "another", "two more", and for rule 3 parts of a larger number ("including two children"). Words for
fighters ("rebels", "cadres") mean the same, and so do words for soldiers.

A quantifier without a noun or number ("At least") names nobody and is left out.

Example: "Gunmen killed the mayor. | Mayor Ana Ruiz and two guards died. | Ruiz, 51, and the two guards ..." gives two: the mayor (three
mentions, name Ana Ruiz) and two guards (two mentions).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sigact.data.incident import Count, Extent
from sigact.infer.counts import parse_count, says_number
from sigact.infer.decoding import TaggedSpan
from sigact.infer.grouping import Told
from sigact.infer.people_classes import TITLES, personal_name
from sigact.infer.phrases import extent_of

PART = re.compile(
    r"\b(?:including|among (?:them|the (?:dead|victims|injured|wounded))(?: (?:is|was|are|were))?|of them|of whom|identified as|named as)"
    r"\W*(?:an?|the|two of)?\W*$"
)
OTHERS = re.compile(r"\b(?:more|another|others?|further|remaining|second|third|fourth|fifth|sixth|seventh)\b", re.IGNORECASE)
_NAMED_AS = re.compile(r"\s*+[,(:]?\s*+(?P<as>(?:later )?(?:identified|named|known) as|named|called)?\s*+,?\s*+")
_BODY = re.compile(r"\b(?:body|corpse|remains)$", re.IGNORECASE)
_OF = re.compile(r"\s*+(?P<as>of)\s*+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SKIPPED_WORDS = """
    a an the this that these those his her their its of in at and or with from by at least most more than about around some nearly almost
    over up to people person persons victim victims body bodies one two three four five six seven eight nine ten eleven twelve dozen
    dozens several many hundred hundreds thousand thousands scores number couple
    dead killed slain deceased injured wounded suspected alleged
"""
_SKIPPED = frozenset(_SKIPPED_WORDS.split())
_FIGHTERS = ("terrorist", "rebel", "insurgent", "extremist", "cadre", "fighter", "guerrilla", "ultra", "maoist", "naxal")
_SAME_SORT = {**dict.fromkeys(_FIGHTERS, "militant"), **dict.fromkeys(("trooper", "jawan", "serviceman"), "soldier")}
_QUANTIFIER = re.compile(
    r"(?:(?:at (?:least|most)|more than|fewer than|less than|up to|as many as|no (?:fewer|less) than|about|around|some|nearly|almost"
    r"|over|only|between"
    r"|an? (?:estimated|number)|of|the|an?|and|or|to|in|at)\s*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class People:
    """One mention of people; `sentence` is the start of its sentence.

    `part` tells that a larger number holds it, `described` is the mention right before it that it gives a name to ("a villager, Sodi
    Rahul").
    """

    phrase: str
    span: TaggedSpan
    sentence: int
    part: bool = False
    described: TaggedSpan | None = None

    @cached_property
    def count(self) -> Count:
        return Count(min=1, max=1) if self.name else parse_count(self.phrase)

    @cached_property
    def name(self) -> frozenset[str]:
        return frozenset((personal_name(self.phrase) or "").lower().split())

    @cached_property
    def description(self) -> frozenset[str]:
        """The words that say who, in the singular and without numbers, names and "people"."""
        words = (word.lower() for word in _WORD.findall(self.phrase))
        singular = (_singular(word) for word in words if word not in self.name and word not in _SKIPPED | TITLES)
        return frozenset(_SAME_SORT.get(word, word) for word in singular)

    @property
    def numbered(self) -> bool:
        return says_number(self.phrase)


def people_in(told: Iterable[Told], labels: Iterable[str]) -> list[People]:
    """The mentions with one of `labels`, in the order of the text."""
    wanted = frozenset(labels)
    found: list[People] = []
    for one in told:
        for span in one.spans:
            start = span.start - one.sentence.start
            phrase = one.text[start : span.end - one.sentence.start]
            if span.label not in wanted or _QUANTIFIER.fullmatch(phrase.strip()):
                continue
            mention = People(phrase, span, one.sentence.start, bool(PART.search(one.text[:start].lower())))
            last = found[-1] if found and found[-1].sentence == mention.sentence and found[-1].span.label == span.label else None
            between = one.text[last.span.end - one.sentence.start : start] if last else ""
            found.append(replace(mention, described=last.span) if last and _names(mention, last, between) else mention)
    return found


def _names(mention: People, last: People, between: str) -> bool:
    """True if a mention is the name of the one person described right before it."""
    one = last.count.min == last.count.max == 1 and not last.name and bool(last.description)
    how = (_OF if _BODY.search(last.phrase) else _NAMED_AS).fullmatch(between)
    return one and bool(mention.name) and how is not None and (how["as"] is not None or not mention.description)


def same_people(mentions: Sequence[People]) -> list[list[People]]:
    """Mentions grouped by the people they mean; groups and their mentions in the order of the text."""
    groups: list[list[People]] = []
    for mention in mentions:
        home = next((group for group in reversed(groups) if _belongs(mention, group)), None)
        if home is None:
            groups.append([mention])
        else:
            home.append(mention)
    return groups


def count_of(group: Sequence[People]) -> Count:
    """How many they are: by the first mention with a number, else by the first."""
    return next((mention.count for mention in group if mention.numbered), group[0].count)


def extents_of(group: Sequence[People]) -> tuple[Extent, ...]:
    """Where they are mentioned."""
    return tuple(extent_of(mention.span) for mention in group)


def _belongs(mention: People, group: Sequence[People]) -> bool:
    named = next((one.name for one in group if one.name), frozenset())
    if mention.name and named and not (mention.name <= named or named <= mention.name):
        return False
    return any(_same(mention, one) for one in group)


def _same(one: People, other: People) -> bool:
    if one.phrase.lower() == other.phrase.lower() or one.described == other.span:
        return True
    if one.name and other.name:
        return one.name <= other.name or other.name <= one.name
    if one.sentence == other.sentence or OTHERS.search(one.phrase) or OTHERS.search(other.phrase):
        return False
    if not _as_many(one, other):
        return False
    if one.description and other.description:
        return one.description <= other.description or other.description <= one.description
    bare, full = (one, other) if not one.description else (other, one)
    return bare.numbered and not bare.name and not full.name and full.numbered and not (one.part or other.part)


def _as_many(one: People, other: People) -> bool:
    if one.numbered and other.numbered:
        return one.count.min == other.count.min
    low, high = sorted((one.count.min or 0, other.count.min or 0))
    return low == high or (low == 2 and not (one.numbered and one.count.min == 2) and not (other.numbered and other.count.min == 2))


def _singular(word: str) -> str:
    irregular = {"children": "child", "men": "man", "women": "woman", "wives": "wife", "people": "person"}
    if word in irregular:
        return irregular[word]
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
