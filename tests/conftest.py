"""Models that several tests use."""

from pathlib import Path

import pytest
from helpers import ROOT, small_run

from sigact.infer.extractor import Extractor


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
