"""Push to a Hub on this computer, and what is fetched back from it."""

import json
import shutil
from pathlib import Path

import pytest
from helpers import PUBLISHED, ROOT
from hub_server import TOKEN, Hub, Repository

from sigact.errors import HubError, ModelError, UsageError
from sigact.infer.extractor import Extractor
from sigact.infer.model_folder import find_model
from sigact.train.push import push, read_upload

pytestmark = pytest.mark.filterwarnings("ignore:Use .content=:DeprecationWarning")
"""huggingface_hub itself hands large files to its HTTP library in a way that is going away."""
TEXT = (ROOT / "data" / "samples" / "minibus-mine.txt").read_text(encoding="utf-8")


def copy_of(folder: Path, target: Path) -> Path:
    return Path(shutil.copytree(folder, target))


def raise_version(folder: Path, version: str) -> Path:
    config = json.loads((folder / "config.json").read_text())
    config["sigact"]["version"] = version
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def test_what_was_pushed_is_fetched_at_its_tag_and_extracts_the_same(hub: Hub, tiny_export: Path) -> None:
    assert push(read_upload(tiny_export), "org/tiny") == "org/tiny@0.0.0"
    assert set(hub.repositories["org/tiny"].commits[hub.repositories["org/tiny"].head]) == {file.name for file in tiny_export.iterdir()}
    local = Extractor.from_pretrained(str(tiny_export))(TEXT, published=PUBLISHED)
    for fetched in (Extractor.from_pretrained("org/tiny@0.0.0"), Extractor.from_pretrained("org/tiny", revision="0.0.0")):
        assert fetched(TEXT, published=PUBLISHED) == local
    assert {file.name for file in find_model("org/tiny").iterdir()} == {"config.json", "tokenizer.json", "model.onnx"}


def test_the_second_load_comes_from_the_cache_also_without_a_network(hub: Hub, tiny_export: Path) -> None:
    push(read_upload(tiny_export), "org/tiny")
    first = find_model("org/tiny@0.0.0")
    assert any("/resolve/" in request for request in hub.requests)
    hub.requests.clear()
    assert find_model("org/tiny@0.0.0") == first
    assert hub.requests == ["GET /api/models/org/tiny/revision/0.0.0"]
    hub.stop()
    assert find_model("org/tiny@0.0.0") == first
    with pytest.raises(
        ModelError, match=r"^org/other: is no local folder, and it is not in the cache \(.*\) and the Hub cannot be reached"
    ):
        find_model("org/other")


def test_a_second_version_takes_the_place_of_the_files_it_lacks(hub: Hub, tiny_export: Path, tmp_path: Path) -> None:
    push(read_upload(tiny_export), "org/tiny")
    repository = hub.repositories["org/tiny"]
    repository.commits[repository.head]["model.safetensors"] = b"of an earlier model"
    repository.commits[repository.head]["LICENSE"] = b"by hand"
    commits = len(repository.commits)
    push(read_upload(raise_version(copy_of(tiny_export, tmp_path / "next"), "0.1.0")), "org/tiny")
    assert set(repository.tags) == {"0.0.0", "0.1.0"}
    assert len(repository.commits) == commits + 1
    assert set(repository.commits[repository.head]) == {file.name for file in tiny_export.iterdir()} | {"LICENSE"}


def test_a_push_that_was_stopped_before_the_tag_is_repeated(hub: Hub, tiny_export: Path) -> None:
    push(read_upload(tiny_export), "org/tiny")
    repository = hub.repositories["org/tiny"]
    repository.tags.clear()
    hub.requests.clear()
    push(read_upload(tiny_export), "org/tiny", "first")
    assert repository.tags == {"first": repository.head}
    assert not any("PUT" in request or "/commit/" in request for request in hub.requests)


