"""Files of a model folder beside those that inference needs: the card, and metrics.json, which holds all that the card says."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sigact.data.jsonl import write_atomically
from sigact.errors import ModelError

CARD, METRICS = "README.md", "metrics.json"


def read_metrics(folder: Path) -> dict[str, Any]:
    """metrics.json of a model folder; empty if it has none. Raises ModelError for what is not JSON."""
    file = folder / METRICS
    if not file.is_file():
        return {}
    try:
        metrics: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ModelError(f"{file}: is not JSON: {error}") from None
    return metrics


def write_metrics(folder: Path, metrics: Mapping[str, Any]) -> None:
    """Write metrics.json."""
    write_atomically(folder / METRICS, json.dumps(metrics, indent=2, ensure_ascii=False) + "\n")
