"""A small model that starts quickly."""

from pathlib import Path

import pytest

from sigact.infer.extractor import Extractor


@pytest.fixture(scope="session")
def small_model(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model as ONNX: what it finds is of no use, how it is run is the same."""
    from sigact.train.export import export

    return export(tiny_model, tmp_path_factory.mktemp("small") / "model")


@pytest.fixture(scope="session")
def small_extractor(small_model: Path) -> Extractor:
    return Extractor.from_pretrained(str(small_model))
