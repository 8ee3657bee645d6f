"""A small model that starts quickly, and inputs with every kind of trouble."""

from pathlib import Path
from typing import Any

import pytest
from batch_helpers import page, records, text_of, write_jsonl

from sigact.infer.extractor import Extractor


@pytest.fixture(scope="session")
def small_model(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model as ONNX: what it finds is of no use, how it is run is the same."""
    from sigact.train.export import export

    return export(tiny_model, tmp_path_factory.mktemp("small") / "model")


@pytest.fixture(scope="session")
def small_extractor(small_model: Path) -> Extractor:
    return Extractor.from_pretrained(str(small_model))


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty records with every kind of trouble between them, and two pages."""
    folder = tmp_path_factory.mktemp("news")
    items: list[Any] = records(30)
    items[7:7] = [
        {"id": "a1", "text": "again"},
        {"id": "none"},
        [1],
        {"id": "es", "text": "Tres policías murieron el martes por la explosión de una bomba."},
    ]
    items[20:20] = [{"id": "surrogate", "text": f"\ud83d {text_of(1)}"}]
    write_jsonl(folder / "a.jsonl", items)
    (folder / "b.html").write_bytes(page("Bomb kills three", f"<p>{text_of(2)}</p>" * 3))
    return folder
