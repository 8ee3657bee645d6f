"""An Excel workbook: incidents, perpetrators and people, one row each, tied by the incident's id, and what the columns mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sigact.data.incident import Count
from sigact.errors import DataError
from sigact.infer.rows.columns import Cell, cells, joined, safe
from sigact.infer.rows.entries import Entry
from sigact.infer.rows.overview import COLUMNS

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

PERPETRATORS = (
    "incident",
    "text",
    "name",
    "aliases",
    "kind",
    "actor_type",
    "country",
    "count_min",
    "count_max",
    "attribution",
    "accuser",
    "confidence",
)
PEOPLE = ("incident", "toll", "text", "min", "max", "approximate", "category", "attacker", "confidence")
_SHEETS = {
    "incidents": tuple(column.name for column in COLUMNS),
    "perpetrators": PERPETRATORS,
    "people": PEOPLE,
    "columns": ("column", "kind", "meaning"),
}
_WIDTHS = {"notes": 60, "title": 40, "perpetrators": 40, "targets": 30, "text": 30, "meaning": 60, "id": 30, "incident": 30}
_DAYS = frozenset(column.name for column in COLUMNS if column.kind == "date")
_MAX_ROWS, _MAX_TEXT = 1_048_576, 32_767


def write_spreadsheet(path: Path, entries: Iterable[Entry]) -> None:
    """Write the workbook row by row. Raises DataError where an incident passes the limits of the format, which it never cuts to fit."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheets = {name: _sheet(book, name, columns) for name, columns in _SHEETS.items()}
    try:
        _fill(sheets, entries)
    except BaseException:
        for sheet in sheets.values():
            sheet.close()
        raise
    book.save(path)


def _fill(sheets: "Mapping[str, WriteOnlyWorksheet]", entries: Iterable[Entry]) -> None:
    rows = dict.fromkeys(_SHEETS, 1)
    for entry in entries:
        for name, values in _rows(entry):
            rows[name] += 1
            _check(entry, name, rows[name], values)
            sheets[name].append([_typed(column, value) for column, value in zip(_SHEETS[name], values, strict=True)])
    for column in COLUMNS:
        sheets["columns"].append([column.name, column.kind, column.filled])
    for name, columns in _SHEETS.items():
        sheets[name].auto_filter.ref = f"A1:{_letter(len(columns))}{max(rows[name], 2)}"


def _sheet(book: Any, name: str, columns: Sequence[str]) -> "WriteOnlyWorksheet":
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "B2"
    header = []
    for position, column in enumerate(columns, start=1):
        sheet.column_dimensions[_letter(position)].width = _WIDTHS.get(column, max(12, len(column) + 2))
        cell = WriteOnlyCell(sheet, value=column)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F3864")
        cell.alignment = Alignment(vertical="center")
        header.append(cell)
    sheet.append(header)
    return sheet


def _rows(entry: Entry) -> Iterator[tuple[str, Sequence[Cell]]]:
    """(sheet, cells) of everything an incident holds."""
    incident = entry.incident
    yield "incidents", cells(COLUMNS, entry)
    for one in incident.perpetrators:
        count = one.count or Count()
        accuser = one.accuser.text if one.accuser else None
        values = (entry.id, one.text, one.name, joined(one.aliases), one.kind, one.actor_type, one.country, count.min, count.max)
        yield "perpetrators", [safe(value) for value in (*values, one.attribution, accuser, one.confidence)]
    for name, toll in (("killed", incident.killed), ("injured", incident.injured), ("abducted", incident.abducted)):
        for group in toll.groups if toll else ():
            numbers = (group.min, group.max, int(group.approximate), group.category, int(group.perpetrator), group.confidence)
            yield "people", [safe(value) for value in (entry.id, name, group.text, *numbers)]


def _check(entry: Entry, sheet: str, row: int, values: Sequence[Cell]) -> None:
    if row > _MAX_ROWS:
        raise DataError(
            entry.id, f"is row {row} of sheet {sheet!r}; a sheet holds {_MAX_ROWS}: use one of the CSV formats or several files"
        )
    if any(isinstance(value, str) and len(value) > _MAX_TEXT for value in values):
        raise DataError(entry.id, f"has a cell of more than {_MAX_TEXT} characters in sheet {sheet!r}: use one of the CSV formats")


def _typed(column: str, value: Cell) -> Cell | date:
    return date.fromisoformat(value) if column in _DAYS and isinstance(value, str) else value


def _letter(position: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(position))
