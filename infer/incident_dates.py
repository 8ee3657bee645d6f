"""The date of an incident: its DATE phrases, each resolved where it stands, and one chosen.

1. A phrase that counts from another day ("two days earlier", "the same evening") counts from the day that the text told last before it.
   The day of publication comes from the caller or the dateline; where neither says it, "today" is the day told last.
2. The narrowest value is the incident's, among equals one that names its day before one that another day lends ("hours later") or
   "overnight", one told with the act before one told aside. Of several days left it is the earliest within a week before the one told
   first: people are found, rescued or counted after an attack, and what was earlier still is background.
3. An incident whose phrases give only a time of day has the day told last before, else the day of publication; the value is inferred.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sigact.data.edtf import EdtfDate, parse_edtf
from sigact.data.incident import IncidentDate
from sigact.infer.calendar_dates import DAYS, MONTH
from sigact.infer.datelines import find_dateline, stated_publication
from sigact.infer.dates import Resolved, resolve_date, resolve_without_year
from sigact.infer.decoding import TaggedSpan
from sigact.infer.grouping import Group
from sigact.infer.phrases import extent_of, phrase_of

_MONTH_NAME = MONTH.replace("?P<month>", "?:")
_NAMES_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH_NAME}(?:,?\s+\d{{4}})?\b|\b{_MONTH_NAME}\s+\d{{1,2}}\b(?!:)(?:,?\s+\d{{4}})?"
    rf"|\b(?:last\s+)?(?:{'|'.join(DAYS)})\b|\byesterday\b|\btoday\b|\blast\s+night\b|\bthis\s+(?:morning|afternoon|evening)\b",
    re.IGNORECASE,
)
_COMMON_YEAR = 2001
_ANY_DAY = date(_COMMON_YEAR, 1, 1)
_BACKGROUND_AFTER = timedelta(days=7)
_OVERNIGHT = re.compile(r"\bovernight\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Dated:
    """A DATE phrase with its value.

    `lent` if it needs the day told before, or says "overnight"; `aside` if its sentence does not tell of the incident.
    """

    span: TaggedSpan
    phrase: str
    resolved: Resolved
    lent: bool
    aside: bool

    @property
    def parsed(self) -> EdtfDate | None:
        return parse_edtf(self.resolved.value) if self.resolved.value else None

    def openness(self) -> tuple[int, bool, bool]:
        """How many days it leaves open, and whether its day is lent or told aside."""
        parsed = self.parsed
        days = (parsed.end - parsed.start).days if parsed and parsed.start and parsed.end else 0
        return days, self.lent, self.aside

    def first_day(self) -> date:
        """Of an unknown year a common one."""
        start = self.parsed.start if self.parsed else None
        return start or date.fromisoformat(f"{_COMMON_YEAR}{(self.resolved.value or '')[4:10]}")

    def has_year(self) -> bool:
        return self.parsed is not None and self.parsed.start is not None


def date_of(text: str, group: Group, published: date | None) -> IncidentDate | None:
    """The date of an incident in `text`; None where no phrase dates it."""
    phrases = [
        _resolve_in(text, span, published, aside=not told.tells()) for told in group.told for span in told.spans if span.label == "DATE"
    ]
    times = [one.resolved.time_text or one.phrase for one in phrases if not one.resolved.value]
    best = _best([one for one in phrases if one.resolved.value])
    if best is None or best.parsed is None:
        return _inferred(text, phrases, published)
    return IncidentDate(
        value=best.resolved.value or "",
        start=best.parsed.start,
        end=best.parsed.end,
        precision=best.parsed.precision,
        time_text=best.resolved.time_text or next(iter(times), None),
        text=best.phrase,
        spans=(extent_of(best.span),),
        confidence=best.span.confidence,
    )


def _best(dated: Sequence[_Dated]) -> _Dated | None:
    """The narrowest; of equal ones those with a year, and the earliest within a week before the first told: others are background."""
    if not dated:
        return None
    narrowest = min(map(_Dated.openness, dated))
    equal = [one for one in dated if one.openness() == narrowest]
    equal = [one for one in equal if one.has_year()] or equal
    limit = equal[0].first_day() - _BACKGROUND_AFTER
    return min((one for one in equal if one.first_day() >= limit), key=_Dated.first_day)


def _resolve_in(text: str, span: TaggedSpan, published: date | None, *, aside: bool) -> _Dated:
    """A DATE phrase of a text, against the publication date, a dateline and the day told before."""
    phrase = phrase_of(text, span)
    stated = None if published else stated_publication(text)
    alone = resolve_without_year(phrase, stated) if stated else resolve_date(phrase, published)
    told = _told_before(text, span.start, published)
    resolved = resolve_date(phrase, published, told)
    if not resolved.value:
        resolved = alone if alone.value or published or not told else resolve_without_year(phrase, told)
    return _Dated(span, phrase, resolved, resolved.value != alone.value or bool(_OVERNIGHT.search(phrase)), aside)


def _inferred(text: str, phrases: Sequence[_Dated], published: date | None) -> IncidentDate | None:
    """The day of an incident of which the text tells only the time of day."""
    timed = next((one for one in phrases if _is_time_alone(one.phrase)), None)
    value = timed and (_told_before(text, timed.span.start, published) or (str(published) if published else None))
    if not timed or not value:
        return None
    parsed, time = parse_edtf(value), timed.resolved.time_text or timed.phrase
    return IncidentDate(
        value=value, start=parsed.start, end=parsed.end, precision="day", time_text=time, inferred=True, confidence=timed.span.confidence
    )


def _is_time_alone(phrase: str) -> bool:
    resolved = resolve_date(phrase, _ANY_DAY, str(_ANY_DAY))
    return resolved.value is None and resolved.time_text is not None


def _told_before(text: str, position: int, published: date | None) -> str | None:
    return next((value for end, value in reversed(_days_named(text, published)) if end <= position), None)


@lru_cache(maxsize=16)
def _days_named(text: str, published: date | None) -> list[tuple[int, str]]:
    """(end, day) of the words that name a day, in order; the dateline is none."""
    dateline = find_dateline(text)
    found = []
    for match in _NAMES_DAY.finditer(text):
        value = resolve_date(match[0], published).value
        if value and parse_edtf(value).precision == "day" and not (dateline and match.start() < dateline.end):
            found.append((match.end(), value))
    return found
