from pathlib import Path

import pytest
from hub_server import Hub, Repository

from sigact.errors import ModelError
from sigact.infer.extractor import Extractor
from sigact.infer.hub import HubName, hub_name
from sigact.infer.model_folder import embedded_model, find_model


def with_files(*names: str) -> Repository:
    """A repository with one commit, tagged v1, of these files of the embedded model; others are a few bytes."""
    files = {name: (embedded_model() / name).read_bytes() if (embedded_model() / name).is_file() else b"{}" for name in names}
    return Repository(commits={"a" * 40: files}, tags={"v1": "a" * 40})


def test_names() -> None:
    assert hub_name("org/name") == HubName("org/name", None)
    assert hub_name("org/name@v1.0") == HubName("org/name", "v1.0")
    assert hub_name("org/name@refs/pr/1") == HubName("org/name", "refs/pr/1")
    assert all(
        hub_name(name) is None for name in ("name", "a/b/c", "./model", "../model", "/model", "~/model", "org/na me", "org/name@", "")
    )


def test_only_what_inference_reads_is_fetched(hub: Hub) -> None:
    hub.repositories["org/model"] = with_files("config.json", "tokenizer.json", "model.onnx", "README.md", "pytorch_model.bin", "code.py")
    folder = find_model("org/model@v1")
    assert {file.name for file in folder.iterdir()} == {"config.json", "tokenizer.json", "model.onnx"}
    assert not any(name in request for request in hub.requests for name in ("pytorch_model.bin", "code.py"))
    assert Extractor.from_pretrained("org/model", "v1").name == Extractor.from_pretrained().name


def test_revisions(hub: Hub) -> None:
    hub.repositories["org/model"] = with_files("config.json")
    assert find_model("org/model@" + "a" * 40) == find_model("org/model", "v1") == find_model("org/model@main")
    with pytest.raises(ModelError, match="the repository on the Hub has no revision 'v2': name a tag, branch or commit"):
        find_model("org/model@v2")
    with pytest.raises(ModelError, match="names a revision, and so does revision='v1'"):
        find_model("org/model@v1", "v1")


def test_a_repository_that_does_not_exist(hub: Hub) -> None:
    with pytest.raises(ModelError, match="org/none: is no local folder, and the Hub has no repository of this name that you may read"):
        find_model("org/none")


def test_a_repository_that_holds_no_model(hub: Hub) -> None:
    hub.repositories["org/text"] = with_files("README.md")
    with pytest.raises(ModelError, match=r"org/text: is no sigact model: the repository on the Hub holds none of config\.json"):
        Extractor.from_pretrained("org/text")


def test_without_a_network_what_is_half_in_the_cache_is_not_used(hub: Hub) -> None:
    hub.repositories["org/model"] = with_files("config.json", "tokenizer.json")
    (find_model("org/model") / "tokenizer.json").unlink()
    hub.stop()
    with pytest.raises(ModelError, match=r"the Hub cannot be reached .*: connect to fetch it once, or copy a model folder"):
        find_model("org/model")


def test_offline_mode(hub: Hub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="offline mode is enabled"):
        find_model("org/model")
    assert hub.requests == []
