"""Role-filler entities of a text -> MUC-4 templates: which entities tell of one incident, and of what type.

Every two entities get a probability that they share a template, by logistic regression over LINKS; victims, targets and weapons are
clustered by average linkage (as in `sigact.infer.coreference`), and a cluster is a template of the type that its entities' words tell
most (`muc4_types`). A perpetrator joins the template to which it is linked best, and every other to which its mean link is a half or
more. Perpetrators alone are one template. The weights, muc4_links.json, were learned from the templates of MUC-4's training texts:

    python -m sigact.train.benchmarks.muc4_templates templates/train.jsonl --dev templates/dev.jsonl --output muc4_links.json

With `--dev` it prints the bound there: what the templates score when the entities are the gold ones.
"""

import argparse
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from sigact.data.jsonl import write_atomically
from sigact.data.sources.muc4_processed import ROLES, TemplateDocument, read_templates
from sigact.infer.coreference import clusters
from sigact.infer.phrases import occurrences
from sigact.infer.sentences import split_sentences
from sigact.train.benchmarks.muc4_entities import RoleEntity, written
from sigact.train.benchmarks.muc4_metrics import Template, strings, template_tally
from sigact.train.benchmarks.muc4_types import TYPES, TypeModel, gold_entities
from sigact.train.benchmarks.tallies import Tally, total
from sigact.train.regression import logistic_regression

WEIGHTS = "muc4_links.json"
PERPETRATORS = ("PerpInd", "PerpOrg")
LINKS = {
    "constant": "1",
    "same_sentence": "a sentence has both",
    "distance": "logarithm of the smallest distance of their mentions in sentences",
    "first_distance": "the same of their first mentions",
    "characters": "the same in characters",
    "types_agree": "product of their type probabilities, summed",
    "same_type": "their most probable types are equal",
    "sentences": "logarithm of the number of sentences of the text",
    "perpetrator": "one is a perpetrator",
    "perpetrators": "both are",
    "weapon": "one is a weapon",
    "same_role": "their roles are equal",
    "Victim": "both are victims",
    "Target": "both are targets",
    "Weapon": "both are weapons",
}
_THRESHOLD = 0.5

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Placed:
    """An entity, where its wordings stand (code points and numbers of sentences, in order), and its type probabilities."""

    entity: RoleEntity
    places: NDArray[np.int64]
    sentences: NDArray[np.int64]
    types: Floats


@dataclass(frozen=True)
class Links:
    """`weights` of LINKS."""

    weights: Mapping[str, float]

    @classmethod
    @cache
    def default(cls) -> "Links":
        """The weights that come with the package."""
        return cls(json.loads((files("sigact.train.benchmarks") / WEIGHTS).read_text(encoding="utf-8")))

    def together(self, text: str, placed: Sequence[Placed]) -> Floats:
        """Probabilities (entities x entities) that two share a template."""
        probabilities = np.eye(len(placed))
        if len(placed) > 1:
            odds = link_features(text, placed) @ np.array([self.weights[name] for name in LINKS])
            rows, columns = np.array(list(combinations(range(len(placed)), 2))).T
            probabilities[rows, columns] = probabilities[columns, rows] = 1 / (1 + np.exp(-odds))
        return probabilities


def templates_of(
    text: str, entities: Sequence[RoleEntity], links: Links | None = None, model: TypeModel | None = None
) -> list[tuple[str, list[RoleEntity]]]:
    """The type and entities of each template, in the order of their first entity; the packaged weights unless given."""
    model = model or TypeModel.default()
    placed = _placed(text, entities, model)
    together = (links or Links.default()).together(text, placed)
    suspects = [number for number, entity in enumerate(entities) if entity.role in PERPETRATORS]
    others = [number for number in range(len(entities)) if number not in suspects]
    groups = [[others[row] for row in cluster] for cluster in clusters(together[np.ix_(others, others)], _THRESHOLD)]
    if not groups:
        return [(_type_of(placed), list(entities))] if entities else []
    strength = np.array([[together[suspect, group].mean() for suspect in suspects] for group in groups])
    joined = (strength >= _THRESHOLD) | (strength == strength.max(axis=0)) if suspects else strength
    return [
        (_type_of([placed[number] for number in group]), [entities[number] for number in (*group, *_where(suspects, row))])
        for group, row in zip(groups, joined, strict=True)
    ]


