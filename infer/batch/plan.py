"""What decides the bytes of an output: version, model, options and inputs. A run goes on only where nothing of it differs."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sigact import __version__
from sigact.errors import UsageError
from sigact.infer.batch.inputs import Input
from sigact.infer.batch.items import Fault
from sigact.infer.model_folder import MODEL_FILES, find_model, read_model_folder


def plan_of(model: str, settings: dict[str, Any], inputs: list[Input | Fault]) -> dict[str, Any]:
    """The plan as JSON. Raises ModelError."""
    return {
        "sigact": __version__,
        "model": model_identity(model),
        "settings": settings,
        "inputs": [source.identity() if isinstance(source, Input) else [source.where, source.kind] for source in inputs],
    }


def model_identity(model: str) -> dict[str, str]:
    """Name and SHA-256 of the files of a model. Raises ModelError."""
    folder = read_model_folder(find_model(model))
    digest = hashlib.sha256()
    for name in MODEL_FILES:
        if (folder.path / name).is_file():
            with (folder.path / name).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return {"name": folder.name, "sha256": digest.hexdigest()}


def summary_of(plan: dict[str, Any]) -> dict[str, Any]:
    """A plan with the inputs as number, bytes and SHA-256 of the list: what a run report keeps."""
    inputs = plan["inputs"]
    size = sum(entry[2] or 0 for entry in inputs if len(entry) == 4)
    digest = hashlib.sha256(json.dumps(inputs).encode()).hexdigest()
    return {**plan, "inputs": {"files": len(inputs), "bytes": size, "sha256": digest}}


def require_same(before: dict[str, Any], now: dict[str, Any], what: str) -> None:
    """Raise UsageError that names every difference of two plans, or of two summaries of plans."""
    differing = list(_differences(before, now))
    if differing:
        advice = "run it with the same options and inputs, choose another output, or pass --overwrite to start anew"
        raise UsageError("\n  ".join([f"{what}:", *differing]) + f"\n{advice}")


def _differences(before: Any, now: Any, name: str = "") -> Iterator[str]:
    if isinstance(before, dict) and isinstance(now, dict):
        for key in sorted({*before, *now}):
            yield from _differences(before.get(key), now.get(key), f"{name}.{key}" if name else key)
    elif name == "inputs" and isinstance(before, list) and isinstance(now, list):
        yield from _differing_inputs({entry[0]: entry[1:] for entry in before}, {entry[0]: entry[1:] for entry in now}, before != now)
    elif before != now:
        yield f"{name}: was {json.dumps(before, ensure_ascii=False)}, is {json.dumps(now, ensure_ascii=False)}"


def _differing_inputs(before: dict[str, Any], now: dict[str, Any], differ: bool) -> Iterator[str]:
    changes = [
        *(f"input {name}: was there, is not" for name in before if name not in now),
        *(f"input {name}: is new" for name in now if name not in before),
        *(f"input {name}: was changed since" for name in now if name in before and before[name] != now[name]),
    ]
    if differ and not changes:
        changes = ["inputs: are in another order"]
    yield from changes[:10]
    if len(changes) > 10:
        yield f"and {len(changes) - 10} more inputs"
