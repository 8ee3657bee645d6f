"""CSV and TSV with a header -> records; positions are the line a row ends on."""

import csv
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from sigact.infer.batch.items import Item, Limits, Unusable
from sigact.infer.batch.records import record_from
from sigact.infer.batch.streams import bounded_lines, too_large


class _Lines:
    """The lines of a table as text; bytes that are not UTF-8 come as surrogates. `oversize` tells that one over the limit was left out."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._lines = bounded_lines(stream, limits)
        self.oversize = False

    def __iter__(self) -> Iterator[str]:
        for number, line in self._lines:
            if line is None:
                self.oversize = True
            yield (line or b"\n").decode("utf-8-sig" if number == 1 else "utf-8", "surrogateescape")


def _read(stream: BinaryIO, name: str, limits: Limits, *, delimiter: str) -> Iterator[Item]:
    csv.field_size_limit(limits.record_bytes)
    lines = _Lines(stream, limits)
    rows = csv.reader(lines, delimiter=delimiter)
    header = _header(rows)
    while True:
        try:
            row = next(rows, None)
            if row is None:
                return
            if lines.oversize:
                raise too_large(limits)
            if row:
                yield record_from(_fields(header, row), f"{name}:{rows.line_num}", limits)
        except csv.Error as error:
            yield Unusable("malformed", f"is not CSV: {error}").at(f"{name}:{rows.line_num}")
        except Unusable as fault:
            yield fault.at(f"{name}:{rows.line_num}")
        lines.oversize = False


def _header(rows: Iterator[list[str]]) -> list[str]:
    try:
        header = next(rows, [])
    except csv.Error as error:
        raise Unusable("malformed", f"has no CSV header: {error}") from None
    _check_utf8(header)
    if header and "text" not in header:
        raise Unusable("malformed", f"has no column `text`; its columns are {', '.join(header)[:200]!r}")
    return header


def _fields(header: list[str], row: list[str]) -> dict[str, str]:
    _check_utf8(row)
    if len(row) != len(header):
        raise Unusable("malformed", f"has {len(row)} columns, the header has {len(header)}")
    return dict(zip(header, row, strict=True))


def _check_utf8(row: list[str]) -> None:
    try:
        "".join(row).encode()
    except UnicodeEncodeError:
        raise Unusable("not_utf8", "is not UTF-8") from None


read_csv = partial(_read, delimiter=",")
read_tsv = partial(_read, delimiter="\t")
