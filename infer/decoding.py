"""Window scores -> one score per unit -> the best valid BIO sequence -> spans with confidence. Pure numpy."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sigact.data.windows import Tokens, Window
from sigact.data.words import WordSpan, spans_of_tags

Scores = NDArray[np.float32]
Probabilities = NDArray[np.float64]


@dataclass(frozen=True)
class TaggedSpan:
    """Code points `start` to `end` with a label; confidence 0..1: how likely both are right (docs/confidence.md)."""

    start: int
    end: int
    label: str
    confidence: float


def log_softmax(logits: Scores) -> Scores:
    """Log-probabilities over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    normalised: Scores = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return normalised


def best_rows(tokens: Tokens, windows: Sequence[Window]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each unit the number of the window that shows most context on its shorter side, and its row there."""
    first = np.array([unit.token for unit in tokens.units])
    best = np.full(len(first), -1)
    number = np.zeros(len(first), dtype=np.int64)
    for index, window in enumerate(windows):
        left = first - window.start if window.start else np.full(len(first), len(tokens.ids))
        right = window.end - 1 - first if window.end < len(tokens.ids) else np.full(len(first), len(tokens.ids))
        inside = (first >= window.start) & (first < window.end)
        context = np.where(inside, np.minimum(left, right), -1)
        number[context > best] = index
        best = np.maximum(best, context)
    return number, first - np.array([window.start for window in windows])[number]


def merge_windows(tokens: Tokens, windows: Sequence[Window], logits: Sequence[Scores]) -> Scores:
    """Log-probabilities (units x tags). `logits[k]` has a row for each token of `windows[k]`, special tokens removed."""
    number, row = best_rows(tokens, windows)
    return log_softmax(np.array([logits[n][r] for n, r in zip(number, row, strict=True)]))


def viterbi(scores: Scores) -> NDArray[np.int64]:
    """The best tag sequence in which I-X follows B-X or I-X. Tags are O, B-1, I-1, B-2, ...; `scores` is units x tags."""
    count, tags = scores.shape
    total = np.empty_like(scores)
    total[0] = scores[0]
    total[0, 2::2] = -np.inf
    for unit in range(1, count):
        before, here = total[unit - 1], total[unit]
        here[:] = before.max()
        np.maximum(before[1::2], before[2::2], out=here[2::2])
        here += scores[unit]
    previous = np.repeat(total.argmax(axis=1)[:, None], tags, axis=1)
    previous[:, 2::2] = np.arange(1, tags, 2) + (total[:, 1::2] < total[:, 2::2])
    path = np.empty(count, dtype=np.int64)
    path[-1] = total[-1].argmax()
    for unit in range(count - 1, 0, -1):
        path[unit - 1] = previous[unit - 1, path[unit]]
    return path


def posteriors(scores: Scores, spans: Sequence[WordSpan], tags: Sequence[str]) -> list[float]:
    """The share of all valid tag sequences, weighted by their probability, that hold each span with its label, first and last unit.

    `scores` are log-probabilities (units x tags), -inf where a tag is forbidden. Forward-backward over the sequences that `viterbi` chooses
    from; Culotta and McCallum (2004), "Confidence estimation for information extraction".
    """
    probabilities = np.exp(scores.astype(np.float64))
    outside, begin, inside = probabilities[:, 0].tolist(), probabilities[:, 1::2], probabilities[:, 2::2]
    before, after = _forward(outside, begin, inside), _backward(outside, begin, inside)
    found = []
    for span in spans:
        tag = tags.index(f"B-{span.label}")
        own = float(scores[span.first, tag]) + float(scores[span.first + 1 : span.last + 1, tag + 1].sum())
        found.append(min(1.0, math.exp(before[span.first] + own + after[span.last + 1] - after[0])))
    return found


def _forward(outside: Sequence[float], begin: Probabilities, inside: Probabilities) -> list[float]:
    """The logarithm of the probability of all valid sequences of the units before each unit."""
    total = [0.0]
    still_open = np.zeros(begin.shape[1])
    every = np.ones(begin.shape[1])
    for none, begins, goes_on in zip(outside, begin, inside, strict=True):
        still_open *= goes_on
        still_open += begins
        mass = none + float(still_open.dot(every))
        still_open /= mass
        total.append(total[-1] + math.log(mass))
    return total


def _backward(outside: Sequence[float], begin: Probabilities, inside: Probabilities) -> list[float]:
    """The logarithm of the probability of all valid sequences from each unit on that continue no span at it."""
    total = [0.0]
    if_open = np.ones(begin.shape[1])
    for none, begins, goes_on in zip(outside[::-1], begin[::-1], inside[::-1], strict=True):
        mass = none + float(begins.dot(if_open))
        if_open *= goes_on
        if_open /= mass
        if_open += 1
        total.append(total[-1] + math.log(mass))
    return total[::-1]


def decode(tokens: Tokens, scores: Scores, tags: Sequence[str], bias: float = 0.0) -> list[TaggedSpan]:
    """Spans of the best valid sequence, in order, each with its posterior; none runs over a blank line.

    `scores` are log-probabilities of `merge_windows`. A `bias` above 0, taken from the log-probability of O, finds spans of less confidence
    too; the confidences stay as they are.
    """
    if not tokens.units:
        return []
    allowed = scores.copy()
    allowed[tokens.after_blank, 2::2] = -np.inf
    eager = allowed.copy()
    eager[:, 0] -= bias
    found = spans_of_tags([tags[index] for index in viterbi(eager)])
    return [
        TaggedSpan(tokens.units[span.first].start, tokens.units[span.last].end, span.label, posterior)
        for span, posterior in zip(found, posteriors(allowed, found, tags), strict=True)
    ]
