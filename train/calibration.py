"""Articles that no other fit saw -> calibration.json: a logistic curve per label and one for incidents.

Each curve is the most probable one under a Gaussian prior on its coefficients. The prior of the curve over all spans is wide, around the
identity; that of a label's curve is narrow, around the curve over all spans: a label with few spans stays near it, one with many goes its
own way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sigact.data.article import Article
from sigact.data.jsonl import write_atomically
from sigact.data.splits import split_by_document, unseen
from sigact.errors import DataError, UsageError
from sigact.infer.calibration import (
    CALIBRATION,
    Calibration,
    IncidentCurve,
    SpanCurve,
    calibration_json,
    incident_features,
    span_log_odds,
)
from sigact.infer.decoding import TaggedSpan
from sigact.infer.extractor import Document, Extractor
from sigact.infer.linker import Linker
from sigact.infer.tagger import Tagger
from sigact.train.benchmarks.facts_gold import from_annotation
from sigact.train.benchmarks.facts_metrics import matched

_STEPS = 100
_SMALLEST_STEP = 1e-9

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Prior:
    """Means and standard deviations of coefficients, the intercept first."""

    means: tuple[float, ...]
    spreads: tuple[float, ...]


OF_ALL_SPANS = Prior((0.0, 1.0), (3.0, 1.0))
OF_INCIDENTS = Prior((0.0, 1.0, 0.0), (3.0, 1.0, 1.0))
LABEL_SPREADS = (0.7, 0.3)


def set_apart(articles: Sequence[Article], share: float) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
    """The articles to train on and those to calibrate on, about `share` (0..1) of them, by a hash of their ids.

    Near-duplicates of the latter are left out of the former. Raises UsageError for another share, DataError where a part would be empty.
    """
    if not 0 <= share < 1:
        raise UsageError(f"data.calibration_share: {share} must be at least 0 and below 1")
    if share == 0:
        return tuple(articles), ()
    split = split_by_document(articles, share, salt="calibration")
    train, _ = unseen(split.train, split.dev)
    if not train or not split.dev:
        empty = "training" if not train else "calibration"
        raise DataError("data.calibration_share", f"{share} of {len(articles)} articles leaves none for {empty}; change it or add articles")
    return train, split.dev


def calibrate(folder: Path, articles: Sequence[Article]) -> None:
    """Write the calibration.json of a model folder in place of one that an earlier model has left; without articles there is none."""
    (folder / CALIBRATION).unlink(missing_ok=True)
    if articles:
        calibration = fit_calibration(Tagger.from_folder(folder), Linker.from_folder(folder), articles)
        write_atomically(folder / CALIBRATION, calibration_json(calibration))


def fit_calibration(tagger: Tagger, linker: Linker | None, articles: Sequence[Article]) -> Calibration:
    """The calibration of a model from articles that neither taught nor chose it."""
    tagged = [tagger.raw_spans_of(encoded) for encoded in tagger.encode_many([article.text for article in articles])]
    judged = [(span, right) for article, spans in zip(articles, tagged, strict=True) for span, right in judge_spans(article, spans)]
    pooled = fit_spans(judged, OF_ALL_SPANS)
    own_prior = Prior((pooled.intercept, pooled.slope), LABEL_SPREADS)
    labels = {
        label: fit_spans([one for one in judged if one[0].label == label], own_prior)
        for label in tagger.folder.labels.labels
        if any(span.label == label for span, _ in judged)
    }
    calibration = Calibration(pooled, labels)
    extractor = Extractor(tagger.with_calibration(calibration), linker)
    incidents = fit_incidents(extractor, articles, [calibration.calibrated(spans) for spans in tagged])
    return Calibration(pooled, labels, incidents)


def judge_spans(article: Article, spans: Sequence[TaggedSpan]) -> list[tuple[TaggedSpan, bool]]:
    """Each span with whether the annotation has the same label on the same characters."""
    gold = {(span.start, span.end, span.label) for span in article.spans}
    return [(span, (span.start, span.end, span.label) in gold) for span in spans]


def fit_spans(judged: Sequence[tuple[TaggedSpan, bool]], prior: Prior) -> SpanCurve:
    """The curve of spans with posteriors as confidences; without spans it is the prior's mean."""
    features = np.array([[span_log_odds(span.confidence)] for span, _ in judged]).reshape(len(judged), 1)
    intercept, slope = fit_logistic(features, [right for _, right in judged], prior)
    return SpanCurve(intercept, slope, len(judged))


def fit_incidents(extractor: Extractor, articles: Sequence[Article], tagged: Sequence[Sequence[TaggedSpan]]) -> IncidentCurve | None:
    """The curve of the incidents that calibrated spans make; None where there are none or no article has a gold incident."""
    if not any(article.incidents for article in articles):
        return None
    features, right = [], []
    for article, spans in zip(articles, tagged, strict=True):
        report = extractor.assemble(article.text, list(spans), published=article.published, document=Document(id=article.id))
        features += [incident_features(incident) for incident in report.incidents]
        right += matched([from_annotation(article, incident) for incident in article.incidents], report.incidents)
    if not right:
        return None
    intercept, phrases, attackers = fit_logistic(np.array(features), right, OF_INCIDENTS)
    return IncidentCurve(intercept, phrases, attackers, len(right))


def fit_logistic(features: Values, right: Sequence[bool], prior: Prior) -> list[float]:
    """Intercept and slopes of a logistic regression of `right` on `features` (observations x features) by damped Newton steps."""
    design = np.column_stack([np.ones(len(right)), features])
    truth, means, precision = np.array(right, dtype=np.float64), np.array(prior.means), np.array(prior.spreads) ** -2.0

    def loss(at: Values) -> float:
        scores = design @ at
        return float(np.logaddexp(0, scores).sum() - truth @ scores + 0.5 * precision @ (at - means) ** 2)

    at = means
    for _ in range(_STEPS):
        probability = 0.5 * (1 + np.tanh(design @ at / 2))
        gradient = design.T @ (probability - truth) + precision * (at - means)
        curvature = design.T @ (design * (probability * (1 - probability))[:, None]) + np.diag(precision)
        step = np.linalg.solve(curvature, gradient)
        while loss(at - step) > loss(at) and np.abs(step).max() > _SMALLEST_STEP:
            step = step / 2
        if np.abs(step).max() <= _SMALLEST_STEP:
            break
        at = at - step
    return [round(float(value), 6) for value in at]
