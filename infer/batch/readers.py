"""Files -> items, one after the other; a file that breaks off gives a fault and the next one goes on."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from sigact.data.article import title_of
from sigact.data.jsonl import decode_text
from sigact.data.unicode_text import well_formed_json
from sigact.errors import DataError
from sigact.infer.batch.csv_rows import read_csv, read_tsv
from sigact.infer.batch.formats import InputFormat
from sigact.infer.batch.inputs import Input
from sigact.infer.batch.items import Fault, Item, Limits, Page, Record, Unusable
from sigact.infer.batch.parquet_rows import read_parquet
from sigact.infer.batch.records import checked_text, record_from
from sigact.infer.batch.streams import bounded_lines, open_input, read_whole, too_large
from sigact.infer.batch.warc import read_warc

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


def read_items(inputs: Iterable[Input | Fault], limits: Limits) -> Iterator[Item]:
    """The items of all inputs in order."""
    for source in inputs:
        if isinstance(source, Fault):
            yield source
            continue
        last = None
        try:
            with open_input(source, limits) as stream:
                for item in _READERS[source.format](stream, source.name, limits):
                    last = item.where
                    yield item
        except Unusable as fault:
            yield fault.at(f"{source.name}, after {last}" if last else source.name)
        except OSError as error:
            problem = error.strerror or str(error)
            yield Fault("error", "unreadable", f"{source.name}, after {last}" if last else source.name, problem)


def read_jsonl(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item]:
    """A record for each line that is not blank."""
    for number, line in bounded_lines(stream, limits):
        where = f"{name}:{number}"
        try:
            if line is None:
                raise too_large(limits)
            text = decode_line(line, number)
            if text.strip():
                yield _json_record(text, where, limits)
        except Unusable as fault:
            yield fault.at(where)


def _json_record(line: str, where: str, limits: Limits) -> Record | Fault:
    try:
        fields = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "is nested too deeply"
        raise Unusable("malformed", f"is not JSON: {reason}") from None
    if not isinstance(fields, dict):
        raise Unusable("wrong_type", f"must be a JSON object, not {type(fields).__name__}")
    if not _SURROGATE_ESCAPE.search(line):
        return record_from(fields, where, limits)
    fields, replaced = well_formed_json(fields)
    record = record_from(fields, where, limits)
    return _with_note(record, replaced) if replaced and isinstance(record, Record) else record


def _with_note(record: Record, replaced: int) -> Record:
    note = Fault("warning", "surrogates", record.where, f"{replaced} unpaired surrogates became U+FFFD; offsets are as before", record.id)
    return replace(record, kept=False, faults=(note,))


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def decode_line(line: bytes, number: int) -> str:
    """A line as UTF-8, without the byte order mark of a first line. Raises Unusable."""
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise Unusable("not_utf8", f"is not UTF-8 (byte {error.start} of the line)") from None


def read_text_file(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item]:
    """The whole file as one record; its first line is the title if it looks like one."""
    raw = read_whole(stream, limits)
    try:
        text = decode_text(raw, name)
    except DataError as error:
        raise Unusable("not_utf8", error.problem) from None
    if not text.strip():
        yield Record(name, text, name, faults=(Fault("warning", "empty", name, "is empty", name),))
        return
    yield Record(name, checked_text(text, limits), name, title=title_of(text))


def read_html(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item]:
    """The whole file as one page."""
    yield Page(name, read_whole(stream, limits), name)


_READERS: dict[InputFormat, Callable[[BinaryIO, str, Limits], Iterator[Item]]] = {
    "jsonl": read_jsonl,
    "csv": read_csv,
    "tsv": read_tsv,
    "parquet": read_parquet,
    "text": read_text_file,
    "html": read_html,
    "warc": read_warc,
}
