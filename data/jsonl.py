"""Reading and writing annotated articles as JSONL; errors carry file:line."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sigact.data.article import Article, annotation_record, article_from
from sigact.data.atomic import atomic_path
from sigact.data.labels import LabelList
from sigact.errors import DataError


def read_text(path: Path) -> str:
    """The text of a file as utf-8-sig, line ends as they are. Raises DataError that says what is wrong with the file."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(path, error.strerror or str(error)) from None
    return decode_text(raw, path)


def decode_text(raw: bytes, where: object) -> str:
    """Decode utf-8-sig. Raises DataError for binary content and for other encodings, with the offset of the bad byte."""
    if b"\0" in raw:
        raise DataError(where, "is a binary file (it holds NUL bytes), not text")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(where, f"is not UTF-8 (byte {error.start}); convert it, for example with iconv -t UTF-8") from None


def read_records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (file:line, object) for each line that is not blank. Raises DataError at the first line that is no JSON object."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise DataError(where, f"is not JSON: {error}") from None
        if not isinstance(record, dict):
            raise DataError(where, f"must be a JSON object, not {type(record).__name__}")
        yield where, record


def read_jsonl(path: Path, labels: LabelList | None = None) -> list[Article]:
    """Read annotated articles. Raises DataError with file:line for a malformed record or an id used twice."""
    first_seen: dict[str, str] = {}
    articles = []
    for where, record in read_records(path):
        article = article_from(record, where, labels)
        if article.id in first_seen:
            raise DataError(where, f"id {article.id!r} was used at {first_seen[article.id]}")
        first_seen[article.id] = where
        articles.append(article)
    return articles


def write_jsonl(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """Write one object per line; the file appears whole or not at all."""
    write_atomically(path, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))


def write_articles(path: Path, articles: Iterable[Article]) -> None:
    """Write annotated articles as JSONL."""
    write_jsonl(path, map(annotation_record, articles))


def write_atomically(path: Path, text: str) -> None:
    """Write UTF-8 text beside `path`, then move it into place."""
    write_bytes_atomically(path, text.encode())


def write_bytes_atomically(path: Path, content: bytes) -> None:
    """Write beside `path`, wait until the disk has it, then move it into place. Raises DataError, and leaves nothing half written."""
    with atomic_path(path) as beside, beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
