"""The incident type of a MUC-4 entity, from the words around it.

One logistic regression per type over counted words: which of the word groups below stand in the entity's own wordings, within 80 characters
of its mentions and in their sentences (shares of the mentions, and of the first), and how much of the document's words of these groups each
group has; the words around count for each role by itself as well. The weights, muc4_types.json, were learned from the templates of MUC-4's
training texts:

    python -m sigact.train.benchmarks.muc4_types templates/train.jsonl --dev templates/dev.jsonl --output train/benchmarks/muc4_types.json
"""

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from sigact.data.jsonl import write_atomically
from sigact.data.sources.muc4_processed import ROLES, TemplateDocument, read_templates
from sigact.infer.phrases import occurrences
from sigact.infer.sentences import split_sentences
from sigact.train.regression import logistic_regression

WEIGHTS = "muc4_types.json"
TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
_GROUPS = {
    "blast": r"bomb\w*|explo\w+|dynamit\w+|detonat\w*|blasts?|grenades?|mines?",
    "fire": r"burn\w*|arson|set (?:on )?fire|fire ?bomb\w*|torch\w*|incendiar\w*|molotov",
    "taking": r"kidnap\w*|abduct\w*|hostages?|held captive|ransom",
    "robbery": r"rob(?:bed|ber\w*|bing)?|steal\w*|stole\w*|loot\w*|theft|holdup",
    "stoppage": r"stoppage|strike|traffic ban|paraly\w+",
    "killing": r"kill\w*|murder\w*|assassinat\w*|shot|shoot\w*|massacre\w*|(?:machine)?gun\w*|died|dead|deaths?",
    "attack": r"attack\w*|ambush\w*|raid\w*|fight\w*|combat\w*|clash\w*|assault\w*|destroy\w*|sabotage\w*",
    "shelling": r"mortar\w*|rocket\w*|missile\w*|straf\w*|bombard\w*|shell\w*",
}
_PATTERNS = tuple(re.compile(rf"\b(?:{words})\b") for words in _GROUPS.values())
FEATURES = (
    "constant",
    *ROLES,
    *(
        f"{group} {where}"
        for where in ("in it", "around", "around the first", "in the sentence", "in the first sentence", "in the document")
        for group in _GROUPS
    ),
    *(f"{group} around {role}" for role in ROLES for group in _GROUPS),
)
_AROUND = 80

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TypeModel:
    """`weights` (TYPES x FEATURES)."""

    weights: Floats

    @classmethod
    @cache
    def default(cls) -> "TypeModel":
        """The weights that come with the package."""
        stored = json.loads((files("sigact.train.benchmarks") / WEIGHTS).read_text(encoding="utf-8"))
        return cls(np.array([[stored[kind].get(name, 0.0) for name in FEATURES] for kind in TYPES]))

    def probabilities(self, text: str, role: str, wordings: Sequence[str]) -> Floats:
        """Of each of TYPES."""
        result: Floats = 1 / (1 + np.exp(-self.weights @ entity_features(text.lower(), role, [one.lower() for one in wordings])))
        return result


def entity_features(text: str, role: str, wordings: Sequence[str]) -> Floats:
    """FEATURES of an entity; text and wordings are lower-cased."""
    places = sorted({start for wording in wordings for start in occurrences(text, wording)})
    around = np.array([_groups_in(text[max(0, start - _AROUND) : start + _AROUND]) for start in places] or [_groups_in("")])
    sentences = split_sentences(text)
    numbers = np.searchsorted([sentence.start for sentence in sentences], places, side="right") - 1
    told = np.array([_groups_in(text[sentences[number].start : sentences[number].end]) for number in numbers] or [_groups_in("")])
    counts = np.array([len(pattern.findall(text)) for pattern in _PATTERNS])
    role_of = np.array([role == one for one in ROLES], dtype=float)
    own = _groups_in(" | ".join(wordings))
    near = around.mean(axis=0)
    mentions = (near, around[0], told.mean(axis=0), told[0])
    return np.concatenate([[1.0], role_of, own, *mentions, counts / max(1, counts.sum()), np.outer(role_of, near).ravel()])


def _groups_in(piece: str) -> Floats:
    return np.array([bool(pattern.search(piece)) for pattern in _PATTERNS], dtype=float)


@dataclass(frozen=True)
class GoldEntity:
    """`templates` are the numbers of the templates that have it."""

    role: str
    wordings: tuple[str, ...]
    templates: frozenset[int]


def gold_entities(document: TemplateDocument) -> list[GoldEntity]:
    """The entities of a document's templates, those of equal wordings once."""
    found: dict[tuple[str, tuple[str, ...]], set[int]] = {}
    for number, template in enumerate(document.templates):
        for role in ROLES:
            for entity in template.entities[role]:
                found.setdefault((role, tuple(dict.fromkeys(mention.text for mention in entity))), set()).add(number)
    return [GoldEntity(role, wordings, frozenset(numbers)) for (role, wordings), numbers in found.items()]


def learn(documents: Sequence[TemplateDocument]) -> TypeModel:
    """Fit a regression for each type; an entity of several templates has all their types."""
    told = [(document, one) for document in documents for one in gold_entities(document)]
    features = np.array([entity_features(document.text, one.role, one.wordings) for document, one in told])
    types = [_types(document, one) for document, one in told]
    return TypeModel(np.array([logistic_regression(features, np.array([float(kind in own) for own in types])) for kind in TYPES]))


def _types(document: TemplateDocument, entity: GoldEntity) -> set[str]:
    return {kind for number in entity.templates for kind in document.templates[number].types}


def accuracy(model: TypeModel, documents: Sequence[TemplateDocument]) -> tuple[int, int]:
    """How many victims, targets and weapons get a type of one of their templates, and how many there are."""
    told = [(document, one) for document in documents for one in gold_entities(document) if one.role in ("Target", "Victim", "Weapon")]
    right = [
        TYPES[int(model.probabilities(document.text, one.role, one.wordings).argmax())] in _types(document, one) for document, one in told
    ]
    return sum(right), len(told)


def as_json(model: TypeModel) -> str:
    """The content of muc4_types.json; weights that round to 0 are left out."""
    rows = {kind: dict(zip(FEATURES, np.round(own, 2).tolist(), strict=True)) for kind, own in zip(TYPES, model.weights, strict=True)}
    stored: Mapping[str, Mapping[str, float]] = {kind: {name: value for name, value in own.items() if value} for kind, own in rows.items()}
    return json.dumps(stored, indent=1) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of `python -m`."""
    parser = argparse.ArgumentParser(description="Learn the incident types of entities from MUC-4's templates.")
    parser.add_argument("train", type=Path, help="templates/train.jsonl")
    parser.add_argument("--dev", type=Path, help="templates/dev.jsonl: print how many types are right there")
    parser.add_argument("--output", type=Path, required=True, help="write the weights as JSON")
    given = parser.parse_args(arguments)
    model = learn(read_templates(given.train))
    write_atomically(given.output, as_json(model))
    if given.dev:
        right, count = accuracy(model, read_templates(given.dev))
        Console().print(f"{given.dev}: {right} of {count} victims, targets and weapons have a type of theirs ({100 * right / count:.1f}%)")


if __name__ == "__main__":
    main()
