"""Upload a model folder to the Hugging Face Hub: one commit, and a tag on it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sigact import __version__
from sigact.errors import HubError, ModelError, UsageError
from sigact.infer.hub import LOG_IN, HubName, hub_name, refusal
from sigact.infer.model_folder import MODEL_FILES, read_model_folder
from sigact.train.card_metadata import read_metadata
from sigact.train.folder_files import CARD, METRICS, read_metrics

_WEIGHTS = ("model.onnx", "model.safetensors")
PUSHED = (*MODEL_FILES, "tokenizer_config.json", METRICS, CARD)
"""What may go to the Hub of a folder: nothing that lies there by accident does."""


@dataclass(frozen=True)
class Upload:
    """What of a folder goes to the Hub: size in bytes by file, and what stays here; licence, and the sources with their rights."""

    folder: Path
    name: str
    version: str
    files: Mapping[str, int]
    left_out: tuple[str, ...]
    license: str
    sources: tuple[str, ...]


def read_upload(folder: Path) -> Upload:
    """Check a folder that `sigact export` wrote. Raises ModelError for pickled weights and for a missing or incomplete card."""
    if not folder.is_dir():
        raise ModelError(f"{folder}: is not a folder")
    model = read_model_folder(folder)
    if not any((folder / name).is_file() for name in _WEIGHTS):
        raise ModelError(f"{folder}: holds neither {' nor '.join(_WEIGHTS)}")
    _ = model.tokenizer
    if not (folder / CARD).is_file():
        raise ModelError(f"{folder / CARD}: is missing; `sigact export` writes the card, `sigact card` a new one")
    metadata = read_metadata(folder / CARD)
    name, version = model.name.split("@")
    present = sorted(folder.iterdir())
    return Upload(
        folder=folder,
        name=name,
        version=version,
        files={file.name: file.stat().st_size for file in present if file.name in PUSHED},
        left_out=tuple(file.name for file in present if file.name not in PUSHED),
        license=str(metadata["license"]),
        sources=_sources(read_metrics(folder)),
    )


def _sources(metrics: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(f"{source['name']}: {source['articles']} articles; {source['license']}" for source in metrics.get("sources", ()))


def repository_name(repository: str) -> HubName:
    """The name of a repository without a revision. Raises UsageError."""
    name = hub_name(repository)
    if name is None or name.revision is not None:
        raise UsageError(f"{repository}: is no name of a Hub repository such as org/name")
    return name


def push(upload: Upload, repository: str, tag: str | None = None, *, private: bool = False) -> str:
    """Create the repository if there is none, commit, and tag the commit with the model's version or `tag`. Returns `repository@tag`.

    Model files that the repository holds from an earlier model and this one lacks are removed in the same commit. A push that was stopped
    before the tag can be repeated: files that are there already are not sent again.
    Raises UsageError for what is no name of a repository, HubError for what the Hub refuses; then nothing is tagged.
    """
    from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi

    name = repository_name(repository)
    tag = tag or upload.version
    api = HfApi(library_name="sigact", library_version=__version__)
    with _refusals(name):
        _check_token()
        api.create_repo(repository, private=True if private else None, exist_ok=True)
        info = api.model_info(repository)
        _check_repository(name, private=private, is_private=bool(info.private))
        if any(ref.name == tag for ref in api.list_repo_refs(repository).tags):
            raise HubError(f"{repository}: has a tag {tag} already; raise the version in the recipe or choose another --revision-tag")
        there = {file.rfilename for file in info.siblings or ()}
        stale = [CommitOperationDelete(file) for file in PUSHED if file in there and file not in upload.files]
        new = [CommitOperationAdd(file, upload.folder / file) for file in upload.files]
        commit = api.create_commit(repository, [*new, *stale], commit_message=f"{upload.name} {upload.version}")
    with _refusals(name, f"; the files are there (commit {commit.oid}), only the tag is missing: push again to set it"):
        api.create_tag(repository, tag=tag, revision=commit.oid)
    return f"{repository}@{tag}"


def _check_token() -> None:
    from huggingface_hub import get_token

    if get_token() is None:
        raise HubError(f"there is no token for the Hub: make one that may write at https://huggingface.co/settings/tokens, then {LOG_IN}")


def _check_repository(name: HubName, *, private: bool, is_private: bool) -> None:
    """An existing public repository stays public, whatever a push asks for."""
    if private and not is_private:
        raise HubError(f"{name.repository}: exists and is public; make it private on the Hub first, or push without --private")


@contextmanager
def _refusals(name: HubName, done: str = "") -> Iterator[None]:
    """Errors of huggingface_hub become HubError; `done` says what was done before."""
    try:
        yield
    except HubError:
        raise
    except Exception as error:
        raise HubError(f"{name.repository}: {refusal(error, name)}{done}") from error
