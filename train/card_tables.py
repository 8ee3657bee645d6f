"""The tables of a model card, as Markdown, from metrics.json; shares are shown in percent."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sigact.train.group_scores import QUOTABLE_ARTICLES
from sigact.train.scores import QUOTABLE_SUPPORT

RARE_IN_TRAINING = 60
_TITLES = {"region": "region of the main incident", "perpetrator": "side of those to whom it is laid", "source": "source", "genre": "genre"}


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def percent(value: float) -> str:
    return f"{100 * value:.1f}"


def interval(bounds: Sequence[float]) -> str:
    return f"{percent(bounds[0])} to {percent(bounds[1])}"


def score_tables(parts: Mapping[str, Any]) -> str:
    """Of each part: every label that has the support to be quoted, and micro."""
    return "\n\n".join(f"`{data}` ({scores['documents']} articles):\n\n{_scores(scores)}" for data, scores in parts.items())


def _scores(scores: Mapping[str, Any]) -> str:
    quoted = {label: score for label, score in scores["labels"].items() if score["support"] >= QUOTABLE_SUPPORT}
    rows = [[name, *_measures(score)] for name, score in (quoted | {"**micro, all labels**": scores["micro"]}).items()]
    return (
        table(("label", "precision", "recall", "F1", "gold spans"), rows)
        + f"\n\n95% bootstrap interval of micro F1 over documents: {interval(scores['interval'])}."
    )


def _measures(score: Mapping[str, Any]) -> list[object]:
    return [*(percent(score[name]) for name in ("precision", "recall", "f1")), score["support"]]


def group_tables(parts: Mapping[str, Any]) -> str:
    """Of each part and criterion: the groups of enough articles; the others are named."""
    return "\n\n".join(
        f"`{data}`, by {_TITLES[criterion]}:\n\n{_groups(groups)}"
        for data, scores in parts.items()
        for criterion, groups in scores.get("groups", {}).items()
    )


def _groups(groups: Mapping[str, Any]) -> str:
    quoted = {name: group for name, group in groups.items() if group["articles"] >= QUOTABLE_ARTICLES}
    small = [f"{name} ({group['articles']})" for name, group in groups.items() if name not in quoted]
    rows = [
        [name, one["articles"], one["micro"]["support"], percent(one["micro"]["f1"]), interval(one["interval"])]
        for name, one in quoted.items()
    ]
    shown = table(("group", "articles", "gold spans", "F1", "95% interval"), rows) if rows else ""
    left_out = f"Too few articles to be quoted: {', '.join(small)}." if small else ""
    return "\n\n".join(filter(None, (shown, left_out)))


def rare_labels(counts: Mapping[str, Mapping[str, int]]) -> str:
    """Labels that training saw seldom, and about how many more articles like those that hold them would change that."""
    rare = sorted((one["spans"], label) for label, one in counts.items() if one["spans"] < RARE_IN_TRAINING)
    if not rare:
        return f"Every label has at least {RARE_IN_TRAINING} gold spans in training."
    return table(
        ("label", "gold spans in training", "in articles", f"articles with it that would make {RARE_IN_TRAINING}"),
        [(label, spans, counts[label]["articles"], _wanted(counts[label])) for spans, label in rare],
    )


def _wanted(count: Mapping[str, int]) -> str:
    spans, articles = count["spans"], count["articles"]
    missing = RARE_IN_TRAINING - spans
    return f"about {math.ceil(missing * articles / spans)} more" if spans else f"up to {missing}"


def precision_table(losses: Mapping[str, Mapping[str, float]], precision: str) -> str:
    """Micro F1 of what was exported beside the trained model's."""
    rows = [
        (f"`{data}`", percent(one["trained"]), percent(one["exported"]), f"{100 * (one['exported'] - one['trained']):+.2f}")
        for data, one in losses.items()
    ]
    return table(("data", "F1 as trained (fp32)", f"F1 in this folder ({precision})", "difference, points"), rows)
