"""Date expressions of news -> EDTF, against the publication date.

News convention: a weekday is the most recent one up to the day of publication; "overnight" and "last night" take the
evening's date; a day without a year is the most recent one, or of year XXXX where the publication date is unknown. What the
rules do not know goes to dateparser.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from sigact.data.edtf import parse_edtf

_MONTHS = {name.lower(): n for names in (calendar.month_name, calendar.month_abbr) for n, name in enumerate(names) if name} | {"sept": 9}
_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)} | {"tues": 1, "thurs": 3, "weds": 2}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>\d{4}|'?\d\d(?!\d|:)))?"
_DAY_MONTH = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b{_YEAR}")
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:){_YEAR}")
_MONTH_ONLY = re.compile(rf"\b(?P<part>early|mid|late)?[-\s]*{_MONTH}\b(?:,?\s+(?P<year>\d{{4}}))?")
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_YEAR_ONLY = re.compile(r"^(?:in\s+)?(?P<part>early|mid|late)?[-\s]*(?P<year>(?:19|20)\d\d)$")
_WEEKDAY = re.compile(rf"\b(?P<last>last\s+|previous\s+)?(?P<day>{'|'.join(_DAYS)})\b")
_TODAY = re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening)|earlier in the day|hours (?:ago|earlier))\b")
_YESTERDAY = re.compile(
    r"\b(?:yesterday|last (?:night|evening)|overnight|during the night"
    r"|(?:previous|preceding) (?:day|night|evening)|(?:a|one) day earlier)\b"
)
_CLOCK = r"\d{1,2}[:.]\d\d(?:\s*(?:am|pm|a\.m\.|p\.m\.|hrs|hours))?|\d{1,2}\s*(?:am|pm|a\.m\.|p\.m\.)|\d{4}\s*(?:hrs|hours|gmt)"
_PART_OF_DAY = r"mid-?(?:day|night|morning|afternoon)|morning|afternoon|evening|night|dawn|dusk|noon|sunset|sunrise"
_TIME = re.compile(
    r"\b(?:(?:at|about|around|shortly|just|before|after|by|early|late|mid|nearly|local|time|on|the|in|of|from|until|to)[-\s]+)*"
    rf"(?:{_CLOCK}|{_PART_OF_DAY})(?!\w)(?:\s+local time|\s*gmt)?"
)
_SEP = r"\s*(?:-|–|/|and|to|or)\s*"
_DAYS_OF_MONTH = re.compile(
    rf"\b(?P<first>\d{{1,2}}){_SEP}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?P<year>,?\s+\d{{4}})?\b"
)
_MONTH_DAYS = re.compile(rf"\b{_MONTH}\s+(?P<first>\d{{1,2}}){_SEP}(?P<last>\d{{1,2}})\b(?!:)(?P<year>,?\s+\d{{4}})?")
_NIGHT_OF = re.compile(rf"\bnight (?:of|from)\b|\bnight\s+\d{{1,2}}{_SEP}\d")
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_NTH_WEEKDAY = re.compile(
    rf"\b(?P<nth>{'|'.join(_ORDINALS)})\s+(?P<weekday>{'|'.join(_DAYS)})\b(?:\s+\w+)?\s+(?:of|in)\s+{_MONTH}(?:\s+(?P<year>\d{{4}}))?"
)
_RANGE = re.compile(r"^(?:(?P<between>between)\s+|from\s+)?(?P<first>.+?)\s+(?:and|to|until|through|-|–)\s+(?P<last>.+)$")


class Resolved(NamedTuple):
    """`value` is EDTF or None where the phrase gives only a time of day; `time_text` the words for the time of day."""

    value: str | None
    time_text: str | None


@lru_cache(maxsize=4096)
def resolve_date(phrase: str, published: date | None) -> Resolved:
    """Resolve one expression."""
    text = " ".join(phrase.lower().replace("’", "'").split())
    time = _TIME.search(text)
    return Resolved(_value(text, published), phrase[time.start() : time.end()].strip() if time and len(text) == len(phrase) else None)


def _value(text: str, published: date | None) -> str | None:
    if match := _DAYS_OF_MONTH.search(text) or _MONTH_DAYS.search(text):
        one_day = [f"{match[day]} {match['month']}{match['year'] or ''}" for day in ("first", "last")]
        return _between(text, _value(one_day[0], published), _value(one_day[1], published), lasted="between" not in text)
    if match := _RANGE.match(text):
        ends = _value(match["first"], published), _value(match["last"], published)
        if ends[0] and ends[1]:
            return _between(text, *ends, lasted=match["between"] is None)
    return (
        _absolute(text, published) or (published and _relative(text, published)) or (published and _by_dateparser(text, published)) or None
    )


def _between(text: str, first: str | None, last: str | None, *, lasted: bool) -> str | None:
    """From `first` to `last`; the night from one day to the next takes the evening's date."""
    if first is None or last is None:
        return None
    return first if _NIGHT_OF.search(text) else _join(first, last, lasted=lasted)


def _join(first: str, last: str, *, lasted: bool) -> str | None:
    start, end = parse_edtf(first).start, parse_edtf(last).end
    if start is None or end is None or start > end:
        return None
    return first if first == last else f"{start}/{end}" if lasted else f"[{start}..{end}]"


