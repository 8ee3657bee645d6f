"""brat's stand-off format: a folder with ID.txt and ID.ann for each article, and annotation.conf with the labels.

Offsets count code points. A span over a line end is written in fragments, as brat does, and read as one span again; other
discontinuous spans are reported as lost, and so are relations, events, attributes and notes. A note of type `sigact` on the first span
(on `*` where there is none) holds the rest of the article's record; whoever deletes that span in brat deletes the note with it.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from sigact.data.article import Article, Span
from sigact.data.formats.drafts import HEADER, Draft, Mark, foreign_header, header_of, own_header
from sigact.data.formats.folders import check_new, file_stems
from sigact.data.formats.offsets import Extent, find_words
from sigact.data.formats.report import Report
from sigact.data.jsonl import read_text, write_atomically
from sigact.errors import DataError

_LINE_ENDS = re.compile(r"\s*[\r\n]\s*")
_TEXT_BOUND = re.compile(r"(T\S+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t(.*))?")
_NOTE = re.compile(rf"#\S*\t{HEADER} \S+\t(.*)")
_LOST = {"E": "event", "R": "relation", "*": "equivalence", "A": "attribute", "M": "attribute", "N": "normalization", "#": "note"}


def recognises(path: Path) -> bool:
    """A folder with .ann files."""
    return path.is_dir() and any(path.rglob("*.ann"))


def write(path: Path, articles: Sequence[Article], _report: Report) -> None:
    """Write a folder, which must be empty or missing."""
    check_new(path)
    for article, stem in zip(articles, file_stems(articles, path), strict=True):
        write_atomically(path / f"{stem}.txt", article.text)
        write_atomically(path / f"{stem}.ann", _annotations(article))
    labels = sorted({span.label for article in articles for span in article.spans})
    write_atomically(path / "annotation.conf", "\n".join(["[entities]", *labels, "[relations]", "[events]", "[attributes]", ""]))


def _annotations(article: Article) -> str:
    lines = [_text_bound(number, span, article.text) for number, span in enumerate(article.spans, start=1)]
    note = f"#1\t{HEADER} {'T1' if article.spans else '*'}\t{json.dumps(header_of(article), ensure_ascii=False)}"
    return "\n".join([*lines, note, ""])


def _text_bound(number: int, span: Span, text: str) -> str:
    edges = [span.start]
    for match in _LINE_ENDS.finditer(text, span.start, span.end):
        edges += match.span()
    edges.append(span.end)
    fragments = list(zip(edges[::2], edges[1::2], strict=True))
    extents = ";".join(f"{start} {end}" for start, end in fragments)
    return f"T{number}\t{span.label} {extents}\t{' '.join(text[start:end] for start, end in fragments)}"


def read(path: Path, report: Report) -> Iterator[Draft]:
    """Read a folder and its sub-folders. Raises DataError with file:line, and for an .ann file without its .txt file."""
    files = sorted(path.rglob("*.ann")) if path.is_dir() else [path]
    if not files:
        raise DataError(path, "holds no .ann file")
    unannotated = set(path.rglob("*.txt")) - {file.with_suffix(".txt") for file in files}
    report.lose("text without annotations", len(unannotated))
    for file in files:
        text_file = file.with_suffix(".txt")
        if not text_file.is_file():
            raise DataError(file, f"has no text beside it: {text_file.name} is missing")
        identifier = file.relative_to(path).with_suffix("").as_posix() if path.is_dir() else file.stem
        yield _draft(file, read_text(text_file), identifier, report)


def _draft(file: Path, text: str, identifier: str, report: Report) -> Draft:
    header, marks = None, list[Mark]()
    for number, raw in enumerate(read_text(file).split("\n"), start=1):
        where, line = f"{file}:{number}", raw.removesuffix("\r")
        if line.startswith("T"):
            marks += _marks(line, text, where, report)
        elif note := _NOTE.fullmatch(line):
            header = own_header(_json(note[1], where), where)
        elif line.strip():
            if line[0] not in _LOST:
                raise DataError(where, f"is no brat annotation: {line!r}")
            report.lose(_LOST[line[0]])
    if header is None:
        header = foreign_header({}, identifier, "brat", text, report)
    return Draft(str(file), text, tuple(marks), header)


def _json(note: str, where: str) -> object:
    try:
        return json.loads(note)
    except json.JSONDecodeError as error:
        raise DataError(where, f"the {HEADER} note is not JSON: {error}") from None


def _marks(line: str, text: str, where: str, report: Report) -> list[Mark]:
    match = _TEXT_BOUND.fullmatch(line)
    if not match:
        raise DataError(where, f"must be an id, a tab, a label with offsets, a tab and the words, not {line!r}")
    name, label, extents, words = match.groups()
    fragments = [Extent(*map(int, extent.split())) for extent in extents.split(";")]
    extent = Extent(fragments[0].start, fragments[-1].end)
    if any(text[one.end : other.start].strip() for one, other in pairwise(fragments)):
        report.lose("discontinuous span")
        return []
    found = extent if words is None else find_words(text, extent, words)
    if found is None:
        raise DataError(where, f"at {extent.start}-{extent.end} the text has {text[slice(*extent)]!r}, not {words!r}")
    report.note("span whose offsets counted UTF-16 code units", found != extent)
    return [Mark(*found, label, name)]
