"""What is installed, what is imported, and which way imports point."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from helpers import ROOT

import sigact

FOLDERS = {"data": "sigact/data", "train": "sigact/train", "infer": "sigact/infer", "configs": "sigact/configs", "src/sigact": "sigact"}


def modules(code: str) -> set[str]:
    """Top-level modules loaded after running `code` in a new interpreter."""
    code += "\nimport sys; print(' '.join(sorted({name.split('.')[0] for name in sys.modules})))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split())


def test_inference_does_not_import_torch() -> None:
    loaded = modules("from sigact import Extractor; Extractor.from_pretrained(backend='onnx')('A bomb exploded on Tuesday in Lima.')")
    assert "onnxruntime" in loaded
    assert not loaded & {"torch", "transformers", "datasets", "scipy", "sklearn", "matplotlib"}


def test_import_is_light() -> None:
    assert not modules("import sigact") & {"numpy", "pydantic", "onnxruntime"}


def test_public_names() -> None:
    for name in sigact.__all__:
        assert getattr(sigact, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = sigact.Nothing


def test_imports_point_one_way() -> None:
    allowed = {"data": {"data"}, "infer": {"data", "infer"}, "train": {"data", "infer", "train"}}
    for folder, targets in allowed.items():
        for file in (ROOT / folder).rglob("*.py"):
            found = re.findall(r"^\s*(?:from|import) sigact\.(data|infer|train)\b", file.read_text(), re.MULTILINE)
            assert set(found) <= targets, file


def test_every_code_folder_is_a_listed_package() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    for folder, package in FOLDERS.items():
        for file in (ROOT / folder).rglob("__init__.py"):
            name = ".".join((package, *file.parent.relative_to(ROOT / folder).parts)).replace("/", ".")
            assert name in packages
    assert all(sigact.__version__ == version for version in [tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]])


def test_the_wheel_holds_what_the_folders_hold(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {
        f"{package}/{file.relative_to(ROOT / folder)}" for folder, package in FOLDERS.items() for file in (ROOT / folder).rglob("*.py")
    }
    expected |= {"sigact/py.typed", "sigact/train/model_card.md", "sigact/infer/organisations.csv", "sigact/infer/coreference.json"}
    expected |= {f"sigact/train/benchmarks/{file.name}" for file in (ROOT / "train" / "benchmarks").glob("*.json")}
    expected |= {f"sigact/configs/{file.relative_to(ROOT / 'configs')}" for file in (ROOT / "configs").rglob("*.yaml")}
    expected |= {f"sigact/infer/model/{file.name}" for file in (ROOT / "infer" / "model").iterdir()}
    expected |= {"sigact/infer/gazetteer/places.sqlite", "sigact/infer/codebooks/countries.csv"}
    assert packed == expected
    assert wheel.stat().st_size < 70_000_000
