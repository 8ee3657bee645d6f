"""The weights of `sigact.infer.coreference`, learned from MUC-4's keys: `ree/train.jsonl` -> coreference.json.

    python -m sigact.train.coreference ree/train.jsonl --dev ree/dev.jsonl --output infer/coreference.json

The keys list the mentions of each role-filler entity; every two wordings of a role in a document are a pair, together if an entity has
both. Logistic regression with a ridge penalty (`sigact.train.regression`). With `--dev` it prints how well the entities of gold mentions
are told apart there, beside rules (`by_rules`): F1 over pairs, B-cubed F1, and CEAF-REE when each entity gives one wording.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from sigact.data.jsonl import write_atomically
from sigact.data.sources.muc4_processed import ROLES, Entity, EntityDocument, read_entities
from sigact.errors import DataError
from sigact.infer.coreference import FEATURES, Coreference, Wording, pair_features, singular, wordings_of
from sigact.infer.organisations import name_key
from sigact.infer.phrases import occurrences
from sigact.train.benchmarks.muc4_metrics import entity_tallies
from sigact.train.benchmarks.tallies import Tally, total
from sigact.train.regression import logistic_regression

THRESHOLD = 0.5
_FEWEST_DOCUMENTS = 3
_DESCRIBED = ("PerpInd", "Target", "Weapon")
_NAMES = tuple(FEATURES)

Clusterer = Callable[[str, str, Sequence[Wording]], list[list[Wording]]]
"""Text, role and wordings -> entities."""


@dataclass(frozen=True)
class RoleWordings:
    """The wordings of one role in a document, and the gold entities as sets of keys; the two may differ in how often a key stands."""

    text: str
    role: str
    wordings: tuple[Wording, ...]
    gold: tuple[frozenset[str], ...]

    def together(self, one: Wording, other: Wording) -> bool:
        """True if an entity has both."""
        return any({one.key, other.key} <= entity for entity in self.gold)


def role_wordings(documents: Sequence[EntityDocument]) -> Iterator[RoleWordings]:
    """What the keys tell, a role of a document at a time; a mention stands wherever the text has it as whole words."""
    for document in documents:
        for role in ROLES:
            entities = document.entities[role]
            wordings = wordings_of(place for entity in entities for place in _places(document.text, entity))
            if wordings:
                gold = tuple(frozenset(name_key(mention.text) for mention in entity) for entity in entities)
                yield RoleWordings(document.text, role, tuple(wordings), gold)


def _places(text: str, entity: Entity) -> list[tuple[str, int]]:
    return [(mention.text, start) for mention in entity for start in sorted({mention.start, *occurrences(text, mention.text)})]


def learn(documents: Sequence[EntityDocument]) -> Coreference:
    """Fit the regression. Raises DataError if there is nothing to learn from."""
    told = list(role_wordings(documents))
    descriptions = describing_heads(told)
    rows = [pair_features(one.text, one.wordings, descriptions) for one in told]
    labels = [float(one.together(*pair)) for one in told for pair in combinations(one.wordings, 2)]
    if len(set(labels)) < 2:
        raise DataError("the keys", "need roles with wordings of one entity and of several")
    intercepts = np.eye(len(ROLES))[[ROLES.index(one.role) for one, own in zip(told, rows, strict=True) for _ in own]]
    features = np.concatenate([np.ones((len(labels), 1)), intercepts, np.concatenate(rows)], axis=1)
    shared, *fitted = logistic_regression(features, np.array(labels)).tolist()
    roles = {role: round(shared + own, 3) for role, own in zip(ROLES, fitted[: len(ROLES)], strict=True)}
    weights = {name: round(weight, 3) for name, weight in zip(FEATURES, fitted[len(ROLES) :], strict=True)}
    return Coreference(weights, roles, descriptions, THRESHOLD)


def describing_heads(told: Sequence[RoleWordings]) -> frozenset[str]:
    """Heads of individuals, targets and weapons in several documents, of which the texts have singular and plural: no names."""
    seen = {(one.text, wording.head) for one in told if one.role in _DESCRIBED for wording in one.wordings}
    documents = Counter(head for _, head in seen)
    forms: dict[str, set[str]] = {}
    for word in {word for one in told for word in name_key(one.text).split()}:
        forms.setdefault(singular(word), set()).add(word)
    return frozenset(
        head for head, count in documents.items() if count >= _FEWEST_DOCUMENTS and head.isalpha() and len(forms.get(head, ())) > 1
    )


@dataclass(frozen=True)
class Quality:
    """How well entities of gold mentions are told apart; CEAF-REE with one wording for each entity."""

    pairs: Tally
    b_cubed: Tally
    ceaf: Tally

    @classmethod
    def of(cls, documents: Sequence[EntityDocument], clusterer: Clusterer) -> "Quality":
        parts = [_quality(one, clusterer(one.text, one.role, one.wordings)) for one in role_wordings(documents)]
        return cls(*(total(tallies) for tallies in zip(*parts, strict=True)))


def _quality(one: RoleWordings, found: Sequence[Sequence[Wording]]) -> tuple[Tally, Tally, Tally]:
    home = {wording.key: frozenset(other.key for other in entity) for entity in found for wording in entity}
    pairs = [(one.together(*pair), home[pair[0].key] == home[pair[1].key]) for pair in combinations(one.wordings, 2)]
    right = sum(gold and ours for gold, ours in pairs)
    b_cubed = []
    for wording in one.wordings:
        gold = frozenset().union(*(entity for entity in one.gold if wording.key in entity))
        shared = len(gold & home[wording.key])
        b_cubed.append(Tally(shared / len(home[wording.key]), 1, shared / len(gold), 1))
    ceaf = entity_tallies({one.role: [sorted(entity) for entity in one.gold]}, {one.role: [[entity[0].key] for entity in found]})
    return Tally(right, sum(ours for _, ours in pairs), right, sum(gold for gold, _ in pairs)), total(b_cubed), ceaf[one.role]


def by_rules(text: str, _role: str, wordings: Sequence[Wording]) -> list[list[Wording]]:
    """The baseline: a wording joins the first entity that has one with all its words, all of whose words it has, or made of initials."""
    features = pair_features(text, wordings, frozenset())
    same = (features[:, _NAMES.index("contained")] + features[:, _NAMES.index("acronym")]) > 0
    linked = {frozenset(pair) for pair, linked in zip(combinations(range(len(wordings)), 2), same, strict=True) if linked}
    found: list[list[int]] = []
    for index in range(len(wordings)):
        home = next((entity for entity in found if any(frozenset((index, other)) in linked for other in entity)), None)
        if home is None:
            found.append([index])
        else:
            home.append(index)
    return [[wordings[index] for index in entity] for entity in found]


def as_json(learned: Coreference) -> str:
    """The content of coreference.json."""
    stored = {
        "threshold": learned.threshold,
        "roles": learned.roles,
        "weights": learned.weights,
        "descriptions": sorted(learned.descriptions),
    }
    return json.dumps(stored, indent=1) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of `python -m`."""
    parser = argparse.ArgumentParser(description="Learn which wordings of a role mean one entity from MUC-4's keys.")
    parser.add_argument("train", type=Path, help="ree/train.jsonl")
    parser.add_argument("--dev", type=Path, help="ree/dev.jsonl: print the quality there")
    parser.add_argument("--output", type=Path, required=True, help="write the weights as JSON")
    given = parser.parse_args(arguments)
    learned = learn(read_entities(given.train))
    write_atomically(given.output, as_json(learned))
    if given.dev:
        dev = read_entities(given.dev)
        table = Table("entities of gold mentions", "pairs F1", "B-cubed F1", "CEAF-REE F1", title=str(given.dev))
        for name, clusterer in (("rules", by_rules), ("learned", learned.entities)):
            quality = Quality.of(dev, clusterer)
            table.add_row(name, *(f"{100 * one.f1:.1f}" for one in (quality.pairs, quality.b_cubed, quality.ceaf)))
        Console().print(table)


if __name__ == "__main__":
    main()
