"""The profile of EDTF (Extended Date/Time Format, Library of Congress 2019) that incident dates use.

2024, 2024-05, 2024-05-14     a year, a month, a day
XXXX-05-14                    a day of an unknown year
A/B                           lasted from A to B
[A..B]                        one day within A to B
...~ after any of them        approximate
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "week", "month", "year", "range"]

_DATE = re.compile(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?")
_LEAP_YEAR = 2000


@dataclass(frozen=True)
class EdtfDate:
    """A parsed value. `start` and `end` are its first and last day, None where the year is unknown."""

    start: date | None
    end: date | None
    precision: Precision
    approximate: bool


def parse_edtf(value: str) -> EdtfDate:
    """Parse a value of the profile. Raises ValueError that quotes it."""
    core, approximate = value.removesuffix("~"), value.endswith("~")
    if core.startswith("[") and core.endswith("]") and ".." in core:
        first, last = core[1:-1].split("..", 1)
    elif "/" in core:
        first, last = core.split("/", 1)
    else:
        start, end, precision = _parse_one(core)
        return EdtfDate(start, end, precision, approximate)
    start, end = _parse_one(first)[0], _parse_one(last)[1]
    if start is None or end is None or start > end:
        raise ValueError(f"{value!r}: the range must run from an earlier to a later date of known years")
    return EdtfDate(start, end, "week" if (end - start).days == 6 else "range", approximate)


def _parse_one(text: str) -> tuple[date | None, date | None, Precision]:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date of the EDTF profile (such as 2024-05-14, 2024-05, XXXX-05-14, [A..B])")
    year, month, day = match.groups()
    try:
        number = _LEAP_YEAR if year == "XXXX" else int(year)
        first = date(number, int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(f"{text!r}: {error}") from None
    if year == "XXXX":
        if not day:
            raise ValueError(f"{text!r}: an unknown year needs month and day")
        return None, None, "day"
    if day:
        return first, first, "day"
    if month:
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), "month"
    return first, date(first.year, 12, 31), "year"
