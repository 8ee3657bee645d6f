"""CSV: UTF-8, comma, one header line, one line an incident; cells safe for spreadsheets."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from sigact.infer.rows.columns import Column, cells
from sigact.infer.rows.entries import Entry


def write_csv(path: Path, columns: Sequence[Column], entries: Iterable[Entry]) -> None:
    """Write rows as they come: memory does not grow with their number."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        writer.writerows(cells(columns, entry) for entry in entries)
