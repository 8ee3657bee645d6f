"""A small grammar of counts in phrases about people and things: "at least 12 worshippers", "between 30 and 40", "dozens", "Ana Ruiz".

The conventions are those of data/GUIDELINES.md: "dozens" is 24 or more, "several" 2 or more, "more than 12" 13 or more, a name
or a singular noun 1. Ages, school years, children ("a father of six") and ordinals ("the 9th Battalion") count nothing.
"""

import re
from functools import lru_cache

from sigact.data.incident import Count

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: value for value, word in enumerate(_UNITS)} | {word: 10 * (index + 2) for index, word in enumerate(_TENS)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_VAGUE = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "several": 2, "some": 2, "many": 2, "multiple": 2, "various": 2,
    "numerous": 2, "few": 2, "number": 2, "unknown": 2, "undisclosed": 2,
}  # fmt: skip
_EXACT = {"couple": 2, "pair": 2, "both": 2, "twin": 2, "single": 1, "lone": 1, "another": 1}
_NOBODY = re.compile(r"^(?:no(?! (?:fewer|less|more) )|none|nobody|no[- ]one)\b", re.IGNORECASE)
_TOKEN = re.compile(r"\d{1,3}(?:[,\u00a0\u2009\u202f ]\d{3})+(?!\d)|\d+(?!\d|(?:st|nd|rd|th)\b)|[a-z]+", re.IGNORECASE)
_NO_DIGIT = re.compile(r"\D")
_AT_LEAST = re.compile(r"\b(?:at least|no (?:fewer|less) than|not less than|a minimum of|upwards? of|minimum)\s*$")
_MORE = re.compile(r"\b(?:more than|over|above|in excess of|exceeding)(?:\s+an?)?\s*$")
_UP_TO = re.compile(r"\b(?:up to|as many as|at most|no more than|not more than|a maximum of)\s*$")
_FEWER = re.compile(r"\b(?:fewer than|less than|under|below)\s*$")
_ABOUT = re.compile(
    r"(?:\b(?:about|around|some|nearly|almost|roughly|approximately|estimated|close to|circa|reportedly|perhaps)(?:\s+an?)?|~)\s*$"
)
_OR_MORE = re.compile(r"^\s*(?:or|and) (?:more|over)\b|^\s*\+|^-odd\b")
_RANGE = re.compile(r"^\s*(?:to|or|and|[-–—])\s*$")
_AGE = re.compile(r"^[-\s]*years?[-\s]old|^[-\s]*yr[-\s]old")
_AGED = re.compile(
    r"\b(?:(?:boy|girl|man|woman|child|son|daughter|youth|baby|pupil|toddler),? (?:of|aged)|aged|grade|class"
    r"|(?:father|mother|widow) of)\s*$"
)
_GROUPS = frozenset(("family", "crew", "patrol", "team", "group", "crowd", "convoy", "unit", "squad", "platoon", "couple"))
_COLLECTIVE = _GROUPS | frozenset(("people", "police", "personnel", "men", "women", "children", "staff", "clergy"))
_PLURALS = (
    "policemen",
    "gunmen",
    "watchmen",
    "tribesmen",
    "militiamen",
    "servicemen",
    "fishermen",
    "businessmen",
    "herdsmen",
    "policewomen",
)


@lru_cache(maxsize=4096)
def parse_count(phrase: str) -> Count:
    """The count of a phrase, by its number words, else by its grammatical number."""
    lowered = phrase.lower()
    if _NOBODY.match(phrase):
        return Count(min=0, max=0)
    numbers = _counting_numbers(lowered)
    if numbers:
        return _bounded(lowered, numbers)
    words = _TOKEN.findall(lowered)
    for word in words:
        if word in _VAGUE:
            return Count(min=_VAGUE[word])
        if word in _EXACT:
            return Count(min=_EXACT[word], max=_EXACT[word])
    return Count(min=2) if is_plural(phrase) else Count(min=1, max=1)


