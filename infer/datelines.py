"""When an article was published, as far as its text says.

A dateline stands at the beginning of a line near the top: a place, a day, perhaps a source, a dash. The words "today (May 4)" and "May 4
(today)" say it too. A day without a year gives XXXX-MM-DD.

| text | published |
|---|---|
| SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- | 1990-01-03 |
| KABUL, Afghanistan, March 4 (Reuters) - | XXXX-03-04 |
| BOGOTA, 10 Aug 89 -- | 1989-08-10 |
| LAGOS (Nigeria), May 4, 2021 — | 2021-05-04 |
"""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sigact.infer.calendar_dates import MONTHS, calendar_date

_TOP = 600
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?:,?\s+(?:(?:19|20)\d\d|'?\d\d)\b)?"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}{_YEAR}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b{_YEAR})"
_DATELINE = re.compile(
    rf"""^[ \t]*(?P<place>[^\W\d_][^\n\d:;!?"]{{1,78}}?),\s+
        (?P<day>{_DAY})\s*
        (?:[(\[][^()\[\]]{{1,80}}[)\]]\s*)?
        (?:--|[-–—](?=\s)|:(?=\s))""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_TODAY = re.compile(rf"\b(?P<day>{_DAY})\s*\(today\)|\btoday\s*\((?P<other>{_DAY})\)", re.IGNORECASE)


class Dateline(NamedTuple):
    """`value` is YYYY-MM-DD or XXXX-MM-DD; `place` what stands before it; code points `start` to `end` of the text."""

    value: str
    place: str
    start: int
    end: int


@lru_cache(maxsize=64)
def find_dateline(text: str) -> Dateline | None:
    """The first dateline among the first 600 characters."""
    for match in _DATELINE.finditer(text[:_TOP]):
        place = " ".join(match["place"].split())
        if place[0].isupper() and (value := _value(match["day"])):
            return Dateline(value, place, match.start("place"), match.end())
    return None


@lru_cache(maxsize=64)
def stated_publication(text: str) -> str | None:
    """The day of publication by the dateline or the word "today": YYYY-MM-DD or XXXX-MM-DD."""
    dateline = find_dateline(text)
    if dateline:
        return dateline.value
    match = _TODAY.search(text)
    return _value(match["day"] or match["other"]) if match else None


def publication_date(text: str) -> date | None:
    """The day of publication that the text states with its year."""
    value = stated_publication(text)
    return date.fromisoformat(value) if value and value[:4].isdigit() else None


def _value(day: str) -> str | None:
    return calendar_date(" ".join(day.lower().split()), None)
