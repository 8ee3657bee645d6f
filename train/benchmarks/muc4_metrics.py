"""The two metrics of MUC-4 event extraction: CEAF-REE (role-filler entities) and templates.

A mention is compared lower-cased, without punctuation and articles. CEAF-REE, strict: a predicted entity is right if all its mentions are
mentions of one gold entity; entities of a role are assigned one to one so that most are right (Du, Rush and Cardie, 2021, GRIT).
Templates: predicted and gold templates of a document are assigned one to one so that the document's F1 is highest; assigned templates
must agree in type, and score one for it and one for every entity that has a counterpart of its role (Das et al., 2022, GTT's any-mention
match).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sigact.data.sources.muc4_processed import ROLES, Entities
from sigact.train.benchmarks.tallies import Tally, normalised

Entity = Sequence[str]
Extracts = Mapping[str, Sequence[Entity]]
"""Entities by role; an entity is its mentions."""


@dataclass(frozen=True)
class Template:
    """`type` may hold alternatives ("bombing / attack") in gold."""

    type: str
    extracts: Extracts


def strings(entities: Entities) -> dict[str, list[list[str]]]:
    """The mentions of gold entities without their places."""
    return {role: [[mention.text for mention in entity] for entity in entities[role]] for role in ROLES}


def entity_tallies(gold: Extracts, predicted: Extracts) -> dict[str, Tally]:
    """CEAF-REE counts of a document by role."""
    return {role: _entity_tally(_mentions(gold, role), _mentions(predicted, role)) for role in ROLES}


def _mentions(extracts: Extracts, role: str) -> list[frozenset[str]]:
    return [frozenset(map(normalised, entity)) for entity in extracts.get(role, ()) if entity]


def _entity_tally(gold: Sequence[frozenset[str]], predicted: Sequence[frozenset[str]]) -> Tally:
    matched = _largest_matching([[n for n, entity in enumerate(gold) if mentions <= entity] for mentions in predicted])
    return Tally(matched, len(predicted), matched, len(gold))


def _largest_matching(choices: Sequence[Sequence[int]]) -> int:
    """The size of a largest one-to-one assignment, `choices` of every row given (augmenting paths)."""
    owner: dict[int, int] = {}

    def place(row: int, tried: set[int]) -> bool:
        for column in choices[row]:
            if column not in tried:
                tried.add(column)
                if column not in owner or place(owner[column], tried):
                    owner[column] = row
                    return True
        return False

    return sum(place(row, set()) for row in range(len(choices)))


def template_tally(gold: Sequence[Template], predicted: Sequence[Template]) -> Tally:
    """The counts of a document under its best assignment."""
    sizes = [sum(map(_size, side)) for side in (predicted, gold)]
    reachable: dict[int, set[tuple[int, int]]] = {0: {(0, 0)}}
    for template in predicted:
        hits = [_hits(template, other) for other in gold]
        grown = {taken: set(scores) for taken, scores in reachable.items()}
        for (taken, scores), (number, hit) in product(reachable.items(), enumerate(hits)):
            if hit and not taken >> number & 1:
                grown.setdefault(taken | 1 << number, set()).update((right + hit[0], found + hit[1]) for right, found in scores)
        reachable = grown
    tallies = [Tally(right, sizes[0], found, sizes[1]) for scores in reachable.values() for right, found in scores]
    return max(tallies, key=lambda tally: tally.f1)


def _size(template: Template) -> int:
    return 1 + sum(len(_mentions(template.extracts, role)) for role in ROLES)


def _hits(predicted: Template, gold: Template) -> tuple[int, int] | None:
    """How much of the predicted template is right and of the gold one found; None if their types differ."""
    if predicted.type not in gold.type:
        return None
    right = found = 1
    for role in ROLES:
        ours, theirs = _mentions(predicted.extracts, role), _mentions(gold.extracts, role)
        right += sum(any(mentions <= entity for entity in theirs) for mentions in ours)
        found += sum(any(mentions <= entity for mentions in ours) for entity in theirs)
    return right, found
