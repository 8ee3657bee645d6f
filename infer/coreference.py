"""Which wordings of one role in a text mean the same entity: "guerrillas" and "the rebels", "FMLN" and "Farabundo Marti Front".

Each pair of wordings gets a probability by logistic regression over FEATURES; weights, one intercept per role, the nouns that describe
and do not name, and the threshold stand in coreference.json, written by `python -m sigact.train.coreference` from the mention sets of
MUC-4's training keys. Clusters are made by average linkage: the two clusters whose pairs have the highest mean probability are joined for
as long as that mean reaches the threshold. Wordings that are equal but for case, punctuation and articles are one before any of this
(`wordings_of`).

It needs no capitals, as MUC-4's texts have none.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from sigact.infer.actor_types import organisation_type
from sigact.infer.counts import parse_count, says_number
from sigact.infer.organisations import ActorType, Organisation, Organisations, name_key
from sigact.infer.sentences import split_sentences

WEIGHTS = "coreference.json"
FEATURES = {
    "contained": "all words of one stand in the other",
    "same_head": 'their head nouns are equal, number aside ("two bombs", "bomb in a car")',
    "acronym": "one is made of the other's initials",
    "alias": "the list of organisations knows both as one",
    "other_listed": "it knows them as two",
    "one_listed": "it knows only one of them",
    "sides_differ": 'one is a state\'s force, the other an armed group ("army", "rebels")',
    "shared_words": "shared words among all words, 0 to 1",
    "both_describe": 'both heads are common nouns ("guerrillas", "attackers")',
    "one_describes": 'only one head is ("guerrillas", "Shining Path")',
    "counts_differ": "both say a number, and not the same",
    "beside": 'only a comma, bracket or dash lies between them somewhere ("the Farabundo Front (FMLN)")',
    "joined": 'an "and" or "or" lies between them somewhere, nothing long',
    "nested": "one stands in the other somewhere",
    "same_sentence": "a sentence has both",
    "distance": "logarithm of the smallest distance in sentences",
    "wordings": "logarithm of the number of wordings of the role in the text",
}
"""What the regression knows of a pair, the same in both directions."""

_SMALL_WORDS = frozenset(("a", "an", "the", "of", "and", "for", "in", "on", "at", "to", "by", "with"))
_AFTER_HEAD = re.compile(
    r"\b(?:of|from|in|at|on|with|for|that|who|which|near|to|by|against|between|under|belonging|linked|dressed|wearing|armed|carrying)\b"
)
_BESIDE = re.compile(r"\s*(?:[,(]|--?)\s*(?:(?:the|an?) )?")
_JOINED = re.compile(r"\b(?:and|or)\b")
_ENDINGS = (("men", "man"), ("ies", "y"), ("ches", "ch"), ("xes", "x"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""))
_LONGEST_GAP = 20
_FARTHEST = 2.5

Features = NDArray[np.float64]


@dataclass(frozen=True)
class Wording:
    """A phrase and where the text has it (code points, one or more)."""

    phrase: str
    starts: tuple[int, ...]

    @cached_property
    def key(self) -> str:
        return name_key(self.phrase)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.key.split()) - _SMALL_WORDS

    @cached_property
    def initials(self) -> str:
        return "".join(word[0] for word in self.key.split() if word not in _SMALL_WORDS)

    @cached_property
    def head(self) -> str:
        """The last word before a preposition or relative clause, in the singular."""
        before = _AFTER_HEAD.split(self.key, maxsplit=1)[0].split() or self.key.split()
        return singular(before[-1]) if before else ""

    @cached_property
    def listed(self) -> Organisation | None:
        """The organisation of that name; an acronym may be in small letters."""
        organisations = Organisations.default()
        return organisations.named(self.phrase) or (organisations.named(self.phrase.upper()) if len(self.phrase) <= 6 else None)

    @cached_property
    def side(self) -> ActorType:
        return self.listed.actor_type if self.listed else organisation_type([self.phrase], None)[0]


def wordings_of(mentions: Iterable[tuple[str, int]]) -> list[Wording]:
    """Mentions (phrase, start) -> wordings, in the order of their first mention; those without a letter or digit are left out."""
    found: dict[str, list[tuple[str, int]]] = {}
    for phrase, start in mentions:
        found.setdefault(name_key(phrase), []).append((phrase, start))
    return [Wording(same[0][0], tuple(start for _, start in same)) for key, same in found.items() if key]


@dataclass(frozen=True)
class Coreference:
    """The regression: `weights` of FEATURES, intercepts of `roles` (MUC-4's), heads that describe, the least mean of a cluster."""

    weights: Mapping[str, float]
    roles: Mapping[str, float]
    descriptions: frozenset[str]
    threshold: float

    @classmethod
    @cache
    def default(cls) -> "Coreference":
        """The regression that comes with the package."""
        stored = json.loads((files("sigact.infer") / WEIGHTS).read_text(encoding="utf-8"))
        return cls(stored["weights"], stored["roles"], frozenset(stored["descriptions"]), stored["threshold"])

    def entities(self, text: str, role: str, wordings: Sequence[Wording]) -> list[list[Wording]]:
        """The wordings of a role, grouped by what they mean; entities and their wordings in the order given."""
        return [[wordings[index] for index in cluster] for cluster in clusters(self.together(text, role, wordings), self.threshold)]

    def together(self, text: str, role: str, wordings: Sequence[Wording]) -> Features:
        """Probabilities (wordings x wordings) that two mean the same entity."""
        probabilities = np.eye(len(wordings))
        if len(wordings) > 1:
            weights = np.array([self.weights[name] for name in FEATURES])
            odds = pair_features(text, wordings, self.descriptions) @ weights + self.roles[role]
            rows, columns = np.array(list(combinations(range(len(wordings)), 2))).T
            probabilities[rows, columns] = probabilities[columns, rows] = 1 / (1 + np.exp(-odds))
        return probabilities


def clusters(together: Features, threshold: float) -> list[list[int]]:
    """Average linkage over probabilities (things x things): clusters of row numbers, each in order."""
    found = [[index] for index in range(len(together))]
    while len(found) > 1:
        means = {(one, other): together[np.ix_(found[one], found[other])].mean() for one, other in combinations(range(len(found)), 2)}
        one, other = max(means, key=lambda pair: means[pair])
        if means[one, other] < threshold:
            break
        found[one] = sorted(found[one] + found.pop(other))
    return found


def pair_features(text: str, wordings: Sequence[Wording], descriptions: frozenset[str]) -> Features:
    """FEATURES of every pair (pairs x features), pairs in the order of `itertools.combinations`."""
    sentences = [sentence.start for sentence in split_sentences(text)]
    rows = [
        {
            **_by_words(one, other, descriptions),
            **_by_places(text, sentences, one, other),
            "wordings": math.log(len(wordings)),
        }
        for one, other in combinations(wordings, 2)
    ]
    return np.array([[row[name] for name in FEATURES] for row in rows], dtype=np.float64).reshape(len(rows), len(FEATURES))


def _by_words(one: Wording, other: Wording, descriptions: frozenset[str]) -> dict[str, float]:
    counted = says_number(one.phrase) and says_number(other.phrase)
    describing = (one.head in descriptions) + (other.head in descriptions)
    return {
        "contained": bool(one.words and other.words) and (one.words <= other.words or other.words <= one.words),
        "same_head": one.head == other.head,
        "acronym": any(len(short.key) > 1 and short.key == full.initials for short, full in ((one, other), (other, one))),
        "alias": one.listed is not None and one.listed == other.listed,
        "other_listed": bool(one.listed and other.listed) and one.listed != other.listed,
        "one_listed": (one.listed is None) != (other.listed is None),
        "sides_differ": {one.side, other.side} == {"state", "non_state"},
        "shared_words": len(one.words & other.words) / max(1, len(one.words | other.words)),
        "both_describe": describing == 2,
        "one_describes": describing == 1,
        "counts_differ": counted and parse_count(one.phrase) != parse_count(other.phrase),
    }


def _by_places(text: str, sentences: Sequence[int], one: Wording, other: Wording) -> dict[str, float]:
    numbers = [np.searchsorted(sentences, wording.starts, side="right") for wording in (one, other)]
    distance = int(np.abs(numbers[0][:, None] - numbers[1][None]).min())
    extents = [[(start, start + len(wording.phrase)) for start in wording.starts] for wording in (one, other)]
    gaps = [(min(ends), max(starts)) for starts, ends in (zip(*pair, strict=True) for pair in product(*extents))]
    between = [text[end:start] for end, start in gaps if end <= start <= end + _LONGEST_GAP]
    return {
        "beside": any(map(_BESIDE.fullmatch, between)),
        "joined": any(map(_JOINED.search, between)),
        "nested": any(start < end for end, start in gaps),
        "same_sentence": distance == 0,
        "distance": min(math.log1p(distance), _FARTHEST),
    }


def singular(word: str) -> str:
    """The singular of a noun, by its ending."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) > 2:
            return word[: len(word) - len(ending)] + instead
    return word
