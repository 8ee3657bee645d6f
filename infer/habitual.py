"""Sentences that tell of violence and of no incident: habits, statistics, and what could happen.

1. Acts in the plural ("sporadic attacks", "shootings") with nobody hurt and no day; "claimed the attacks" points back to those told.
2. A frame of habit ("sporadic", "for years", "since then", "have been staging") before the act, with nobody hurt and no day; not with
   "the act".
3. Totals over a period or against another ("attacks killed 1,200 people last year", "since 2009 ...", "killings fell to 90"): no act but
   plural ones or words such as "killed", nobody who did it in the singular, and no day.
4. Every act is only possible ("could attack", "a threat of bombings", "in case of an explosion").
"""

import re
from datetime import timedelta

from sigact.data.labels import TRIGGERS
from sigact.infer.told import Told

_PLURAL_ACT = re.compile(
    r"\b(?:attacks|strikes|airstrikes|bombings|raids|killings|kidnappings|abductions|assaults|shootings|ambushes|explosions|blasts"
    r"|assassinations|hijackings|murders|clashes|incidents|beheadings)$",
    re.IGNORECASE,
)
_HARM = re.compile(r"^(?:killed|died|dead|killing|injured|wounded|hurt|violence)$", re.IGNORECASE)
_POINTING = frozenset({"CLAIM", "DENIAL", "BLAME", "NO_CLAIM"})
_HURT = ("KILLED", "INJURED", "ABDUCTED", "PERP_KILLED", "FOILED")
_SINCE = r"\bsince (?:then|(?:early|late|mid-?|the (?:start|beginning|end) of)? ?(?:last year|this year|\d{4}))\b"
_FRAME = re.compile(
    r"\b(?:sporadic|frequent|routine(?:ly)?|regular(?:ly)?|often|recurrent|recurring|(?:almost )?daily"
    r"|for (?:many |several )?(?:years|months|decades)|in recent (?:years|months|weeks)|over the (?:past|last)? ?(?:years|months|decade)"
    rf"|ha(?:ve|s) been \w+ing)\b|{_SINCE}",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    rf"{_SINCE}|\b(?:so far this (?:year|month)|this year alone|in \d{{4}} alone|last year|the (?:past|previous|last) (?:year|decade)"
    r"|during the (?:year|month|quarter)|in the (?:first|second|third|last) (?:quarter|half)|a year (?:earlier|before)|per (?:year|month)"
    r"|every (?:year|month)|over the (?:year|decade)|compared (?:with|to)|per ?cent"
    r"|(?:fell|rose|dropped|declined|increased|decreased|doubled|tripled|halved) .{0,40}(?:by|to|from))\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:could|might|may|would|can|to prevent|prevent|risk of|fears? of|threat of|danger of|possibility of|in case of|in the event of"
    r"|against|warned of|warning of|plan(?:s|ned)? for|if)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_NOT_POSSIBLE = re.compile(r"\b(?:could|might|may|would) (?:also )?have\b", re.IGNORECASE)
_PARTICULAR = re.compile(r"\b(?:the|this|that)\s+(?:\w+\s+)?$", re.IGNORECASE)
_PERIOD_OF = timedelta(days=27)


def tells_no_incident(told: Told) -> bool:
    """True for a sentence whose acts are habitual, counted over a period or only possible."""
    acts = [span for span in told.spans if span.label in TRIGGERS]
    phrases = [told.phrase(span) for span in acts]
    if not acts or (told.days is not None and told.days[1] - told.days[0] <= timedelta(days=1)):
        return False
    hurt = any(span.label in _HURT for span in told.spans)
    plural = all(_PLURAL_ACT.search(phrase) for phrase in phrases)
    if not hurt and plural and not any(span.label in _POINTING for span in told.spans):
        return True
    before = [told.text[: span.start - told.sentence.start] for span in acts]
    first = told.text[: acts[0].end - told.sentence.start]
    if not hurt and ((_FRAME.search(first) and not any(map(_PARTICULAR.search, before))) or all(map(_is_possible, before))):
        return True
    return _is_total(told, phrases)


def _is_total(told: Told, phrases: list[str]) -> bool:
    doers = any(span.label == "PERP_INDIVIDUAL" for span in told.spans)
    long = _PERIOD.search(told.text) or (told.days is not None and told.days[1] - told.days[0] >= _PERIOD_OF)
    return bool(long) and not doers and all(_PLURAL_ACT.search(phrase) or _HARM.match(phrase) for phrase in phrases)


def _is_possible(before: str) -> bool:
    return _POSSIBLE.search(before) is not None and _NOT_POSSIBLE.search(before) is None
