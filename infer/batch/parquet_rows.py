"""Parquet -> records (extra: batch). Rows are decoded a few at a time; memory is that of a row group."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from sigact.infer.batch.items import Item, Limits, Unusable
from sigact.infer.batch.records import record_from

_ROWS_AT_ONCE = 64


def read_parquet(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Item]:
    """A record for each row, counted from 1."""
    import pyarrow
    from pyarrow import parquet

    if not stream.seekable():
        raise Unusable("unreadable", "Parquet is read from its end, so neither from a pipe nor compressed; save it as a plain file first")
    try:
        file = parquet.ParquetFile(stream)
        if "text" not in file.schema_arrow.names:
            raise Unusable("malformed", f"has no column `text`; its columns are {', '.join(file.schema_arrow.names)[:200]!r}")
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
            for index in range(batch.num_rows):
                number += 1
                yield _record(batch, index, f"{name}:row {number}", limits)
    except (pyarrow.ArrowException, OSError) as error:
        raise Unusable("malformed", f"is no readable Parquet: {error}") from None


def _record(batch: Any, index: int, where: str, limits: Limits) -> Item:
    fields = {}
    for column in batch.schema.names:
        try:
            fields[column] = batch.column(column)[index].as_py()
        except UnicodeDecodeError:
            return Unusable("not_utf8", f"column {column!r:.60} is not UTF-8").at(where)
    return record_from(fields, where, limits)