@lru_cache(maxsize=4096)
def says_number(phrase: str) -> bool:
    """True if the phrase holds a number word, digits or a quantifier, not only a noun or a name."""
    words = set(_TOKEN.findall(phrase.lower()))
    return bool(_counting_numbers(phrase.lower())) or bool(words & (_VAGUE.keys() | _EXACT.keys())) or bool(_NOBODY.match(phrase))


def _counting_numbers(lowered: str) -> list[tuple[int, int, int]]:
    """Numbers that count something: no ages ("boy of seven", "27-year-old") and no school years."""
    return [number for number in _numbers(lowered) if not _AGE.match(lowered[number[2] :]) and not _AGED.search(lowered[: number[1]])]


@lru_cache(maxsize=4096)
def is_vague(phrase: str) -> bool:
    """True if the phrase leaves its number open without naming one: "dozens of people", "several", "soldiers"."""
    return parse_count(phrase).max is None and not _numbers(phrase.lower())


def _bounded(lowered: str, numbers: list[tuple[int, int, int]]) -> Count:
    value, start, end = numbers[0]
    before, after = lowered[:start], lowered[end:]
    if before.endswith("half a ") and value == _SCALES["dozen"]:
        value = 6
    if len(numbers) > 1 and _RANGE.match(lowered[end : numbers[1][1]]):
        return Count(min=min(value, numbers[1][0]), max=max(value, numbers[1][0]))
    if _AT_LEAST.search(before) or _OR_MORE.match(after):
        return Count(min=value)
    if _MORE.search(before):
        return Count(min=value + 1)
    if _UP_TO.search(before) or _FEWER.search(before):
        return Count(max=value if _UP_TO.search(before) else max(value - 1, 0))
    return Count(min=value, max=value, approximate=bool(_ABOUT.search(before)))


def _numbers(lowered: str) -> list[tuple[int, int, int]]:
    """(value, start, end) of each number in digits or words."""
    found: list[tuple[int, int, int]] = []
    run: list[re.Match[str]] = []
    for match in [*_TOKEN.finditer(lowered), None]:
        joined = match is not None and bool(run) and re.fullmatch(r"[\s-]+(?:and\s+)?", lowered[run[-1].end() : match.start()]) is not None
        if match is not None and _is_numeric(match[0]) and (not run or (joined and _continues(run[-1][0], match[0]))):
            run.append(match)
            continue
        if match is not None and match[0] == "and" and run and run[-1][0] in _SCALES:
            continue
        if run:
            found.append((_value([item[0] for item in run]), run[0].start(), run[-1].end()))
        run = [match] if match is not None and _is_numeric(match[0]) else []
    return found


def _is_numeric(word: str) -> bool:
    return word[0].isdigit() or word in _SMALL or word in _SCALES


def _continues(before: str, word: str) -> bool:
    if word in _SCALES:
        return True
    return (before in _TENS and _SMALL.get(word, 10) < 10) or (before in _SCALES and before != "dozen" and word in _SMALL)


def _value(words: list[str]) -> int:
    total, current = 0, 0
    for word in words:
        if word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        else:
            current += int(_NO_DIGIT.sub("", word)) if word[0].isdigit() else _SMALL[word]
    return total + current


def is_plural(phrase: str) -> bool:
    """Guess grammatical number from the head; several capitalised words are a name."""
    words = head_of(phrase).split()
    if not words:
        return False
    last = words[-1]
    if len(words) > 1 and last[:1].isupper() and words[-2][:1].isupper() and not phrase.isupper():
        return False
    lowered = last.lower()
    return lowered in _COLLECTIVE or lowered.endswith(_PLURALS) or (lowered.endswith("s") and not lowered.endswith(("ss", "us", "is")))


def head_of(phrase: str) -> str:
    """The phrase up to its head noun: what stands before "of", "from" and the like."""
    return re.split(r"(?<!\s)\s++(?:of|from|in|at|who|with|and)\s++", phrase, maxsplit=1)[0].rstrip(" ,.;:")


def is_group(phrase: str) -> bool:
    """True if one noun stands for several people: "a family", "a police patrol"."""
    return head_of(phrase).lower().split(" ")[-1] in _GROUPS
