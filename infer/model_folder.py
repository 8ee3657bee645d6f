"""A model folder: config.json (with the sigact entry), tokenizer.json, model.onnx or model.safetensors, and what may stand beside them."""

import json
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from sigact.data.labels import LabelList, label_list
from sigact.data.windows import WindowSpec
from sigact.errors import ConfigError, ModelError
from sigact.infer.calibration import CALIBRATION, Calibration, read_calibration
from sigact.infer.decision import DECISION
from sigact.infer.hub import HubName, download, hub_name
from sigact.infer.linker import LINKER

MODEL_FILES = ("config.json", "tokenizer.json", "model.onnx", "model.safetensors", LINKER, CALIBRATION, DECISION)
"""What inference reads of a folder."""
_UNSAFE = {".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt"}


@dataclass(frozen=True)
class ModelFolder:
    """What inference needs to know of a model before it loads the weights."""

    path: Path
    name: str
    labels: LabelList
    windows: WindowSpec
    calibration: Calibration | None = None

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The fast tokenizer without truncation and padding."""
        try:
            tokenizer: Tokenizer = Tokenizer.from_file(str(self.path / "tokenizer.json"))
        except Exception as error:
            raise ModelError(f"{self.path / 'tokenizer.json'}: cannot be loaded: {error}") from None
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer


def embedded_model() -> Path:
    """The folder of the model that the package carries."""
    return Path(str(files("sigact.infer") / "model"))


def find_model(name: str | None, revision: str | None = None) -> Path:
    """The folder of the embedded model (None or "embedded"), of a local path, or of a Hub repository `org/name` or `org/name@revision`.

    Raises ModelError.
    """
    if name is None or name == "embedded":
        return embedded_model()
    path = Path(name)
    if path.is_dir():
        return path
    on_hub = hub_name(name)
    if path.exists() or on_hub is None:
        raise ModelError(f"{name}: is neither a model folder nor a Hub repository such as org/name or org/name@revision")
    if revision is not None and on_hub.revision is not None:
        raise ModelError(f"{name}: names a revision, and so does revision={revision!r}: give one of them")
    return download(HubName(on_hub.repository, revision or on_hub.revision), MODEL_FILES)


def read_model_folder(path: Path) -> ModelFolder:
    """Read and check a folder's config. Raises ModelError that names the file and what is missing."""
    if any(file.suffix in _UNSAFE for file in path.iterdir()):
        raise ModelError(f"{path}: holds pickled weights, which can run code; convert them to safetensors")
    config_file = path / "config.json"
    try:
        config = json.loads(config_file.read_text(encoding="utf-8"))
        entry = config["sigact"]
        labels = label_list(entry["labels"], str(config_file))
        windows = WindowSpec(**entry["windows"])
        name = f"{entry['name']}@{entry['version']}"
    except FileNotFoundError:
        raise ModelError(f"{config_file}: is missing; a model folder holds config.json, tokenizer.json and the weights") from None
    except (KeyError, TypeError, ConfigError) as error:
        raise ModelError(f"{config_file}: is not the config of a sigact model (train one with `sigact train`): {error!r}") from None
    except ValueError as error:
        raise ModelError(f"{config_file}: is not JSON: {error}") from None
    _check_head(config, labels, config_file)
    return ModelFolder(path, name, labels, windows, _calibration(path, labels))


def _calibration(path: Path, labels: LabelList) -> Calibration | None:
    calibration = read_calibration(path)
    unknown = sorted(set(calibration.labels) - set(labels.labels)) if calibration else []
    if unknown:
        raise ModelError(f"{path / CALIBRATION}: was made for another model, since this one has no label {', '.join(unknown)}")
    return calibration


def _check_head(config: dict[str, Any], labels: LabelList, where: Path) -> None:
    head = {int(index): tag for index, tag in config.get("id2label", {}).items()}
    if tuple(head.get(index) for index in range(len(head))) != labels.tags:
        raise ModelError(f"{where}: id2label does not hold the BIO tags of label list {labels.name!r}")
