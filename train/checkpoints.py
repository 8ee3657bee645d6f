"""Checkpoints of a run: where they lie, and the one from which a stopped run goes on."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sigact.data.jsonl import write_atomically
from sigact.errors import ConfigError

CHECKPOINTS = "checkpoints"


def last_checkpoint(output: Path, recipe: Any) -> str | None:
    """The newest whole checkpoint of an interrupted run, None for a fresh start. Raises ConfigError if another recipe began the run."""
    folder = output / CHECKPOINTS
    begun, wanted = folder / "recipe.json", json.dumps(asdict(recipe), indent=2) + "\n"
    if not begun.exists():
        write_atomically(begun, wanted)
        return None
    if begun.read_text(encoding="utf-8") != wanted:
        raise ConfigError(f"{folder}: holds a run that was begun with other settings; go on with those, or remove the folder")
    whole = [path for path in folder.glob("checkpoint-*") if (path / "trainer_state.json").exists()]
    return str(max(whole, key=lambda path: int(path.name.split("-")[1]))) if whole else None
