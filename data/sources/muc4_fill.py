"""One line of a MUC-4 answer key: a fill with its alternatives and its cross-reference.

? ATTACK / BOMBING                        optional; either is right
DEATH: "OLD MAN" / "MAN"                  about the fill of another slot that has these alternatives
GUN: "-"                                  about a slot that is null
- 08 JAN 90 / (07 JAN 90 - 08 JAN 90)     on or before a day, or between two days
"""

import re
from dataclasses import dataclass, field

from sigact.data.sources.muc4_slots import NUMBER_SLOTS, SET_LISTS, STRING_SLOTS, TITLES, Slot
from sigact.errors import DataError

NULL = "-"
INAPPLICABLE = "*"

_DAY = r"\d?\d [A-Z]{3} \d\d"
_DATE = re.compile(rf"(- ?)?{_DAY}|{_DAY} - {_DAY}")
_NUMBER = re.compile(r"~?\d+|\d+ ?-|- ?\d+|\d+-\d+|PLURAL")
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
_WITHOUT_REFERENCE = {Slot.DATE, Slot.LOCATION}


@dataclass(frozen=True)
class Fill:
    """One fill of a slot.

    `alternatives` are equally right; NULL among them is a null fill. `refers_to` holds the alternatives of the fill of
    another slot that this one is about: (NULL,) where that slot is null, empty where nothing is referred to. An `optional`
    fill may be left out. `line` counts from 1 in the key file.
    """

    alternatives: tuple[str, ...]
    refers_to: tuple[str, ...] = ()
    optional: bool = False
    line: int = field(default=0, compare=False)


def parse_fill(slot: Slot, text: str, where: str, line: int = 0) -> tuple[Fill, list[str]]:
    """Parse one fill, without its quotes and backslashes.

    Returns it with remarks, each beginning with `where`, on what had to be read with leniency: unbalanced or missing
    quotes, dates and numbers of no known form. Raises DataError for a fill that cannot be read or is not in the set list.
    """
    body = text.removeprefix("?").strip()
    balanced = (body.count('"') - body.count('\\"')) % 2 == 0
    remarks = [] if balanced else ["quotes are not balanced"]
    parts = [body] if slot in _WITHOUT_REFERENCE else _split(body, ":", balanced)
    if len(parts) > 2:
        raise DataError(where, f"has more than one cross-reference: {text}")
    pieces = _pieces(parts[0], balanced, where)
    references = _pieces(parts[1], balanced, where) if len(parts) == 2 else []
    quoted = references + (pieces if slot in STRING_SLOTS else [])
    if any(piece != NULL and not _QUOTED.fullmatch(piece) for piece in quoted) and balanced:
        remarks.append("a string is not quoted")
    alternatives = tuple(map(_unquoted, pieces))
    remarks += _check(slot, alternatives, where)
    fill = Fill(alternatives, tuple(map(_unquoted, references)), text.startswith("?"), line)
    return fill, [f"{where}: {remark}: {text}" for remark in remarks]


def _check(slot: Slot, alternatives: tuple[str, ...], where: str) -> list[str]:
    given = [value for value in alternatives if value != NULL]
    for value in given:
        if slot in SET_LISTS and value not in SET_LISTS[slot]:
            raise DataError(where, f"{value!r} is not in the set list of {TITLES[slot]}")
    if slot is Slot.DATE and not all(map(_DATE.fullmatch, given)):
        return ["not a date of a known form"]
    if slot in NUMBER_SLOTS and not all(map(_NUMBER.fullmatch, given)):
        return ["not a number of a known form"]
    return []


def _pieces(text: str, balanced: bool, where: str) -> list[str]:
    pieces = [_unwrapped(piece.strip()) for piece in _split(_unwrapped(text.strip()), "/", balanced)]
    if not all(pieces):
        raise DataError(where, f"has an empty alternative: {text}")
    return pieces


def _split(text: str, separator: str, balanced: bool) -> list[str]:
    """Split outside parentheses and, where quotes are balanced, outside quoted strings."""
    parts, quoted, depth = [""], False, 0
    for index, char in enumerate(text):
        if balanced and char == '"' and text[index - 1 : index] != "\\":
            quoted = not quoted
        if not quoted:
            depth += (char == "(") - (char == ")")
        if char == separator and not quoted and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _unwrapped(text: str) -> str:
    """Without parentheses that enclose the whole."""
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0 and index < len(text) - 1:
            return text
    return text[1:-1].strip() if text.startswith("(") and depth == 0 else text


def _unquoted(piece: str) -> str:
    match = _QUOTED.fullmatch(piece)
    return (match[1] if match else piece.strip('"')).replace('\\"', '"')
