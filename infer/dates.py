"""Date expressions of news -> EDTF, against the publication date and the day that the text told before.

News convention: a weekday is the most recent one up to the day of publication; "overnight" and "last night" take the
evening's date; a day without a year is the most recent one, or of year XXXX where the publication date is unknown.
`calendar_dates` reads names of days and months, `relative_dates` what counts from a day; here are ranges of both. Dates in figures
go to dateparser.

>>> resolve_date("the night of August 27", date(1989, 9, 1)).value
'1989-08-27'
>>> resolve_date("two days earlier", date(1989, 9, 1), told="1989-08-20").value
'1989-08-18'
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from sigact.data.edtf import parse_edtf
from sigact.infer.calendar_dates import MONTH, calendar_date
from sigact.infer.relative_dates import Anchors, joined, relative_date

_CLOCK = r"\d{1,2}[:.]\d\d(?:\s*(?:am|pm|a\.m\.|p\.m\.|hrs|hours))?|\d{1,2}\s*(?:am|pm|a\.m\.|p\.m\.)|\d{4}\s*(?:hrs|hours|gmt|local time)"
_BARE_CLOCK = r"0\d[0-5]\d|(?<=about )(?:1[0-8]|2[1-3])[0-5]\d|(?<=approximately )(?:1[0-8]|2[1-3])[0-5]\d"
_PART_OF_DAY = r"mid-?(?:day|night|morning|afternoon)|morning|afternoon|evening|night|dawn|dusk|noon|sunset|sunrise"
_TIME = re.compile(
    r"\b(?:(?:at|about|around|approximately|shortly|just|before|after|by|early|late|mid|nearly|local|time|on|the|in|of|from|until|to)[-\s]+){0,6}"
    rf"(?:{_CLOCK}|{_BARE_CLOCK}|{_PART_OF_DAY})(?!\w)(?:\s+local time|\s*gmt)?"
)
_SEP = r"\s*(?:-|–|/|and|to|or)\s*"
_DAYS_OF_MONTH = re.compile(
    rf"\b(?P<first>\d{{1,2}}){_SEP}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?P<year>,?\s+\d{{4}})?\b"
)
_MONTH_DAYS = re.compile(rf"\b{MONTH}\s+(?P<first>\d{{1,2}}){_SEP}(?P<last>\d{{1,2}})\b(?!:)(?P<year>,?\s+\d{{4}})?")
_NIGHT_OF = re.compile(rf"\b(?:night|overnight) (?:of|from|on)\b|\b(?:night|overnight)\s+\d{{1,2}}{_SEP}\d")
_FROM_EVENING = re.compile(r"\bnight\b|\bevening\b|\b(?:7|8|9|10|11)(?:[:.]\d\d)? ?p\.?m|\b(?:19|2[0-3])[:.]?\d\d\b")
_TO_MORNING = re.compile(r"\bmidnight\b|\bdawn\b|\bmorning\b|\bearly hours\b|\b[1-8](?:[:.]\d\d)? ?a\.?m|\b0?[0-8][:.]?\d\d\b")
_RANGE = re.compile(r"^(?:(?P<between>between)\s++|from\s++)?(?P<first>.+?)(?<!\s)\s++(?:and|to|until|through|-|–)\s+(?P<last>.+)$")
_IN_FIGURES = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b")
_WEEKDAY_NAME = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_COMMON_YEAR = 2001


class Resolved(NamedTuple):
    """`value` is EDTF or None where the phrase gives only a time of day; `time_text` the words for the time of day."""

    value: str | None
    time_text: str | None


class _Context(NamedTuple):
    published: date | None
    told: str | None


@lru_cache(maxsize=4096)
def resolve_date(phrase: str, published: date | None, told: str | None = None) -> Resolved:
    """Resolve one expression; `told` is the day, YYYY-MM-DD or XXXX-MM-DD, that the text told before it."""
    text = " ".join(phrase.lower().replace("’", "'").split())
    time = _TIME.search(text)
    value = _value(text, _Context(published, told))
    return Resolved(value, phrase[time.start() : time.end()].strip() if time and len(text) == len(phrase) else None)


def _value(text: str, context: _Context) -> str | None:
    if match := _DAYS_OF_MONTH.search(text) or _MONTH_DAYS.search(text):
        one_day = [f"{match[day]} {match['month']}{match['year'] or ''}" for day in ("first", "last")]
        return _between(text, _one(one_day[0], context), _one(one_day[1], context), lasted="between" not in text)
    if (match := _RANGE.match(text)) and (value := _range(match, text, context)):
        return value
    return _one(text, context)


def _range(match: re.Match[str], text: str, context: _Context) -> str | None:
    """From evening to the next morning is one night; "the next day" counts from the first end."""
    first = _value(match["first"], context)
    last = _value(match["last"], context._replace(told=first) if first and parse_edtf(first).precision == "day" else context)
    if last and (overnight := _evening(match, first, last)):
        return overnight
    return _between(text, first, last, lasted=match["between"] is None)


def _evening(match: re.Match[str], first: str | None, last: str) -> str | None:
    """The evening's date of a night that ends on the day `last`."""
    end = parse_edtf(last)
    if not (_FROM_EVENING.search(match["first"]) and _TO_MORNING.search(match["last"]) and end.start and end.precision == "day"):
        return None
    evening = str(end.start - timedelta(days=1))
    return evening if first in (None, evening) else None


def _one(text: str, context: _Context) -> str | None:
    if value := calendar_date(text, context.published):
        return value
    if context.told and context.told.startswith("XXXX"):
        anchors = Anchors(context.published, date.fromisoformat(f"{_COMMON_YEAR}{context.told[4:]}"))
        return relative_date(text, anchors._replace(told=None)) or without_year(relative_date(text, anchors))
    anchors = Anchors(context.published, date.fromisoformat(context.told) if context.told else None)
    return relative_date(text, anchors) or (_in_figures(text, context.published) if context.published else None)


def without_year(value: str | None) -> str | None:
    """A day of a stand-in year as a day of an unknown year; None for anything else, which needs its year."""
    return f"XXXX{value[4:]}" if value and re.fullmatch(r"\d{4}-\d\d-\d\d~?", value) else None


def resolve_without_year(phrase: str, day: str) -> Resolved:
    """Resolve against a day, XXXX-MM-DD or YYYY-MM-DD, that is or may be that of publication; a weekday then has no value.

    Without a year days are counted as in a year of 365 days.
    """
    plain = resolve_date(phrase, None)
    if plain.value or _WEEKDAY_NAME.search(phrase):
        return plain
    known = not day.startswith("XXXX")
    counted = resolve_date(phrase, date.fromisoformat(day if known else f"{_COMMON_YEAR}{day[4:]}"))
    return counted if known else counted._replace(value=without_year(counted.value))


def _between(text: str, first: str | None, last: str | None, *, lasted: bool) -> str | None:
    """From `first` to `last`; the night from one day to the next takes the evening's date."""
    if first is None or last is None:
        return None
    return first if _NIGHT_OF.search(text) else joined(first, last, lasted=lasted)


def _in_figures(text: str, published: date) -> str | None:
    """12/5/2024 or 12.5.24: the month first, as dateparser reads English, unless there is no such month."""
    if not _IN_FIGURES.search(text):
        return None
    import dateparser

    settings = {"RELATIVE_BASE": datetime(published.year, published.month, published.day, 12), "PREFER_DATES_FROM": "past"}
    parsed: datetime | None = dateparser.parse(text, languages=["en"], settings=settings)
    return parsed.strftime("%Y-%m-%d") if parsed else None
