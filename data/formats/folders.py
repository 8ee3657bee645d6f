"""Formats that are folders with a few files per article."""

import re
from collections.abc import Sequence
from pathlib import Path

from sigact.data.article import Article
from sigact.errors import DataError

_UNSAFE = re.compile(r"[^\w.-]+")


def check_new(folder: Path) -> None:
    """Raise DataError unless the folder is empty or missing: files of an earlier run would mix with the new ones."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DataError(folder, "exists and is not an empty folder; choose another --output or remove it")


def file_stems(articles: Sequence[Article], folder: Path) -> list[str]:
    """A file name without suffix for each article: its id, with _ for what file names cannot hold. Raises DataError if two would be one."""
    stems = [_UNSAFE.sub("_", article.id).lstrip(".")[:200] or "_" for article in articles]
    seen: dict[str, str] = {}
    for stem, article in zip(stems, articles, strict=True):
        if stem.casefold() in seen:
            raise DataError(folder, f"ids {seen[stem.casefold()]!r} and {article.id!r} would have the same file name {stem!r}; rename one")
        seen[stem.casefold()] = article.id
    return stems
