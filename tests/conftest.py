"""Models and articles that several tests use."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sigact.data.article import Article, Source, Span
from sigact.infer.extractor import Extractor

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "data" / "corpus"


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The embedded model."""
    return Extractor.from_pretrained()


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one epoch of configs/smoke.yaml leaves behind."""
    from sigact.train.finetune import finetune

    output = tmp_path_factory.mktemp("tiny") / "model"
    return finetune(ROOT / "configs" / "smoke.yaml", small_run(output))


def small_run(output: Path) -> dict[str, Any]:
    """Overrides of configs/smoke.yaml that train on two short articles in a second."""
    one, other = CORPUS / "train" / "iq-checkpoint-ied.txt", CORPUS / "dev" / "iq-mortar-base.txt"
    return {"output": str(output), "data.train": [str(one)], "data.dev": [str(other)]}


def make_article(text: str, *marks: tuple[str, str], **values: Any) -> Article:
    """An article whose spans are the first places of (phrase, label)."""
    spans = [
        Span(id=f"s{number}", start=text.index(phrase), end=text.index(phrase) + len(phrase), label=label)
        for number, (phrase, label) in enumerate(marks, start=1)
    ]
    fields: dict[str, Any] = {"id": "a", "published": date(2024, 5, 16), "source": Source(name="test", license="CC0-1.0")}
    return Article(text=text, spans=tuple(spans), **(fields | values))
