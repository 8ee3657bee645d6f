"""The model card, filled from the run's own facts."""

from collections.abc import Mapping
from importlib.resources import files
from string import Template
from typing import Any

from sigact.infer.model_folder import ModelFolder
from sigact.train.scores import QUOTABLE_SUPPORT


def model_card(folder: ModelFolder, metrics: Mapping[str, Any], precision: str) -> str:
    """README.md of a model folder: Hub metadata and text."""
    template = Template((files("sigact.train") / "model_card.md").read_text(encoding="utf-8"))
    name, version = folder.name.split("@")
    return template.substitute(
        name=name,
        version=version,
        precision=precision,
        labels=", ".join(folder.labels.labels),
        encoder=metrics.get("encoder", "unknown"),
        recipe=metrics.get("recipe", "unknown"),
        train_articles=metrics.get("articles", {}).get("train", "unknown"),
        dev_articles=metrics.get("articles", {}).get("dev", "unknown"),
        epochs=metrics.get("epochs", "unknown"),
        seconds=metrics.get("seconds", "unknown"),
        device=metrics.get("device", "unknown"),
        dev=_named_rows(metrics.get("dev", {})) or (_score_rows(metrics["scores"]) if "scores" in metrics else "not measured"),
        test=_named_rows(metrics.get("tests", {})) or "not measured",
        confidence=_confidence(folder, metrics),
        sources="\n".join(f"- {one['name']}: {one['articles']} articles; {one['license']}" for one in metrics.get("sources", ()))
        or "- unknown",
    )


def _confidence(folder: ModelFolder, metrics: Mapping[str, Any]) -> str:
    if folder.calibration is None:
        return "Confidences are not calibrated."
    return f"Confidences are calibrated on {len(metrics.get('calibration_articles', ()))} articles that nothing else was fitted on."


def _named_rows(scores: Mapping[str, Any]) -> str:
    return "\n\n".join(f"`{data}`:\n\n{_score_rows(one)}" for data, one in scores.items())


def _source_row(source: Mapping[str, Any]) -> str:
    return f"- {source['name']}: {source['articles']} articles; {source['license']}"


def _score_rows(scores: Mapping[str, Any]) -> str:
    rows = ["| label | precision | recall | F1 | gold spans |", "|---|---|---|---|---|"]
    for label, score in scores["labels"].items():
        if score["support"] >= QUOTABLE_SUPPORT:
            rows.append(_row(label, score))
    rows.append(_row("**micro, all labels**", scores["micro"]))
    low, high = scores["interval"]
    rows.append(f"\n95% bootstrap interval of micro F1 over documents: {100 * low:.1f} to {100 * high:.1f}.")
    return "\n".join(rows)


def _row(label: str, score: Mapping[str, Any]) -> str:
    return f"| {label} | {100 * score['precision']:.1f} | {100 * score['recall']:.1f} | {100 * score['f1']:.1f} | {score['support']} |"
