"""Expressions that count from a day -> EDTF.

| counted from | expressions |
|---|---|
| the day of publication | "on Tuesday" (the last one up to it), "yesterday", "two weeks ago", "the past 24 hours", "last month" |
| the day told before, in the text | "the same evening", "the next day", "three days later", "hours later", "the following Sunday" |
| the day told before, else that of publication | "two days earlier", "the previous night" |

"Overnight" and "last night" take the evening's date. Weeks and longer are approximate, as is "a few days ago" (three).
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from sigact.data.edtf import parse_edtf
from sigact.infer.calendar_dates import DAYS
from sigact.infer.counts import parse_count

_DAY = timedelta(days=1)
_FEW = 3
_WEEK = 7
_NUMBER = r"(?P<number>(?:[a-z]+[- ])?[a-z]+ |\d+ |)"
_UNIT = r"(?P<unit>minute|hour|day|night|week|month|year)s?"
_VAGUE = re.compile(r"\b(?:few|several|some|various|number of)$|^$")
_ROUGH = re.compile(r"\b(?:about|around|some|nearly|almost|approximately|roughly|over|more than|less than|at least|up to) ")
_PART = r"(?:day|date|night|evening|morning|afternoon)"
_WEEKDAY = rf"(?P<weekday>{'|'.join(DAYS)})\b"


class Anchors(NamedTuple):
    """`published` is the day of publication; `told` the day that the text told before the expression."""

    published: date | None
    told: date | None

    @property
    def nearest(self) -> date | None:
        return self.told or self.published


def relative_date(text: str, anchors: Anchors) -> str | None:
    """The value of an expression in small letters; None where it does not say, or the day to count from is not known."""
    for pattern, rule in _RULES:
        if (match := pattern.search(text)) and (value := rule(match, anchors)):
            return value
    return _period(text, anchors.published) if anchors.published else None


def joined(first: str, last: str, *, lasted: bool) -> str | None:
    """From the first day of one value to the last of another: A/B or [A..B]; None where that is no time."""
    start, end = parse_edtf(first).start, parse_edtf(last).end
    if start is None or end is None or start > end:
        return None
    return first if first == last else f"{start}/{end}" if lasted else f"[{start}..{end}]"


def _following_weekday(match: re.Match[str], anchors: Anchors) -> str | None:
    if anchors.told is None:
        return None
    ahead = (DAYS[match["weekday"]] - anchors.told.weekday()) % _WEEK or _WEEK
    return str(anchors.told + ahead * _DAY)


def _weekday(match: re.Match[str], anchors: Anchors) -> str | None:
    if anchors.published is None:
        return None
    back = (anchors.published.weekday() - DAYS[match["weekday"]]) % _WEEK
    return str(anchors.published - (back or (_WEEK if match["last"] else 0)) * _DAY)


def _ago(match: re.Match[str], anchors: Anchors) -> str | None:
    """ "Two days ago" counts from publication; "two days earlier" from the day told before, if there is one."""
    anchor = anchors.published if match["ago"] in ("ago", "back") else anchors.nearest
    return _shifted(match, anchor, -1) if anchor else None


def _later(match: re.Match[str], anchors: Anchors) -> str | None:
    return _shifted(match, anchors.told, 1) if anchors.told else None


def _shifted(match: re.Match[str], anchor: date, sign: int) -> str | None:
    unit, words = match["unit"], match["number"].strip()
    vague = bool(_VAGUE.search(words))
    rough = "~" if vague or _ROUGH.search(match.string[: match.end("number")]) else ""
    if unit in ("minute", "hour"):
        return str(anchor)
    if vague:
        return f"{anchor + sign * _FEW * _DAY}~" if unit in ("day", "night") else None
    number = parse_count(words).min or 1
    if unit in ("day", "night"):
        return f"{anchor + sign * number * _DAY}{rough}"
    if unit == "week":
        return f"{anchor + sign * number * _WEEK * _DAY}~"
    return _in_months(match, anchor, sign * number)


def _in_months(match: re.Match[str], anchor: date, number: int) -> str | None:
    if match["unit"] == "year":
        if match.string[match.end() :].startswith(" today"):
            return str(anchor.replace(year=anchor.year + number)) if (anchor.month, anchor.day) != (2, 29) else None
        return f"{anchor.year + number}~"
    months = anchor.year * 12 + anchor.month - 1 + number
    return f"{months // 12}-{months % 12 + 1:02d}~"


def _window(match: re.Match[str], anchors: Anchors) -> str | None:
    """The past 24 hours, two days, week, few days (a week) or few weeks (three): one day within."""
    if anchors.published is None:
        return None
    words = match["number"].strip()
    vague = words.endswith(("few", "several"))
    number = (parse_count(words).min or 1) if words and not vague else 1
    days = {"hour": ceil(number / 24), "day": _WEEK if vague else number, "week": _WEEK * (_FEW if vague else number)}[match["unit"]]
    rough = "~" if vague and match["unit"] != "hour" else ""
    return f"[{anchors.published - days * _DAY}..{anchors.published}]{rough}"


def _published_less(days: int) -> Callable[[re.Match[str], Anchors], str | None]:
    return lambda _match, anchors: str(anchors.published - days * _DAY) if anchors.published else None


def _told_plus(days: int) -> Callable[[re.Match[str], Anchors], str | None]:
    return lambda _match, anchors: str(anchors.told + days * _DAY) if anchors.told else None


def _day_before(_match: re.Match[str], anchors: Anchors) -> str | None:
    return str(anchors.nearest - _DAY) if anchors.nearest else None


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Anchors], str | None]], ...] = (
    (re.compile(rf"\b(?:following|next) {_WEEKDAY}"), _following_weekday),
    (re.compile(rf"\b(?P<last>(?:last|previous) )?{_WEEKDAY}"), _weekday),
    (re.compile(r"\bday before yesterday\b|\bnight before last\b"), _published_less(2)),
    (re.compile(rf"\b(?:previous|preceding) {_PART}\b|\b(?<!a ){_PART} before\b"), _day_before),
    (re.compile(rf"\b{_NUMBER}{_UNIT} (?P<ago>ago|back|earlier|before(?:hand)?|previously)\b"), _ago),
    (re.compile(rf"\b(?:past|last|previous|less than|within) {_NUMBER}(?P<unit>hour|day)s\b"), _window),
    (re.compile(rf"\bpast {_NUMBER}(?P<unit>week)s?\b"), _window),
    (re.compile(rf"\b{_NUMBER}{_UNIT} (?:later|after(?:wards?)?)\b"), _later),
    (re.compile(rf"\b(?:same|that)(?: very| same)? {_PART}\b|\blater (?:in the|that) {_PART}\b"), _told_plus(0)),
    (re.compile(rf"\b(?:following|next) {_PART}\b|\b{_PART} after\b"), _told_plus(1)),
    (re.compile(r"\byesterday\b|\blast (?:night|evening)\b|\bovernight\b|\bduring the night\b"), _published_less(1)),
    (re.compile(r"\btoday\b|\btonight\b|\bthis (?:morning|afternoon|evening)\b|\bearlier in the day\b"), _published_less(0)),
    (re.compile(r"\bright now\b|\bat (?:present|this moment)\b|\bpresent time\b"), _published_less(0)),
)


def _period(text: str, published: date) -> str | None:
    monday = published - timedelta(published.weekday())
    if "weekend" in text:
        saturday = published - timedelta((published.weekday() - 5) % 7)
        return joined(str(saturday), str(min(saturday + _DAY, published)), lasted=False)
    if re.search(r"\b(?:last|previous) week\b", text):
        return f"[{monday - timedelta(7)}..{monday - _DAY}]"
    if re.search(r"\b(?:last|previous) month\b", text):
        return (published.replace(day=1) - _DAY).strftime("%Y-%m")
    if re.search(r"\b(?:last|previous) year\b", text):
        return str(published.year - 1)
    for unit, start in (("week", monday), ("month", published.replace(day=1)), ("year", date(published.year, 1, 1))):
        if re.search(rf"\bthis {unit}\b", text):
            return joined(str(start), str(_end(text, unit, start, published)), lasted=False)
    return None


def _end(text: str, unit: str, start: date, published: date) -> date:
    """ "Earlier this year" ends before this month, "earlier this month" and "this week" before today, where there is such a day;
    "early this week" on Wednesday."""
    if "earlier" in text:
        end = published.replace(day=1) - _DAY if unit == "year" else published - _DAY
    else:
        end = min(start + 2 * _DAY, published) if unit == "week" and "early" in text else published
    return end if end >= start else published
