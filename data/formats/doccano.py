"""doccano's JSONL: {"text", "label": [[start, end, label], ...]}, or {"entities": [{"start_offset", "end_offset", "label"}], "relations"}.

Some exports name the text "data" and the marks "labels". doccano keeps keys it does not know and exports them again: `id` and `sigact`
hold the article's id and the rest of its record. doccano's editor counts UTF-16 code units, so offsets are written and read as such; a
record of others in which they would cut words while code points cut none is read with code points.
"""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from sigact.data.article import Article
from sigact.data.formats.drafts import HEADER, Draft, Mark, foreign_header, header_of, mark_of, own_header
from sigact.data.formats.offsets import Extent, from_utf16, has_surrogates, units_before
from sigact.data.formats.report import Report
from sigact.data.formats.sigact_jsonl import first_record_keys
from sigact.data.jsonl import read_records, write_jsonl
from sigact.data.words import to_word_spans, words_of
from sigact.errors import DataError

_TEXT_KEYS = ("text", "data")
_MARK_KEYS = ("entities", "label", "labels")
_LOST_KEYS = {"relations": "relation", "Comments": "comment", "comments": "comment", "cats": "text label"}


def recognises(path: Path) -> bool:
    """A .jsonl file whose first record has a text and `label`, `labels` or `entities`."""
    return path.suffix == ".jsonl" and path.is_file() and bool(first_record_keys(path) & set(_MARK_KEYS))


def write(path: Path, articles: Sequence[Article], _report: Report) -> None:
    """Write one record per line."""
    write_jsonl(path, map(_record, articles))


def _record(article: Article) -> dict[str, Any]:
    units = units_before(article.text)
    label = [[units[span.start], units[span.end], span.label] for span in article.spans]
    return {"id": article.id, "text": article.text, "label": label, HEADER: header_of(article)}


def read(path: Path, report: Report) -> Iterator[Draft]:
    """Read an export. Raises DataError with file:line."""
    for number, (where, record) in enumerate(read_records(path), start=1):
        text = next((record[key] for key in _TEXT_KEYS if isinstance(record.get(key), str)), None)
        if text is None:
            raise DataError(where, 'has no text: doccano writes it as "text"')
        for key, what in _LOST_KEYS.items():
            report.lose_each(what, record.get(key))
        marks = _marks(text, record, where, report)
        if HEADER in record:
            header = own_header(record[HEADER], where)
        else:
            known = {*_TEXT_KEYS, *_MARK_KEYS, *_LOST_KEYS}
            fields = {key: value for key, value in record.items() if key not in known}
            header = foreign_header(fields, f"{path.stem}-{number}", "doccano", text, report)
        yield Draft(where, text, marks, header)


def _marks(text: str, record: dict[str, Any], where: str, report: Report) -> tuple[Mark, ...]:
    lists = [record.get(key) or [] for key in _MARK_KEYS]
    if not all(isinstance(marks, list) for marks in lists):
        raise DataError(where, f"{', '.join(_MARK_KEYS)} must be lists")
    marks = [_mark(raw, where) for raw in chain.from_iterable(lists)]
    if not has_surrogates(text):
        return tuple(marks)
    points = [Extent(mark.start, mark.end) for mark in marks]
    units = from_utf16(text, points)
    if HEADER not in record and (units is None or _cuts_words(text, units)) and not _cuts_words(text, points):
        report.note("record whose offsets were read as code points")
        return tuple(marks)
    if units is None:
        raise DataError(where, "a span cuts a character in two: offsets must count UTF-16 code units, as doccano does")
    return tuple(Mark(*extent, mark.label, mark.id) for extent, mark in zip(units, marks, strict=True))


def _mark(raw: object, where: str) -> Mark:
    match raw:
        case [start, end, label]:
            return mark_of({"start": start, "end": end, "label": label}, raw, where)
        case {"start_offset": start, "end_offset": end, "label": label, **rest}:
            return mark_of({"start": start, "end": end, "label": label, "id": str(rest["id"]) if "id" in rest else None}, raw, where)
    raise DataError(where, f"a label must be [start, end, label] or an entity with start_offset, end_offset and label, not {raw!r}")


def _cuts_words(text: str, extents: list[Extent]) -> bool:
    trimmed = []
    for start, end in extents:
        phrase = text[start:end]
        trimmed.append((end - len(phrase.lstrip()), start + len(phrase.rstrip()), ""))
    return bool(to_word_spans(words_of(text), trimmed)[1])
