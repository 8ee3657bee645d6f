"""sigact's own form: JSONL of annotated articles, authored articles (.txt), or a folder of them. Nothing is lost."""

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sigact.data.article import Article, annotation_record, article_from
from sigact.data.corpus_files import article_files
from sigact.data.formats.drafts import Draft, marks_of
from sigact.data.formats.report import Report
from sigact.data.jsonl import read_records, write_articles
from sigact.data.labels import LabelList
from sigact.data.markup import read_markup
from sigact.data.standoff import is_standoff
from sigact.errors import ConfigError, DataError


def recognises(path: Path) -> bool:
    """A .jsonl file whose first record has text, spans and source, an authored .txt file, or a folder of such files."""
    if path.is_dir():
        files = [file for file in path.rglob("*") if file.suffix in {".jsonl", ".txt"}]
        return bool(files) and all(map(recognises, files))
    if path.suffix == ".txt":
        with path.open("rb") as file:
            return file.read(8).removeprefix(BOM_UTF8).startswith((b"---\n", b"---\r\n"))
    return path.suffix == ".jsonl" and {"id", "text", "source", "spans"} <= first_record_keys(path)


def first_record_keys(path: Path) -> set[str]:
    """Keys of the first record of a JSONL file; none if it is no JSONL file."""
    try:
        return set(next(read_records(path), ("", {}))[1])
    except DataError:
        return set()


def read(path: Path, _report: Report) -> Iterator[Draft]:
    """Read articles; JSONL may use any labels. Raises DataError with file:line."""
    for file in article_files(path):
        if file.suffix == ".jsonl":
            for where, record in read_records(file):
                if is_standoff(record):
                    raise DataError(where, "is a stand-off record without its text, which no other format can hold")
                yield draft_of(article_from(record, where, labels_of(record, where)), where)
        else:
            yield draft_of(read_markup(file), str(file))


def draft_of(article: Article, where: str) -> Draft:
    """The draft that builds the same article."""
    record = annotation_record(article)
    return Draft(where, record.pop("text"), marks_of(record.pop("spans"), where), record)


def labels_of(record: dict[str, Any], where: str) -> LabelList | None:
    """The labels that a record uses; None (sigact's) if there are none or they are malformed, which `article_from` then reports."""
    try:
        labels = {mark.label for mark in marks_of(record.get("spans", []), where)}
        labels |= {argument["role"] for incident in record.get("incidents", ()) for argument in incident.get("args", ())}
        return LabelList("in use", 1, tuple(sorted(labels))) if labels else None
    except (AttributeError, ConfigError, DataError, KeyError, TypeError):
        return None


def write(path: Path, articles: Sequence[Article], _report: Report) -> None:
    """Write JSONL."""
    write_articles(path, articles)
