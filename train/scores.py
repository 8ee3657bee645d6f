"""Span scores: strict IOB2 F1 over the fixed word tokenisation, entities read by seqeval, with a bootstrap interval."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from seqeval.scheme import IOB2, Entities

from sigact.data.article import Article
from sigact.data.words import bio_tags, to_word_spans, words_of

Predictions = Mapping[str, Sequence[tuple[int, int, str]]]
"""Predicted (start, end, label) by article id."""
QUOTABLE_SUPPORT = 15


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1, each 0..1, and the number of gold spans."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True)
class SpanScores:
    """Micro scores over all labels, each label's own, and the 95% bootstrap interval of micro F1 over documents."""

    micro: Score
    labels: dict[str, Score]
    interval: tuple[float, float]
    documents: int

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class _Tally:
    """Correct, predicted and gold spans per label of one document."""

    def __init__(self, gold: list[str], predicted: list[str], unaligned: list[str]) -> None:
        truth, found = _entities(gold), _entities(predicted)
        self.correct = Counter(entity[2] for entity in truth & found)
        self.predicted = Counter(entity[2] for entity in found)
        self.gold = Counter(entity[2] for entity in truth) + Counter(unaligned)


def score_spans(articles: Sequence[Article], predictions: Predictions, samples: int = 1000) -> SpanScores:
    """Score predicted (start, end, label) by article id. Spans that are no whole words can never be found and count as missed or wrong."""
    return _summary([_tally(article, predictions.get(article.id, ())) for article in articles], samples)


def score_tags(gold: Sequence[list[str]], predicted: Sequence[list[str]], samples: int = 1000) -> SpanScores:
    """Score IOB2 tags of texts on tokens of their own, a list of tags for each text."""
    return _summary([_Tally(truth, found, []) for truth, found in zip(gold, predicted, strict=True)], samples)


def _summary(tallies: Sequence[_Tally], samples: int) -> SpanScores:
    names = sorted({label for tally in tallies for label in (tally.gold | tally.predicted)})
    generator = random.Random(0)
    drawn = sorted(_micro(generator.choices(tallies, k=len(tallies))).f1 for _ in range(samples)) if tallies else []
    interval = (drawn[int(0.025 * samples)], drawn[int(0.975 * samples)]) if drawn else (0.0, 0.0)
    return SpanScores(_micro(tallies), {name: _of_label(tallies, name) for name in names}, interval, len(tallies))


def _tally(article: Article, predicted: Sequence[tuple[int, int, str]]) -> _Tally:
    words = words_of(article.text)
    gold, unaligned = to_word_spans(words, [(span.start, span.end, span.label) for span in article.spans])
    found, _ = to_word_spans(words, predicted)
    return _Tally(bio_tags(len(words), gold), bio_tags(len(words), found), unaligned)


def _entities(tags: list[str]) -> set[tuple[int, int, str]]:
    (entities,) = Entities([tags], IOB2).entities
    return {(entity.start, entity.end, entity.tag) for entity in entities}


def _micro(tallies: Sequence[_Tally]) -> Score:
    return _score(*(sum(sum(counter.values()) for counter in side) for side in _sides(tallies)))


def _of_label(tallies: Sequence[_Tally], label: str) -> Score:
    return _score(*(sum(counter[label] for counter in side) for side in _sides(tallies)))


def _sides(tallies: Sequence[_Tally]) -> tuple[list[Counter[str]], list[Counter[str]], list[Counter[str]]]:
    return [t.correct for t in tallies], [t.predicted for t in tallies], [t.gold for t in tallies]


def _score(correct: int, predicted: int, gold: int) -> Score:
    precision = correct / predicted if predicted else 0.0
    recall = correct / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if correct else 0.0
    return Score(round(precision, 4), round(recall, 4), round(f1, 4), gold)
