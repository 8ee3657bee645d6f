"""Models on the Hugging Face Hub: how they are named, how they are fetched, and what the Hub's refusals mean.

A name is `org/name`, or `org/name@revision` with a tag, branch or commit. What was fetched once is read from the cache of huggingface_hub,
also without a network. Only the files that inference reads are fetched, never pickled weights or code.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sigact import __version__
from sigact.errors import ModelError

LOG_IN = "log in with `hf auth login` or set HF_TOKEN"
_NAME = re.compile(r"([\w-][\w.-]{0,95}/[\w.-]{1,96})(?:@(.+))?")


class HubName(NamedTuple):
    """A repository, and the tag, branch or commit of it that is meant; None is the newest."""

    repository: str
    revision: str | None = None


def hub_name(name: str) -> HubName | None:
    """What `org/name` or `org/name@revision` says; None for anything else."""
    found = _NAME.fullmatch(name)
    return HubName(*found.groups()) if found else None


def download(name: HubName, wanted: Sequence[str]) -> Path:
    """The local folder with those of the `wanted` files that the repository holds. Raises ModelError."""
    from huggingface_hub import snapshot_download

    try:
        folder = snapshot_download(
            name.repository, revision=name.revision, allow_patterns=list(wanted), library_name="sigact", library_version=__version__
        )
    except Exception as error:
        raise ModelError(f"{name.repository}: is no local folder, and {refusal(error, name)}") from error
    if not any((Path(folder) / file).is_file() for file in wanted):
        raise ModelError(f"{name.repository}: is no sigact model: the repository on the Hub holds none of {', '.join(wanted)}")
    return Path(folder)


def refusal(error: Exception, name: HubName) -> str:
    """What an error that huggingface_hub raised means, and what to do about it."""
    from huggingface_hub.constants import HF_HUB_CACHE
    from huggingface_hub.errors import (
        GatedRepoError,
        HfHubHTTPError,
        LocalEntryNotFoundError,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    if isinstance(error, RuntimeError) and isinstance(error.__cause__, Exception):
        return refusal(error.__cause__, name)
    meanings = {
        GatedRepoError: f"its owner lets those read it who asked: ask on its page, then {LOG_IN}",
        RepositoryNotFoundError: f"the Hub has no repository of this name that you may read: check the name; for a private one {LOG_IN}",
        RevisionNotFoundError: f"the repository on the Hub has no revision {name.revision!r}: name a tag, branch or commit of it",
        LocalEntryNotFoundError: f"it is not in the cache ({HF_HUB_CACHE}) and the Hub cannot be reached "
        f"({_first_line(error.__cause__ or error)}): connect to fetch it once, or copy a model folder to this computer and give its path",
    }
    for kind, meaning in meanings.items():
        if isinstance(error, kind):
            return meaning
    if isinstance(error, HfHubHTTPError) and error.response.status_code == 401:
        return f"the Hub does not take your token: {LOG_IN}"
    if isinstance(error, HfHubHTTPError) and error.response.status_code == 403:
        return f"your token has no right to do that on the Hub ({error.server_message or 'HTTP 403'}): {LOG_IN} with one that has"
    return f"the Hub cannot be reached or fails: {_first_line(error)}"


def _first_line(error: BaseException) -> str:
    return next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
