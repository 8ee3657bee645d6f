"""Days, months and years by name -> EDTF: "4 JAN 90", "May 3, 2023", "late September", "the first Saturday of March", "2019".

A day or month without a year is the most recent one up to the day of publication; a day may be up to three days later, since clocks
and printers differ. Without a publication date its year is XXXX, and a month has no value.
"""

import calendar
import re
from datetime import date, timedelta

from sigact.data.edtf import parse_edtf

MONTHS = {name.lower(): n for names in (calendar.month_name, calendar.month_abbr) for n, name in enumerate(names) if name} | {"sept": 9}
DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)} | {"tues": 1, "thurs": 3, "weds": 2}
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"

_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>\d{4}|'?\d\d(?!\d|:)))?"
_DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}\b{_YEAR}")
_MONTH_DAY = re.compile(rf"\b{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:){_YEAR}")
_PART = r"\b(?P<part>(?:early|mid|late)|(?:beginning|start|middle|end) of)?[-\s]*"
_MONTH_ONLY = re.compile(rf"{_PART}{MONTH}\b(?:,?\s+(?P<year>\d{{4}}))?")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_YEAR_ONLY = re.compile(rf"^(?:in\s+)?{_PART}(?P<year>(?:19|20)\d\d)$")
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_NTH_WEEKDAY = re.compile(
    rf"\b(?P<nth>{'|'.join(_ORDINALS)})\s+(?P<weekday>{'|'.join(DAYS)})\b(?:\s+\w+)?\s+(?:of|in)\s+{MONTH}(?:\s+(?P<year>\d{{4}}))?"
)
_LATER = timedelta(days=3)
_EARLY, _LATE = ("early", "beginning of", "start of"), ("late", "end of")
_TENTH, _TWENTIETH = 10, 20


def calendar_date(text: str, published: date | None) -> str | None:
    """The value of an expression in small letters that names a day, a month or a year."""
    if match := _ISO.search(text):
        return checked(match[0])
    if match := _NTH_WEEKDAY.search(text):
        return _nth_weekday(match, published)
    if match := _DAY_MONTH.search(text) or _MONTH_DAY.search(text):
        return _day(MONTHS[match["month"]], int(match["day"]), _full_year(match["year"]), published)
    if match := _YEAR_ONLY.match(text):
        return _third_of_year(int(match["year"]), match["part"]) if match["part"] else match["year"]
    if match := _MONTH_ONLY.search(text):
        return _month(match, published)
    return None


def checked(value: str) -> str | None:
    """The value, None where there is no such day."""
    try:
        parse_edtf(value)
    except ValueError:
        return None
    return value


def _day(month: int, day: int, year: int | None, published: date | None) -> str | None:
    if year is None and published is not None:
        latest = published + _LATER
        year = latest.year if (month, day) <= (latest.month, latest.day) else latest.year - 1
    return checked(f"{year or 'XXXX'}-{month:02d}-{day:02d}")


def _full_year(year: str | None) -> int | None:
    if not year:
        return None
    number = int(year.lstrip("'"))
    return number if number > 99 else number + (2000 if number < 50 else 1900)


def _month(match: re.Match[str], published: date | None) -> str | None:
    month = MONTHS[match["month"]]
    if match["year"]:
        year = int(match["year"])
    elif published:
        year = published.year if month <= published.month else published.year - 1
    else:
        return None
    return _third_of_month(year, month, match["part"]) if match["part"] else f"{year}-{month:02d}"


def _third_of_month(year: int, month: int, part: str) -> str:
    """Early is the 1st to the 10th, mid the 11th to the 20th, late the 21st to the end."""
    last = calendar.monthrange(year, month)[1]
    first, last = (1, _TENTH) if part in _EARLY else (_TWENTIETH + 1, last) if part in _LATE else (_TENTH + 1, _TWENTIETH)
    return f"[{date(year, month, first)}..{date(year, month, last)}]"


def _third_of_year(year: int, part: str) -> str:
    """January to April, May to August, September to December."""
    first = 1 if part in _EARLY else 9 if part in _LATE else 5
    return f"[{date(year, first, 1)}..{date(year, first + 3, calendar.monthrange(year, first + 3)[1])}]"


def _nth_weekday(match: re.Match[str], published: date | None) -> str | None:
    """The first Saturday of March."""
    month = MONTHS[match["month"]]
    if not match["year"] and published is None:
        return None
    year = int(match["year"]) if match["year"] else published.year - (month > published.month) if published else 0
    all_days = calendar.Calendar().itermonthdates(year, month)
    days = [day for day in all_days if (day.month, day.weekday()) == (month, DAYS[match["weekday"]])]
    return str(days[_ORDINALS[match["nth"]]])
