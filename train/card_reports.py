"""What `sigact benchmark` measured of a model, for its card: the JSON files that muc4, calibration and speed write with `--output`."""

import json
import statistics
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sigact.data.jsonl import read_text
from sigact.errors import DataError
from sigact.train.card_tables import interval, percent, table

_KEYS = {"muc4": {"metric", "documents", "scores"}, "calibration": {"bins", "documents", "scores"}, "speed": {"machine", "rates", "fresh"}}
_PIPELINE = "pipeline, batch 1"


def read_report(path: Path) -> tuple[str, Any]:
    """The kind of a report (muc4, calibration or speed) and its content. Raises DataError for anything else."""
    try:
        content = json.loads(read_text(path))
    except ValueError as error:
        raise DataError(path, f"is not JSON: {error}") from None
    for kind, keys in _KEYS.items():
        records = content if isinstance(content, list) else [content]
        if records and all(isinstance(record, dict) and keys <= set(record) for record in records):
            return kind, content
    raise DataError(path, "is none of the files that `sigact benchmark` muc4 (scores.json), calibration and speed write with --output")


def report_sections(reports: Mapping[str, Any]) -> str:
    """A heading, the command and a table for each report."""
    return "\n\n".join(section(reports[kind]) for kind, section in _SECTIONS.items() if kind in reports)


def _muc4(scores: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        (one["metric"], role, *(percent(score[name]) for name in ("precision", "recall", "f1")), interval(one["interval"]) if whole else "")
        for one in scores
        for role, score in one["scores"].items()
        for whole in [role == "all, micro"]
    ]
    shown = table(("metric", "role", "precision", "recall", "F1", "95% interval"), rows)
    documents = max(one["documents"] for one in scores)
    return f"### MUC-4\n\n{documents} documents; `sigact benchmark muc4 --model FOLDER --texts ... --gold ...` prints it.\n\n{shown}"


def _speed(speed: Mapping[str, Any]) -> str:
    own = [one["name"] for one in speed["fresh"]]
    rows = [
        (one["name"], f"{statistics.median(one['turns']):.1f}", f"{min(one['turns']):.1f} to {max(one['turns']):.1f}")
        for one in speed["rates"]
        if one["name"] in (*own, _PIPELINE)
    ]
    shown = table(("backend", "articles per second", "range over turns"), rows)
    where = f"Articles of about 330 words, from text to JSON, on {speed['machine']}, load average {speed['load'][0]:.1f}"
    return f"### Speed\n\n{where}; `sigact benchmark speed` prints it, and the pipeline's figure beside it.\n\n{shown}"


def _calibration(content: Mapping[str, Any]) -> str:
    rows = [
        (name, one["predictions"], percent(one["right"]), *_errors(one["raw"]), *_errors(one["calibrated"]))
        for name, one in content["scores"].items()
    ]
    shown = table(("", "predicted", "right, %", "ECE raw, %", "Brier raw", "ECE, %", "Brier"), rows)
    about = f"Expected calibration error over {content['bins']} bins of equal mass, {content['documents']} articles that no fit saw"
    return f"### Calibration\n\n{about}; `sigact benchmark calibration` prints it.\n\n{shown}"


def _errors(measured: Mapping[str, Any] | None) -> tuple[str, str]:
    return (percent(measured["ece"]["value"]), f"{measured['brier']['value']:.3f}") if measured else ("", "")


_SECTIONS: Mapping[str, Callable[[Any], str]] = {"muc4": _muc4, "calibration": _calibration, "speed": _speed}
