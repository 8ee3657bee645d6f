"""Reports -> Parquet, with columns as in the JSON form (extra: batch); `extra` is a JSON string, dates are dates."""

import io
import json
import types
import typing
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

import pyarrow as pa
from pyarrow import parquet
from pydantic import BaseModel

from sigact.infer.report import Report

_PLAIN: dict[Any, Any] = {str: pa.string(), bool: pa.bool_(), int: pa.int64(), float: pa.float64(), date: pa.date32()}
_ANNOTATION_ONLY = "args"


def parquet_bytes(reports: Sequence[Report]) -> bytes:
    """A Parquet file of the reports, one row each; the same reports give the same bytes."""
    rows = [_row(report) for report in reports]
    buffer = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows, schema=report_arrow_schema()), buffer, compression="zstd")
    return buffer.getvalue()


def _row(report: Report) -> dict[str, Any]:
    row = report.model_dump(exclude={"incidents": {"__all__": {_ANNOTATION_ONLY}}})
    return row | {"extra": json.dumps(report.extra, ensure_ascii=False)}


@cache
def report_arrow_schema() -> Any:
    """The Arrow schema of a report, read off its type."""
    return pa.schema(_fields(Report))


def _fields(model: type[BaseModel]) -> list[Any]:
    return [
        pa.field(info.alias or name, _arrow_type(info.annotation)) for name, info in model.model_fields.items() if name != _ANNOTATION_ONLY
    ]


def _arrow_type(annotation: Any) -> Any:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return _arrow_type(arguments[0])
    if origin in {types.UnionType, typing.Union}:
        (inner,) = (argument for argument in arguments if argument is not types.NoneType)
        return _arrow_type(inner)
    if origin is tuple:
        return pa.list_(_arrow_type(arguments[0]))
    if origin in {Literal, dict}:
        return pa.string()
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct(_fields(annotation))
    return _PLAIN[annotation]
