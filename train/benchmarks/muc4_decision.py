"""Which marked entities a MUC-4 model should keep, tuned on texts with gold entities (`sigact.infer.decision` says how it decides).

For each bias of a small grid the regression is fitted to whether the most certain wording of an entity is a gold mention; of all biases and
thresholds those with the highest CEAF-REE are taken, averaged over neighbouring thresholds, since single ones jump on 200 documents.

The figure to report is cross-fitted: tuned on one half of the documents, scored on the other, and the other way round. TST1 and TST2 are
the halves where the documents are of both, else every second document is of one half.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sigact.data.sources.muc4_articles import MUC4_LABELS
from sigact.data.sources.muc4_processed import ROLES, EntityDocument
from sigact.errors import DataError, ModelError
from sigact.infer.decision import Decision, log_odds
from sigact.infer.extractor import Extractor
from sigact.train.benchmarks.muc4_entities import RoleEntity, mentions_of, role_entities, written
from sigact.train.benchmarks.muc4_metrics import Extracts, entity_tallies, strings
from sigact.train.benchmarks.tallies import Tally, normalised, total
from sigact.train.regression import logistic_regression

BIASES = (0.0, 1.0, 2.0)
THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(2, 13))
_RIDGE = 2.0


@dataclass(frozen=True)
class Candidates:
    """What a model marks in a document at each of BIASES, and the gold mentions."""

    docid: str
    found: Mapping[float, Sequence[RoleEntity]]
    gold: Extracts

    def tallies(self, decision: Decision | None) -> dict[str, Tally]:
        """CEAF-REE counts by role; without a decision, of what is marked at no bias."""
        entities = self.found[decision.bias if decision else 0.0]
        kept = [one for one in entities if decision is None or decision.keeps(one.role, one.confidence)]
        return entity_tallies(self.gold, written(kept))

    def is_right(self, entity: RoleEntity) -> bool:
        """True if its most certain wording is a gold mention."""
        wanted = normalised(entity.wordings[0])
        return any(wanted in map(normalised, gold) for gold in self.gold[entity.role])


def candidates(extractor: Extractor, documents: Sequence[EntityDocument]) -> list[Candidates]:
    """Run the model once. Raises ModelError for a model without MUC-4's labels."""
    if extractor.labels != MUC4_LABELS:
        raise ModelError(f"{extractor.name}: label list {extractor.labels.name!r} is not MUC-4's; only models with its roles are tuned")
    tagger = extractor.tagger
    return [
        Candidates(
            one.docid,
            {bias: role_entities(one.text, mentions_of(one.text, tagger.spans_of(encoded, bias))) for bias in BIASES},
            strings(one.entities),
        )
        for one, encoded in zip(documents, tagger.encode_many([one.text for one in documents]), strict=True)
    ]


def tune(documents: Sequence[Candidates]) -> Decision:
    """The decision that does best on the documents. Raises DataError if nothing marked in them is right, or nothing wrong."""
    attempts: list[tuple[float, Decision]] = []
    for bias in BIASES:
        fitted = _fitted(documents, bias)
        decisions = [Decision(bias, threshold, *fitted) for threshold in THRESHOLDS]
        scores = [total(tally for one in documents for tally in one.tallies(decision).values()).f1 for decision in decisions]
        smooth = np.convolve(scores, [1 / 3, 1 / 3, 1 / 3], mode="valid").tolist()
        attempts += zip(smooth, decisions[1:-1], strict=True)
    return max(attempts, key=lambda attempt: attempt[0])[1]


def _fitted(documents: Sequence[Candidates], bias: float) -> tuple[float, dict[str, float]]:
    """Slope and intercepts of the regression."""
    marked = [(one, entity) for one in documents for entity in one.found[bias]]
    right = np.array([one.is_right(entity) for one, entity in marked], dtype=float)
    if not 0 < right.sum() < len(right):
        raise DataError(
            "tuning", f"needs documents in which the model marks right and wrong entities; of {len(right)}, {int(right.sum())} are right"
        )
    roles = np.eye(len(ROLES))[[ROLES.index(entity.role) for _, entity in marked]]
    odds = np.array([[log_odds(entity.confidence)] for _, entity in marked])
    shared, *own, slope = logistic_regression(np.concatenate([np.ones_like(odds), roles, odds], axis=1), right, _RIDGE).tolist()
    return round(slope, 3), {role: round(shared + value, 3) for role, value in zip(ROLES, own, strict=True)}


def cross_fitted(documents: Sequence[Candidates]) -> dict[str, dict[str, Tally]]:
    """CEAF-REE counts by docid and role, each document under the decision that the other half tuned."""
    one, other = halves(documents)
    return {
        document.docid: document.tallies(decision)
        for scored, tuned in ((one, other), (other, one))
        for decision in [tune(tuned)]
        for document in scored
    }


def halves(documents: Sequence[Candidates]) -> tuple[list[Candidates], list[Candidates]]:
    """By the test set in the docid ("TST1-MUC3-0001") if there are two, else alternately."""
    sets = sorted({one.docid.split("-")[0] for one in documents})
    in_first = [one.docid.split("-")[0] == sets[0] if len(sets) == 2 else number % 2 == 0 for number, one in enumerate(documents)]
    one, other = ([document for document, own in zip(documents, in_first, strict=True) if own is first] for first in (True, False))
    return one, other
