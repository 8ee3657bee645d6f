"""Models that several tests use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers import ROOT, small_run
from hub_server import TOKEN, Hub, running_hub

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


@pytest.fixture(scope="session")
def tiny_export(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model as `sigact export` writes it."""
    from sigact.train.export import export

    return export(tiny_model, tmp_path_factory.mktemp("export") / "model")


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A Hub on this computer, an empty cache and a token that may write, for this process and those it starts."""
    from huggingface_hub import constants

    with running_hub() as server:
        for name, value in (("HF_ENDPOINT", server.url), ("HF_HUB_CACHE", str(tmp_path / "cache"))):
            monkeypatch.setenv(name, value)
            monkeypatch.setattr(constants, name.removeprefix("HF_") if name == "HF_ENDPOINT" else name, value)
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", server.url + "/{repo_id}/resolve/{revision}/{filename}")
        monkeypatch.setenv("HF_HUB_DISABLE_XET", "1")
        monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
        monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "no-token"))
        monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "no-token"))
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        monkeypatch.setenv("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        yield server
