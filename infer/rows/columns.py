"""A table as data: every column with its kind, how it is filled, and its value for an incident."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sigact.infer.rows.entries import Entry

Cell = int | float | str | None
Kind = Literal["integer", "number", "text", "date"]

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NEGATIVE = re.compile(r"-\d+(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Column:
    """`filled` says how, in words for the documentation; empty for a column that stays empty. `codes` are the values allowed, if few."""

    name: str
    kind: Kind
    filled: str
    value: Callable[[Entry], Cell]
    codes: frozenset[int | str] = frozenset()


def integer(name: str, filled: str, value: Callable[[Entry], int | None], codes: Collection[int] = ()) -> Column:
    return Column(name, "integer", filled, value, frozenset(codes))


def number(name: str, filled: str, value: Callable[[Entry], float | None]) -> Column:
    return Column(name, "number", filled, value)


def text(name: str, filled: str, value: Callable[[Entry], str | None], codes: Collection[str] = ()) -> Column:
    return Column(name, "text", filled, value, frozenset(codes))


def day(name: str, filled: str, value: Callable[[Entry], str | None]) -> Column:
    return Column(name, "date", filled, value)


def empty(*names: str) -> tuple[Column, ...]:
    """Columns of the data set that an article does not tell or only its owner assigns."""
    return tuple(Column(name, "text", "", lambda _: None) for name in names)


def cells(columns: Sequence[Column], entry: Entry) -> list[Cell]:
    """One row, safe for CSV and spreadsheets."""
    return [safe(column.value(entry)) for column in columns]


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: text is put on one line, characters that files cannot hold become U+FFFD, and
    text that begins with = + - @ gets an apostrophe in front. Plain negative numbers stay as they are.

    >>> safe('=HYPERLINK("x")'), safe("-99"), safe("Ana\\nRuiz")
    ('\\'=HYPERLINK("x")', '-99', 'Ana Ruiz')
    """
    if not isinstance(cell, str):
        return cell
    line = " ".join(_UNPRINTABLE.sub("\ufffd", cell).split())
    return f"'{line}" if line.startswith(_FORMULA) and not _NEGATIVE.fullmatch(line) else line


def joined(parts: Iterable[str | None], separator: str = "; ") -> str | None:
    """The parts that say something, each once; None if none does."""
    return separator.join(dict.fromkeys(part for part in parts if part)) or None
