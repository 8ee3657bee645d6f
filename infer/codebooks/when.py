"""The date of an incident as coders need it: first and last day, and how much of it is known."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sigact.data.edtf import parse_edtf
from sigact.data.incident import IncidentDate

Known = Literal["day", "within", "lasted", "month", "year"]
_KNOWN: tuple[Known, ...] = ("year", "month", "day")


@dataclass(frozen=True)
class When:
    """`known`: a day, one day within a span, a span that it lasted, a month or a year. `start` and `end` are its first and last day."""

    known: Known
    start: date
    end: date
    approximate: bool

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def middle(self) -> date:
        return self.start + timedelta(days=(self.days - 1) // 2)


def when(told: IncidentDate | None) -> When | None:
    """None without a date, or without its year."""
    parsed = parse_edtf(told.value) if told else None
    if told is None or parsed is None or parsed.start is None or parsed.end is None:
        return None
    if told.value.startswith("["):
        known: Known = "within"
    elif "/" in told.value:
        known = "lasted"
    else:
        known = _KNOWN[told.value.count("-")]
    return When(known, parsed.start, parsed.end, parsed.approximate)
