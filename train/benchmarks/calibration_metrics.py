"""How far stated probabilities are from what happens: expected calibration error and Brier score.

ECE: predictions in order of their confidence are cut into 15 bins of equal mass, as equal in number as can be; ECE is the mean over bins,
weighted by their size, of the distance between mean confidence and share of right predictions. Brier: the mean squared distance of
confidence and outcome, 0 or 1. Both are 0 at best. Intervals are of the bootstrap over documents.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BINS = 15
_SAMPLES = 500
_SIMULATIONS = 200

Values = NDArray[np.float64]
Measure = Callable[[Values, Values], float]


@dataclass(frozen=True)
class Sample:
    """Predictions: the number of the document, the confidence and the outcome (1 right, 0 wrong) of each."""

    documents: NDArray[np.int64]
    confidences: Values
    outcomes: Values

    @classmethod
    def of(cls, predictions: Sequence[tuple[int, float, bool]]) -> "Sample":
        """From (document, confidence, right) of each prediction."""
        documents, confidences, outcomes = zip(*predictions, strict=True) if predictions else ((), (), ())
        return cls(np.array(documents, dtype=np.int64), np.array(confidences, dtype=np.float64), np.array(outcomes, dtype=np.float64))

    def __len__(self) -> int:
        return len(self.outcomes)


@dataclass(frozen=True)
class Quality:
    """A measure with its 95% interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{100 * self.value:.1f} ({100 * self.low:.1f} - {100 * self.high:.1f})"


@dataclass(frozen=True)
class Qualities:
    """`by_chance`: the ECE that as many predictions would show if every confidence were exactly right."""

    ece: Quality
    brier: Quality
    by_chance: float


def bins_of(sample: Sample, bins: int = BINS) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, predictions) of each bin of equal mass, from low to high; empty ones are left out."""
    parts = np.array_split(np.argsort(sample.confidences, kind="stable"), bins)
    return [(float(sample.confidences[part].mean()), float(sample.outcomes[part].mean()), len(part)) for part in parts if len(part)]


def expected_calibration_error(confidences: Values, outcomes: Values, bins: int = BINS) -> float:
    """ECE over bins of equal mass; 0 without predictions."""
    if not len(outcomes):
        return 0.0
    order = np.argsort(confidences, kind="stable")
    gaps = (confidences - outcomes)[order]
    return float(sum(abs(part.sum()) for part in np.array_split(gaps, bins)) / len(gaps))


def brier(confidences: Values, outcomes: Values) -> float:
    """Mean squared distance of confidence and outcome; 0 without predictions."""
    return float(((confidences - outcomes) ** 2).mean()) if len(outcomes) else 0.0


def qualities(sample: Sample) -> Qualities:
    """Both measures of a sample."""
    generator = np.random.default_rng(0)
    simulated = generator.random((_SIMULATIONS, len(sample))) < sample.confidences
    by_chance = float(np.mean([expected_calibration_error(sample.confidences, one.astype(np.float64)) for one in simulated]))
    return Qualities(_with_interval(sample, expected_calibration_error), _with_interval(sample, brier), by_chance)


def _with_interval(sample: Sample, measure: Measure) -> Quality:
    generator = np.random.default_rng(0)
    rows = [np.flatnonzero(sample.documents == document) for document in np.unique(sample.documents)]
    drawn = []
    for _ in range(_SAMPLES if rows else 0):
        chosen = np.concatenate([rows[index] for index in generator.integers(len(rows), size=len(rows))])
        drawn.append(measure(sample.confidences[chosen], sample.outcomes[chosen]))
    low, high = np.quantile(drawn, (0.025, 0.975)) if drawn else (0.0, 0.0)
    return Quality(measure(sample.confidences, sample.outcomes), float(low), float(high))


def as_json(found: Qualities) -> dict[str, Any]:
    """Numbers 0..1."""
    return {
        name: {"value": round(one.value, 4), "interval": [round(one.low, 4), round(one.high, 4)]}
        for name, one in (("ece", found.ece), ("brier", found.brier))
    } | {"ece_by_chance": round(found.by_chance, 4)}
