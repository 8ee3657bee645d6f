"""The calibration benchmark: do confidences say how often spans, incidents and articles are right, before and after calibration?

A span is right if an annotator marked the same label on the same characters, an incident if the facts benchmark matches it with a gold one,
`relevance` if the article has a gold incident.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rich.table import Table

from sigact.data.annotated import read_annotated
from sigact.data.article import Article
from sigact.errors import DataError
from sigact.infer.calibration import Calibration
from sigact.infer.decoding import TaggedSpan
from sigact.infer.extractor import Extractor
from sigact.infer.linker import Linker
from sigact.infer.model_folder import find_model
from sigact.infer.report import Report
from sigact.infer.tagger import Tagger
from sigact.train.benchmarks.calibration_metrics import BINS, Qualities, Sample, as_json, qualities
from sigact.train.benchmarks.facts_gold import from_annotation
from sigact.train.benchmarks.facts_metrics import matched
from sigact.train.calibration import judge_spans
from sigact.train.scores import QUOTABLE_SUPPORT

SPANS, INCIDENTS, RELEVANCE = "spans", "incidents", "relevance"
_LISTED = 5

Predictions = dict[str, list[tuple[int, float, bool]]]


@dataclass(frozen=True)
class Row:
    """One kind of prediction; `after` is None for a model without a calibration."""

    name: str
    before: Sample
    after: Sample | None

    @cached_property
    def measured(self) -> tuple[Qualities, Qualities | None]:
        """Both measures before and after."""
        return qualities(self.before), qualities(self.after) if self.after else None


@dataclass(frozen=True)
class CalibrationResult:
    """Rows by name: spans, labels with enough predictions, incidents, relevance."""

    model: str
    documents: int
    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, Any]:
        """Counts, shares and measures, 0..1."""
        scores = {}
        for row in self.rows:
            before, after = row.measured
            shares = {"predictions": len(row.before), "right": round(float(row.before.outcomes.mean()), 4)}
            scores[row.name] = shares | {"raw": as_json(before), "calibrated": as_json(after) if after else None}
        return {"model": self.model, "documents": self.documents, "bins": BINS, "scores": scores}

    def table(self, title: str) -> Table:
        """Percentages for reading in a terminal."""
        calibrated = any(row.after for row in self.rows)
        words = f"ECE over {BINS} bins of equal mass; 95% intervals over {self.documents} documents; by chance: ECE of exact confidences"
        table = Table(title=title, caption=words if calibrated else f"{words}; the model has no calibration.json")
        for name in ("", "predicted", "right", "ECE raw", *(["ECE"] if calibrated else []), "by chance"):
            table.add_column(name, justify="right" if name else "left")
        for name in ("Brier raw", *(["Brier"] if calibrated else [])):
            table.add_column(name, justify="right")
        for row in self.rows:
            table.add_row(*_cells(row))
        return table


def _cells(row: Row) -> list[str]:
    before, after = row.measured
    both = [before, after] if after else [before]
    share = f"{100 * row.before.outcomes.mean():.1f}"
    errors, scores = [str(one.ece) for one in both], [str(one.brier) for one in both]
    return [row.name, str(len(row.before)), share, *errors, f"{100 * both[-1].by_chance:.1f}", *scores]


def read_unseen(model: Path, paths: Sequence[Path], texts: Mapping[str, str]) -> list[Article]:
    """Annotated articles; stand-off ones are joined with `texts`. Raises DataError for one on which the model's calibration was fitted."""
    articles = [article for path in paths for article in read_annotated(path, texts)]
    metrics = model / "metrics.json"
    fitted = set(json.loads(metrics.read_text(encoding="utf-8")).get("calibration_articles", ())) if metrics.is_file() else set()
    seen = [article.id for article in articles if article.id in fitted]
    if seen:
        named = ", ".join(seen[:_LISTED]) + (", ..." if len(seen) > _LISTED else "")
        raise DataError(model, f"its calibration was fitted on {len(seen)} of the articles ({named}); measure it on others")
    return articles


def run(model: str, paths: Sequence[Path], texts: Mapping[str, str]) -> CalibrationResult:
    """Tag, extract, judge. Raises DataError or ModelError."""
    folder = find_model(model)
    articles = read_unseen(folder, paths, texts)
    tagger, linker = Tagger.from_folder(folder), Linker.from_folder(folder)
    tagged = [tagger.raw_spans_of(encoded) for encoded in tagger.encode_many([article.text for article in articles])]
    before = predictions(Extractor(tagger.with_calibration(None), linker), articles, tagged)
    calibration = tagger.folder.calibration
    after = predictions(Extractor(tagger, linker), articles, _calibrated(calibration, tagged)) if calibration else {}
    labels = sorted(name for name in before if name in tagger.folder.labels.labels and len(before[name]) >= QUOTABLE_SUPPORT)
    names = [SPANS, *labels, *(name for name in (INCIDENTS, RELEVANCE) if name in before)]
    rows = tuple(Row(name, Sample.of(before[name]), Sample.of(after[name]) if name in after else None) for name in names if before[name])
    return CalibrationResult(tagger.folder.name, len(articles), rows)


def _calibrated(calibration: Calibration, tagged: Sequence[Sequence[TaggedSpan]]) -> list[list[TaggedSpan]]:
    return [calibration.calibrated(spans) for spans in tagged]


def predictions(extractor: Extractor, articles: Sequence[Article], tagged: Sequence[Sequence[TaggedSpan]]) -> Predictions:
    """(number of the article, confidence, right) of spans, all and by label; where model and annotation tell incidents, of these too."""
    found: Predictions = {SPANS: []}
    tells = extractor.labels.tells_incidents and _tell_incidents(articles)
    for number, (article, spans) in enumerate(zip(articles, tagged, strict=True)):
        for span, right in judge_spans(article, spans):
            for name in (SPANS, span.label):
                found.setdefault(name, []).append((number, span.confidence, right))
        if tells:
            report = extractor.assemble(article.text, list(spans), published=article.published)
            found.setdefault(INCIDENTS, []).extend((number, *one) for one in _judge_incidents(article, report))
            found.setdefault(RELEVANCE, []).append((number, report.relevance, bool(article.incidents)))
    return found


def _tell_incidents(articles: Sequence[Article]) -> bool:
    """Whether the annotation tells incidents: articles with spans and none of them in an incident tell spans alone."""
    return any(article.incidents for article in articles) or not any(article.spans for article in articles)


def _judge_incidents(article: Article, report: Report) -> list[tuple[float, bool]]:
    gold = [from_annotation(article, incident) for incident in article.incidents]
    return [(one.confidence or 0.0, right) for one, right in zip(report.incidents, matched(gold, report.incidents), strict=True)]
