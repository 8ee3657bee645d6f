"""Scores as JSON and as a table."""

import json
from collections.abc import Mapping
from typing import Any

from rich.table import Table

from sigact.train.group_scores import QUOTABLE_ARTICLES
from sigact.train.scores import QUOTABLE_SUPPORT, Score, SpanScores


def metrics_json(scores: SpanScores, facts: Mapping[str, Any]) -> str:
    """The content of metrics.json: facts of the run and scores, 0..1."""
    return json.dumps({**facts, "scores": scores.as_json()}, indent=2, ensure_ascii=False) + "\n"


def score_table(scores: SpanScores, title: str, baseline: SpanScores | None = None, unit: str = "documents") -> Table:
    """Per label and micro, in percent; labels with little support are marked. `unit` names what was resampled for the interval."""
    table = Table(title=title, caption=f"* under {QUOTABLE_SUPPORT} gold spans: not to be quoted")
    table.add_column("label")
    for name in ("precision", "recall", "F1", "gold", *(["look-up F1"] if baseline else [])):
        table.add_column(name, justify="right")
    for label, score in scores.labels.items():
        star = "" if score.support >= QUOTABLE_SUPPORT else " *"
        table.add_row(label + star, *_cells(score, baseline.labels.get(label) if baseline else None, with_baseline=baseline is not None))
    table.add_section()
    low, high = scores.interval
    table.add_row("micro", *_cells(scores.micro, baseline.micro if baseline else None, with_baseline=baseline is not None))
    table.add_row("95% interval", "", "", f"{100 * low:.1f} - {100 * high:.1f}", f"{scores.documents} {unit}")
    return table


def group_tables(groups: Mapping[str, Mapping[str, Any]]) -> list[Table]:
    """For each criterion its groups, in percent; groups of few articles are marked."""
    return [_group_table(criterion, found) for criterion, found in groups.items()]


def _group_table(criterion: str, groups: Mapping[str, Any]) -> Table:
    table = Table(title=f"by {criterion}", caption=f"* under {QUOTABLE_ARTICLES} articles: not to be quoted")
    for name in (criterion, "articles", "gold", "F1", "95% interval"):
        table.add_column(name, justify="left" if name == criterion else "right")
    for name, one in groups.items():
        star = "" if one["articles"] >= QUOTABLE_ARTICLES else " *"
        low, high = one["interval"]
        figures = (str(one["articles"]), str(one["micro"]["support"]), f"{100 * one['micro']['f1']:.1f}")
        table.add_row(name + star, *figures, f"{100 * low:.1f} - {100 * high:.1f}")
    return table


def _cells(score: Score, baseline: Score | None, *, with_baseline: bool) -> list[str]:
    cells = [f"{100 * value:.1f}" for value in (score.precision, score.recall, score.f1)] + [str(score.support)]
    return [*cells, f"{100 * baseline.f1:.1f}" if baseline else "0.0"] if with_baseline else cells
