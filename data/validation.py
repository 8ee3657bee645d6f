"""Checks a whole corpus and names every fault at once."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sigact.data.article import Article, article_from
from sigact.data.corpus_files import article_files
from sigact.data.jsonl import read_text
from sigact.data.labels import LabelList
from sigact.data.markup import read_markup
from sigact.data.standoff import TextCopies, is_standoff
from sigact.errors import DataError


@dataclass(frozen=True)
class Validation:
    """Counts of what is sound, and every fault as file:line and words."""

    articles: int
    spans: int
    incidents: int
    faults: tuple[str, ...]


def validate(paths: Iterable[Path], labels: LabelList | None = None, texts: Mapping[str, str] | None = None) -> Validation:
    """Read every article of files and folders; stand-off records are joined with `texts`, texts by record id."""
    copies = TextCopies(texts or {})
    articles: list[Article] = []
    faults: list[str] = []
    seen: dict[str, str] = {}
    for path in paths:
        for where, result in _results(path, labels, copies):
            if isinstance(result, DataError):
                faults += str(result).split("\n")
            elif result.id in seen:
                faults.append(f"{where}: id {result.id!r} was used at {seen[result.id]}")
            else:
                seen[result.id] = where
                articles.append(result)
    return Validation(len(articles), sum(len(a.spans) for a in articles), sum(len(a.incidents) for a in articles), tuple(faults))


def _results(path: Path, labels: LabelList | None, copies: TextCopies) -> Iterator[tuple[str, Article | DataError]]:
    try:
        files = article_files(path)
    except DataError as error:
        yield str(path), error
        return
    for file in files:
        if file.suffix == ".jsonl":
            yield from _lines(file, labels, copies)
        else:
            try:
                yield str(file), read_markup(file, labels)
            except DataError as error:
                yield str(file), error


def _lines(file: Path, labels: LabelList | None, copies: TextCopies) -> Iterator[tuple[str, Article | DataError]]:
    try:
        lines = read_text(file).split("\n")
    except DataError as error:
        yield str(file), error
        return
    for number, line in enumerate(lines, start=1):
        where = f"{file}:{number}"
        if line.strip():
            try:
                record = json.loads(line)
                yield where, copies.article(record, where, labels) if is_standoff(record) else article_from(record, where, labels)
            except json.JSONDecodeError as error:
                yield where, DataError(where, f"is not JSON: {error}")
            except DataError as error:
                yield where, error
