"""Parquet with the Features of `sigact.data.hub_dataset`, and a data set card beside it, ready for the Hugging Face Hub.

A row holds of an incident what a flat table can: its date, the text and country of its first place, tolls without their groups, arguments.
What that leaves out is reported field by field.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sigact.data.article import Article, article_from
from sigact.data.formats.dataset_card import check_card, write_card
from sigact.data.formats.drafts import Draft
from sigact.data.formats.report import Report
from sigact.data.formats.sigact_jsonl import draft_of, labels_of
from sigact.data.incident import Incident
from sigact.errors import DataError

SUFFIX = ".parquet"


def recognises(path: Path) -> bool:
    """A .parquet file, or a folder with such files."""
    return any(path.rglob(f"*{SUFFIX}")) if path.is_dir() else path.suffix == SUFFIX


def write(path: Path, articles: Sequence[Article], report: Report) -> None:
    """Write PATH.parquet, or data.parquet in the folder PATH, and README.md beside it. Raises DataError if another README.md is there."""
    from datasets import disable_progress_bars

    from sigact.data.hub_dataset import to_dataset

    file = path if path.suffix == SUFFIX else path / f"data{SUFFIX}"
    check_card(file)
    dataset = to_dataset(articles)
    for row, article in zip(dataset, articles, strict=True):
        for plain, incident in zip(row["incidents"], article.incidents, strict=True):
            for field in _left_out(plain, incident):
                report.lose(f"detail of the incident field {field!r}")
    disable_progress_bars()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        with os.fdopen(handle, "wb") as stream:
            dataset.to_parquet(stream)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except OSError as error:
        raise DataError(file, f"cannot be written: {error.strerror}") from None
    write_card(file, articles)


def _left_out(plain: Mapping[str, Any], incident: Incident) -> list[str]:
    whole = incident.model_dump(mode="json", exclude_defaults=True)
    kept = Incident.model_validate(_incident(plain)).model_dump(mode="json", exclude_defaults=True)
    return [field for field, value in whole.items() if kept.get(field) != value]


def read(path: Path, _report: Report) -> Iterator[Draft]:
    """Read a file or the files of a folder. Raises DataError that names the file and row, counted from 1."""
    from pyarrow import ArrowException
    from pyarrow.parquet import read_table

    for file in sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]:
        try:
            rows = read_table(file).to_pylist()
        except (ArrowException, OSError) as error:
            raise DataError(file, f"cannot be read as Parquet: {error}") from None
        for number, row in enumerate(rows, start=1):
            where = f"{file}: row {number}"
            try:
                incidents = [_incident(plain) for plain in row.get("incidents") or ()]
            except (AttributeError, TypeError):
                raise DataError(where, "its incidents are not those of sigact's columns") from None
            record = row | {"incidents": incidents}
            yield draft_of(article_from(record, where, labels_of(record, where)), where)


def _incident(plain: Mapping[str, Any]) -> dict[str, Any]:
    """The annotation record of an incident's row."""
    record = {key: value for key, value in plain.items() if value is not None}
    place = {"text": record.pop("place", None), "country": record.pop("country", None)}
    if any(place.values()):
        record["place"] = place
    if "date" in record:
        record["date"] = {"value": record["date"]}
    return record
