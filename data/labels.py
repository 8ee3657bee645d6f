"""Label lists: which labels spans may have, and in which order the BIO tags stand in a model's head."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

import yaml

from sigact.errors import ConfigError

TRIGGERS = (
    "ASSASSINATION",
    "ARMED_ASSAULT",
    "BOMBING",
    "HIJACKING",
    "HOSTAGE_TAKING",
    "FACILITY_ATTACK",
    "UNARMED_ASSAULT",
    "ATTACK",
)


@dataclass(frozen=True)
class LabelList:
    """Span labels of one schema. Raises ConfigError on duplicates or names that BIO tags cannot carry."""

    name: str
    version: int
    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.labels or len(set(self.labels)) < len(self.labels):
            raise ConfigError(f"label list {self.name!r}: labels must be present and distinct")
        for label in self.labels:
            if not label or label == "O" or any(c.isspace() for c in label):
                raise ConfigError(f"label list {self.name!r}: {label!r} cannot be a label")

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """BIO tags in head order: O, B-first, I-first, B-second, ..."""
        return ("O", *(f"{prefix}-{label}" for label in self.labels for prefix in "BI"))

    @property
    def tells_incidents(self) -> bool:
        """True where the list declares the roles from which incidents are assembled."""
        return set(sigact_labels().labels) <= set(self.labels)


def read_labels(path: Path) -> LabelList:
    """Read a label list from YAML: a mapping with name, version and labels. Raises ConfigError that names file and key."""
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"{path}: cannot be read as a label list: {error}") from None
    return label_list(loaded, str(path))


def label_list(loaded: object, where: str) -> LabelList:
    """Build a label list from its YAML or JSON form; `where` names the source in errors."""
    if not isinstance(loaded, Mapping) or set(loaded) != {"name", "version", "labels"}:
        raise ConfigError(f"{where}: a label list has exactly the keys name, version, labels")
    name, version, labels = loaded["name"], loaded["version"], loaded["labels"]
    if not isinstance(name, str) or not isinstance(version, int):
        raise ConfigError(f"{where}: name must be a string and version a number")
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise ConfigError(f"{where}: labels must be a list of strings")
    return LabelList(name, version, tuple(labels))


@cache
def sigact_labels() -> LabelList:
    """The attack schema, `configs/labels/sigact.yaml`."""
    source = files("sigact.configs") / "labels" / "sigact.yaml"
    return label_list(yaml.safe_load(source.read_text(encoding="utf-8")), str(source))
