"""Counts of right, predicted and gold things, their scores, and how phrases are compared."""

import random
import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


@dataclass(frozen=True)
class Tally:
    """Right among the predicted and the predicted; found among the gold and the gold. A thing may be half right."""

    right: float = 0
    predicted: int = 0
    found: float = 0
    gold: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.predicted + other.predicted, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def normalised(mention: str) -> str:
    """A mention as it is compared."""
    return " ".join(_ARTICLES.sub(" ", mention.lower().translate(_PUNCTUATION)).split())


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of counts."""
    return sum(tallies, Tally())


def bootstrap_interval(documents: Sequence[Tally], samples: int = 1000) -> tuple[float, float]:
    """The 95% interval of F1 over resampled documents."""
    generator = random.Random(0)
    drawn = sorted(total(generator.choices(documents, k=len(documents))).f1 for _ in range(samples))
    return drawn[int(0.025 * samples)], drawn[int(0.975 * samples)]
