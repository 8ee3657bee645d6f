import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sigact.errors import ModelError
from sigact.infer.backends import load_backend
from sigact.infer.model_folder import embedded_model, find_model, read_model_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The embedded model without its weights."""
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(embedded_model() / name, tmp_path)
    return tmp_path


def change(folder: Path, **values: Any) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | values))


def test_the_embedded_model_is_whole_and_small() -> None:
    folder = read_model_folder(find_model("embedded"))
    assert folder.labels.tells_incidents
    assert folder.windows.max_length <= 512
    assert sum(file.stat().st_size for file in embedded_model().iterdir()) < 50_000_000
    assert {file.name for file in embedded_model().iterdir()} == {
        "README.md",
        "calibration.json",
        "config.json",
        "metrics.json",
        "model.onnx",
        "tokenizer.json",
    }


def test_missing_weights(folder: Path) -> None:
    assert read_model_folder(folder).path == folder
    with pytest.raises(ModelError, match=r"neither model\.onnx nor model\.safetensors"):
        load_backend(folder)


def test_broken_weights(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"not a graph")
    with pytest.raises(ModelError, match=r"model\.onnx: cannot be loaded"):
        load_backend(folder)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pt", "model.pth", "linker.pkl", "linker.pickle", "last.ckpt"])
def test_pickled_weights_are_refused(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"")
    with pytest.raises(ModelError, match="pickled weights"):
        read_model_folder(folder)


def test_faults_of_the_config(folder: Path, tmp_path: Path) -> None:
    change(folder, id2label={"0": "O", "1": "B-X"})
    with pytest.raises(ModelError, match="id2label does not hold the BIO tags"):
        read_model_folder(folder)
    change(folder, sigact={})
    with pytest.raises(ModelError, match="not the config of a sigact model"):
        read_model_folder(folder)
    (folder / "config.json").write_text("{")
    with pytest.raises(ModelError, match="is not JSON"):
        read_model_folder(folder)
    (folder / "config.json").unlink()
    with pytest.raises(ModelError, match=r"config\.json: is missing"):
        read_model_folder(folder)


def test_broken_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match=r"tokenizer\.json: cannot be loaded"):
        _ = read_model_folder(folder).tokenizer
