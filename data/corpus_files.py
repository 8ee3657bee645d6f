"""Where annotated articles are read from: a JSONL file, an authored article, or a folder of them."""

import hashlib
from pathlib import Path

from sigact.data.article import Article
from sigact.data.jsonl import read_jsonl
from sigact.data.labels import LabelList
from sigact.data.markup import read_markup
from sigact.errors import DataError


def article_files(path: Path) -> list[Path]:
    """The files of a path in a fixed order: itself, or the .txt and .jsonl files of a folder and its sub-folders."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise DataError(path, "does not exist")
    found = sorted(file for file in path.rglob("*") if file.suffix in {".txt", ".jsonl"})
    if not found:
        raise DataError(path, "holds no .txt or .jsonl file")
    return found


def read_articles(path: Path, labels: LabelList | None = None) -> list[Article]:
    """Read every article of a file or folder. Raises DataError for the first fault or an id used twice."""
    first_seen: dict[str, Path] = {}
    articles = []
    for file in article_files(path):
        for article in read_jsonl(file, labels) if file.suffix == ".jsonl" else [read_markup(file, labels)]:
            if article.id in first_seen:
                raise DataError(file, f"id {article.id!r} was used in {first_seen[article.id]}")
            first_seen[article.id] = file
            articles.append(article)
    return articles


def data_name(path: Path) -> str:
    """How runs and cards name data: the file, or a folder with the one it lies in."""
    return path.name if path.is_file() else f"{path.resolve().parent.name}/{path.name}"


def checksum(path: Path) -> str:
    """SHA-256 over the names and contents of the files of `path`."""
    digest = hashlib.sha256()
    for file in article_files(path):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
