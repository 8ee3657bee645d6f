"""The model card: README.md of a model folder, filled from the folder's own metrics.json."""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from sigact.data.jsonl import write_atomically
from sigact.infer.model_folder import MODEL_FILES, ModelFolder, read_model_folder
from sigact.train.card_metadata import BASE_MODELS, card_metadata
from sigact.train.card_reports import read_report, report_sections
from sigact.train.card_tables import group_tables, precision_table, rare_labels, score_tables
from sigact.train.folder_files import CARD, read_metrics, write_metrics

_NOT_MEASURED = "Not measured."


def write_card(folder: Path, reports: Iterable[Path] = (), license_id: str | None = None) -> Path:
    """Write the card of a model folder anew, with what `sigact benchmark` measured; reports and licence are kept in metrics.json.

    Raises ModelError for what is no model folder, DataError for a file that is no report.
    """
    model = read_model_folder(folder)
    metrics = read_metrics(folder)
    added = dict(map(read_report, reports))
    metrics["reports"] = metrics.get("reports", {}) | added
    if license_id:
        metrics["license"] = license_id
    write_metrics(folder, metrics)
    write_atomically(folder / CARD, model_card(model, metrics))
    return folder / CARD


def model_card(folder: ModelFolder, metrics: Mapping[str, Any]) -> str:
    """The card's text: Hub metadata, then the template beside this file."""
    template = Template((files("sigact.train") / "model_card.md").read_text(encoding="utf-8"))
    name, version = folder.name.split("@")
    tests = metrics.get("tests", {})
    body = template.substitute(
        name=name,
        version=version,
        precision=metrics.get("precision", "fp32"),
        labels=", ".join(folder.labels.labels),
        training=_training(metrics),
        sources="\n".join(f"- {one['name']}: {one['articles']} articles; {one['license']}" for one in metrics.get("sources", ()))
        or "- unknown",
        files=", ".join(f"`{file}`" for file in MODEL_FILES if (folder.path / file).is_file()),
        test=score_tables(tests) or _NOT_MEASURED,
        dev=score_tables(metrics.get("dev", {})) or _run_scores(metrics),
        groups=group_tables(tests) or _NOT_MEASURED,
        rare=rare_labels(metrics["train_spans"]) if "train_spans" in metrics else "Gold spans in training were not counted.",
        loss=precision_table(metrics["precision_loss"], metrics["precision"]) if metrics.get("precision_loss") else _NOT_MEASURED,
        reports=report_sections(metrics.get("reports", {})) or "MUC-4, calibration and speed: not measured.",
        confidence=_confidence(folder, metrics),
    )
    return f"---\n{card_metadata(name, metrics).to_yaml()}\n---\n\n{body}"


def _training(metrics: Mapping[str, Any]) -> str:
    encoder = metrics.get("encoder", "unknown")
    base = f" ({BASE_MODELS[encoder]}, Apache-2.0, English, uncased)" if encoder in BASE_MODELS else ""
    train, dev = (metrics.get("articles", {}).get(part, "unknown") for part in ("train", "dev"))
    run = {key: metrics.get(key, "unknown") for key in ("recipe", "epochs", "seconds", "device")}
    return (
        f"encoder `{encoder}`{base}, recipe `{run['recipe']}`, {train} annotated articles, best of {run['epochs']} epochs by F1 on {dev} "
        f"dev articles, {run['seconds']} seconds on {run['device']} (`sigact train` writes it into metrics.json)."
    )


def _run_scores(metrics: Mapping[str, Any]) -> str:
    return score_tables({"dev parts of the recipe": metrics["scores"]}) if "scores" in metrics else _NOT_MEASURED


def _confidence(folder: ModelFolder, metrics: Mapping[str, Any]) -> str:
    if folder.calibration is None:
        return "Confidences are not calibrated."
    count = len(metrics.get("calibration_articles", ()))
    fitted = f"Confidences are calibrated on {count} articles that nothing else was fitted on"
    return f"{fitted}, of the same sources as those of training: elsewhere they are less to be trusted."