def _where(numbers: Sequence[int], chosen: Floats) -> list[int]:
    return [number for number, one in zip(numbers, chosen, strict=True) if one]


def _type_of(placed: Sequence[Placed]) -> str:
    return TYPES[int(np.sum([one.types for one in placed], axis=0).argmax())]


def _placed(text: str, entities: Sequence[RoleEntity], model: TypeModel) -> list[Placed]:
    starts = [sentence.start for sentence in split_sentences(text)]
    found = []
    for entity in entities:
        places = np.array(sorted({start for wording in entity.wordings for start in occurrences(text, wording)}) or [0])
        sentences = np.searchsorted(starts, places, side="right")
        found.append(Placed(entity, places, sentences, model.probabilities(text, entity.role, entity.wordings)))
    return found


def link_features(text: str, placed: Sequence[Placed]) -> Floats:
    """LINKS of every pair (pairs x features), pairs in the order of `itertools.combinations`."""
    count = math.log1p(len(split_sentences(text)))
    rows = [_link(one, other) | {"constant": 1.0, "sentences": count} for one, other in combinations(placed, 2)]
    return np.array([[row[name] for name in LINKS] for row in rows], dtype=np.float64).reshape(len(rows), len(LINKS))


def _link(one: Placed, other: Placed) -> dict[str, float]:
    distance = np.abs(one.sentences[:, None] - other.sentences[None]).min()
    roles = (one.entity.role, other.entity.role)
    suspects = sum(role in PERPETRATORS for role in roles)
    return {
        "same_sentence": distance == 0,
        "distance": min(math.log1p(distance), 3.0),
        "first_distance": min(math.log1p(abs(one.sentences[0] - other.sentences[0])), 3.0),
        "characters": min(math.log1p(np.abs(one.places[:, None] - other.places[None]).min()), 8.0) / 3,
        "types_agree": float(one.types @ other.types),
        "same_type": one.types.argmax() == other.types.argmax(),
        "perpetrator": suspects > 0,
        "perpetrators": suspects == 2,
        "weapon": "Weapon" in roles,
        "same_role": roles[0] == roles[1],
        **{role: roles == (role, role) for role in ("Victim", "Target", "Weapon")},
    }


def learn(documents: Sequence[TemplateDocument], model: TypeModel) -> Links:
    """Fit the links of gold entities; `model` tells their types."""
    rows, labels = [], []
    for document in documents:
        gold = gold_entities(document)
        placed = _placed(document.text, [RoleEntity(one.role, one.wordings, 1.0) for one in gold], model)
        rows.append(link_features(document.text, placed))
        labels += [float(bool(one.templates & other.templates)) for one, other in combinations(gold, 2)]
    weights = logistic_regression(np.concatenate(rows), np.array(labels)).tolist()
    return Links({name: round(weight, 3) for name, weight in zip(LINKS, weights, strict=True)})


def bound(documents: Sequence[TemplateDocument], links: Links, model: TypeModel) -> Tally:
    """The counts of templates made of gold entities, each known once whatever templates have it."""
    tallies = []
    for document in documents:
        entities = [RoleEntity(one.role, one.wordings, 1.0) for one in gold_entities(document)]
        entities.sort(key=lambda entity: ROLES.index(entity.role))
        found = [Template(kind, written(own)) for kind, own in templates_of(document.text, entities, links, model)]
        gold = [Template(" / ".join(one.types), strings(one.entities)) for one in document.templates]
        tallies.append(template_tally(gold, found))
    return total(tallies)


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point of `python -m`."""
    parser = argparse.ArgumentParser(description="Learn which entities share a template from MUC-4's templates.")
    parser.add_argument("train", type=Path, help="templates/train.jsonl")
    parser.add_argument("--dev", type=Path, help="templates/dev.jsonl: print what templates of its gold entities score")
    parser.add_argument("--output", type=Path, required=True, help="write the weights as JSON")
    given = parser.parse_args(arguments)
    links = learn(read_templates(given.train), TypeModel.default())
    write_atomically(given.output, json.dumps(links.weights, indent=1) + "\n")
    if given.dev:
        tally = bound(read_templates(given.dev), links, TypeModel.default())
        scores = ", ".join(f"{name} {100 * value:.1f}" for name, value in (("P", tally.precision), ("R", tally.recall), ("F1", tally.f1)))
        Console().print(f"{given.dev}: templates of gold entities {scores}")


if __name__ == "__main__":
    main()