def test_a_private_repository_is_read_with_a_token_alone(hub: Hub, tiny_export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    push(read_upload(tiny_export), "org/secret", private=True)
    assert hub.repositories["org/secret"].private
    assert find_model("org/secret").is_dir()
    monkeypatch.delenv("HF_TOKEN")
    with pytest.raises(ModelError, match="no repository of this name that you may read: check the name; for a private one log in"):
        find_model("org/secret@0.0.1")


def test_what_the_hub_refuses(hub: Hub, tiny_export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = read_upload(tiny_export)
    push(upload, "org/tiny")
    commits = len(hub.repositories["org/tiny"].commits)
    with pytest.raises(HubError, match=r"org/tiny: has a tag 0\.0\.0 already; raise the version"):
        push(upload, "org/tiny")
    with pytest.raises(HubError, match="org/tiny: exists and is public"):
        push(upload, "org/tiny", "new", private=True)
    with pytest.raises(HubError, match=r"locked/tiny: your token has no right to do that on the Hub \(You don't have the rights"):
        push(upload, "locked/tiny")
    with pytest.raises(UsageError, match="tiny: is no name of a Hub repository such as org/name"):
        push(upload, "tiny")
    monkeypatch.setenv("HF_TOKEN", "hf_old")
    with pytest.raises(HubError, match="the Hub does not take your token: log in"):
        push(upload, "org/another")
    monkeypatch.delenv("HF_TOKEN")
    with pytest.raises(HubError, match="there is no token for the Hub"):
        push(upload, "org/another")
    assert len(hub.repositories["org/tiny"].commits) == commits
    assert list(hub.repositories) == ["org/tiny"]


def test_a_push_without_a_network(hub: Hub, tiny_export: Path) -> None:
    hub.stop()
    with pytest.raises(HubError, match="org/tiny: the Hub cannot be reached or fails: "):
        push(read_upload(tiny_export), "org/tiny")


def test_a_tag_that_fails_says_what_is_done(hub: Hub, tiny_export: Path) -> None:
    hub.repositories["org/tiny"] = Repository(commits={"0" * 40: {}})
    with pytest.raises(HubError, match=r"the files are there \(commit [0-9a-f]{40}\), only the tag is missing: push again"):
        push(read_upload(tiny_export), "org/tiny", "refused")


def test_folders_that_are_not_ready(tiny_export: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is not a folder"):
        read_upload(tmp_path / "none")
    pickled = copy_of(tiny_export, tmp_path / "pickled")
    (pickled / "training_args.bin").write_bytes(b"")
    with pytest.raises(ModelError, match="pickled weights"):
        read_upload(pickled)
    (pickled / "training_args.bin").unlink()
    (pickled / "README.md").write_text("---\nlicense: mit\nlanguage: en\n---\n# tiny\n")
    with pytest.raises(ModelError, match=r"README\.md: its metadata block lacks library_name, pipeline_tag, tags"):
        read_upload(pickled)
    (pickled / "README.md").write_text("---\n- a list\n---\n")
    with pytest.raises(ModelError, match=r"README\.md: is no model card"):
        read_upload(pickled)
    (pickled / "README.md").unlink()
    with pytest.raises(ModelError, match=r"README\.md: is missing; `sigact export` writes the card"):
        read_upload(pickled)
    (pickled / "model.onnx").unlink()
    with pytest.raises(ModelError, match=r"holds neither model\.onnx nor model\.safetensors"):
        read_upload(pickled)


def test_only_a_models_files_are_uploaded(tiny_export: Path, tmp_path: Path) -> None:
    folder = copy_of(tiny_export, tmp_path / "model")
    (folder / "notes.txt").write_text("mine")
    (folder / "checkpoints").mkdir()
    upload = read_upload(folder)
    assert upload.left_out == ("checkpoints", "notes.txt")
    assert "notes.txt" not in upload.files
    assert upload.license == "apache-2.0"
    assert "sigact authored corpus: " in upload.sources[0]


def test_the_command_asks_first(hub: Hub, tiny_export: Path) -> None:
    from typer.testing import CliRunner

    from sigact.cli import app

    arguments = ["push", "org/tiny", "--model", str(tiny_export)]
    refused = CliRunner().invoke(app, arguments, input="n\n")
    assert refused.exit_code == 1
    assert "nothing was uploaded" in refused.output
    assert hub.requests == []
    assert f"smoke 0.0.0 to {hub.url}/org/tiny (public, unless it is private already), tag 0.0.0" in refused.output
    assert "licence: apache-2.0" in refused.output
    assert "sigact authored corpus: " in refused.output
    done = CliRunner().invoke(app, [*arguments, "--revision-tag", "v1", "--yes"])
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "org/tiny@v1")
    assert list(hub.repositories["org/tiny"].tags) == ["v1"]
    sample = str(ROOT / "data" / "samples" / "minibus-mine.txt")
    read = CliRunner().invoke(app, ["extract", sample, "--model", "org/tiny@v1", "--format", "jsonl"])
    assert (read.exit_code, json.loads(read.stdout)["model"]) == (0, "smoke@0.0.0")


def test_the_token_is_never_shown(hub: Hub, tiny_export: Path) -> None:
    with pytest.raises(HubError) as raised:
        push(read_upload(tiny_export), "locked/tiny")
    assert TOKEN not in str(raised.value)