def _absolute(text: str, published: date | None) -> str | None:
    if match := _ISO.search(text):
        return _checked(match[0])
    if match := _NTH_WEEKDAY.search(text):
        return _nth_weekday(match, published)
    if match := _DAY_MONTH.search(text) or _MONTH_DAY.search(text):
        year = _full_year(match["year"])
        month, day = _MONTHS[match["month"]], int(match["day"])
        if year is None and published is not None:
            year = published.year if (month, day) <= (published.month, published.day) else published.year - 1
        return _checked(f"{year or 'XXXX'}-{month:02d}-{day:02d}")
    if match := _YEAR_ONLY.match(text):
        return _part_of(int(match["year"]), 1, 12, match["part"]) if match["part"] else match["year"]
    if match := _MONTH_ONLY.search(text):
        return _month(match, published)
    return None


def _month(match: re.Match[str], published: date | None) -> str | None:
    month = _MONTHS[match["month"]]
    if match["year"]:
        year = int(match["year"])
    elif published:
        year = published.year if month <= published.month else published.year - 1
    else:
        return None
    return _part_of(year, month, month, match["part"]) if match["part"] else f"{year}-{month:02d}"


def _nth_weekday(match: re.Match[str], published: date | None) -> str | None:
    """The first Saturday of March."""
    month = _MONTHS[match["month"]]
    if not match["year"] and published is None:
        return None
    year = int(match["year"]) if match["year"] else published.year - (month > published.month) if published else 0
    all_days = calendar.Calendar().itermonthdates(year, month)
    days = [day for day in all_days if (day.month, day.weekday()) == (month, _DAYS[match["weekday"]])]
    return str(days[_ORDINALS[match["nth"]]])


def _full_year(year: str | None) -> int | None:
    if not year:
        return None
    number = int(year.lstrip("'"))
    return number if number > 99 else number + (2000 if number < 50 else 1900)


def _part_of(year: int, first_month: int, last_month: int, part: str) -> str:
    """Early, mid or late: the first, middle or last third of a month or year."""
    start = date(year, first_month, 1)
    end = date(year, last_month, calendar.monthrange(year, last_month)[1])
    third = (end - start).days // 3
    if part == "early":
        end = start + timedelta(third)
    elif part == "late":
        start = end - timedelta(third)
    else:
        start, end = start + timedelta(third), end - timedelta(third)
    return f"[{start}..{end}]"


def _relative(text: str, published: date) -> str | None:
    if match := _WEEKDAY.search(text):
        back = (published.weekday() - _DAYS[match["day"]]) % 7
        return str(published - timedelta(back or 7 if match["last"] else back))
    if _YESTERDAY.search(text):
        return str(published - timedelta(1))
    if _TODAY.search(text):
        return str(published)
    return _period(text, published)


def _period(text: str, published: date) -> str | None:
    monday = published - timedelta(published.weekday())
    if "weekend" in text:
        saturday = published - timedelta((published.weekday() - 5) % 7)
        return _join(str(saturday), str(min(saturday + timedelta(1), published)), lasted=False)
    if re.search(r"\b(?:last|previous) week\b", text):
        return f"[{monday - timedelta(7)}..{monday - timedelta(1)}]"
    if re.search(r"\b(?:last|previous) month\b", text):
        return (published.replace(day=1) - timedelta(1)).strftime("%Y-%m")
    if re.search(r"\b(?:last|previous) year\b", text):
        return str(published.year - 1)
    for unit, start in (("week", monday), ("month", published.replace(day=1)), ("year", date(published.year, 1, 1))):
        if re.search(rf"\bthis {unit}\b", text):
            end = _earlier_end(unit, start, published) if "earlier" in text else published
            return _join(str(start), str(end), lasted=False)
    return None


def _earlier_end(unit: str, start: date, published: date) -> date:
    """ "Earlier this year" ends before this month, "earlier this month" and "this week" before today, where there is such a day."""
    end = published.replace(day=1) - timedelta(1) if unit == "year" else published - timedelta(1)
    return end if end >= start else published


def _by_dateparser(text: str, published: date) -> str | None:
    if not re.search(r"\b(?:ago|earlier|before|previously)\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b", text):
        return None
    import dateparser

    settings = {"RELATIVE_BASE": datetime(published.year, published.month, published.day, 12), "PREFER_DATES_FROM": "past"}
    text = re.sub(r"\bnights?\b", "days", text)
    plain = re.sub(r"\b(?:earlier|before|previously)\b", "ago", re.sub(r"^(?:about|around|some|nearly|almost|just)\s+", "", text))
    parsed: datetime | None = dateparser.parse(plain, languages=["en"], settings=settings)
    if parsed is None:
        return None
    unit = re.search(r"\b(month|year)s?\b", plain)
    return parsed.strftime({"month": "%Y-%m", "year": "%Y"}[unit[1]] if unit else "%Y-%m-%d") + ("~" if unit else "")


def _checked(value: str) -> str | None:
    try:
        parse_edtf(value)
    except ValueError:
        return None
    return value
