"""Who says that somebody did it: the phrase of the accuser in a sentence.

- the subject of the words of blaming: "[provincial police] blamed the Red Front", "[Hamid Osso, the governor,] accused ..."
- what follows "by" after them: "is suspected by [the army] of planting it"
- what follows "according to", or the subject of "said" and its like: "Gunmen shot him, [police] said", "said [Ana Ruiz]"

Leading articles are left off, as in spans. Pronouns and "the group" are no accusers, and nobody is his own.
"""

import re
from collections.abc import Sequence

from sigact.data.incident import Accuser, Extent
from sigact.infer.told import Told

_TOKEN = re.compile(r"\w[\w.'’&/-]*")
_STOP_WORDS = """
    that which who whom whose and but or nor after before when while as was were is are be been being had has have on at by to with into
    since until because where if so then also later meanwhile however immediately yesterday today said say says told it he she they we i
    you there what not killed wounded died injured added although though than about over under between
"""
_ARTICLES = frozenset(("the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "another", "one"))
_LINKS = frozenset(("of", "for", "in", "from", "de", "al", "el"))
_STOPS = frozenset(_STOP_WORDS.split())
_NOBODY = frozenset(
    ("group", "movement", "organisation", "organization", "statement", "message", "suspect", "suspects", "attackers", "none", "nobody")
)
_BEFORE_VERB = re.compile(
    r"(?:(?<!\s)\s++(?:have|has|had|also|later|immediately|quickly|earlier|then|publicly|again|initially|still|all|both|officially|swiftly"
    r"|openly|on \w+day"
    r"|late on \w+day|on \w+day \w+)){1,6}$",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r",\s+(?P<said>[^,;:\"“”]{2,90}),$")
_NO_NOUN = re.compile(r"\b(?:who|which|whose|where|\w+ing|\w+ed|in|on|at|after|speaking|citing)\b")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s*(?:\w+ly\s*)?$", re.IGNORECASE)
_BY = re.compile(r"[^,.;]{0,60}?\bby\s+")
_OF_THE_ACT = re.compile(r"(?:of|for) (?:an? |\w+ing\b)")
_ACCORDING = re.compile(r"\baccording to\s+", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:said|says|say|told|announced|confirmed|believes?|suspects?|alleges?|alleged|claims?|claimed|reported|reports|blamed|accused)\b",
    re.IGNORECASE,
)
_INVERTED = re.compile(r"(?<=[\"”’',] )(?:said|says)\s+")


def is_passive(told: Told, start: int) -> bool:
    """True if the words at `start` (an offset into the article) are passive: "is suspected"."""
    return bool(_PASSIVE.search(told.text[: start - told.sentence.start]))


def blamer(told: Told, start: int, end: int, own: Sequence[Extent]) -> Accuser | None:
    """The accuser of words of blaming at `start` to `end`; `own` are mentions of the accused."""
    first, last = start - told.sentence.start, end - told.sentence.start
    if is_passive(told, start):
        by = _BY.match(told.text, last)
        return _accuser(told, _phrase_after(told.text, by.end()), own) if by else None
    return _accuser(told, _phrase_before(told.text, first), own)


def source(told: Told, own: Sequence[Extent]) -> Accuser | None:
    """Who is named as the source of what the sentence says."""
    according = _ACCORDING.search(told.text)
    inverted = _INVERTED.search(told.text)
    candidates = [_phrase_after(told.text, according.end())] if according else []
    candidates += [_phrase_before(told.text, verb.start()) for verb in _SAID.finditer(told.text)]
    candidates += [_phrase_after(told.text, inverted.end())] if inverted else []
    return next((found for candidate in candidates if (found := _accuser(told, candidate, own))), None)


def _accuser(told: Told, extent: tuple[int, int] | None, own: Sequence[Extent]) -> Accuser | None:
    if extent is None:
        return None
    start, end = (told.sentence.start + offset for offset in extent)
    text = told.text[slice(*extent)]
    first, last = text.split()[0].lower(), text.split()[-1].lower()
    if any(start < one.end and one.start < end for one in own) or first in _NOBODY or last in _NOBODY | _STOPS | _ARTICLES:
        return None
    return Accuser(text=text, spans=(Extent(start=start, end=end),))


def _phrase_before(text: str, end: int) -> tuple[int, int] | None:
    """The noun phrase that ends where the verb at `end` begins, with an apposition between commas."""
    head = text[:end].rstrip()
    head = head[: len(head) - len(match[0])] if (match := _BEFORE_VERB.search(head)) else head
    stop = len(head)
    apposition = _APPOSITION.search(head)
    if apposition:
        head = head[: apposition.start()]
        stop = len(head) if _NO_NOUN.match(apposition["said"]) else apposition.end() - 1
    elif head.endswith(","):
        return None
    tokens: list[re.Match[str]] = []
    for token in reversed(list(_TOKEN.finditer(head))):
        edge = tokens[-1].start() if tokens else len(head)
        if head[token.end() : edge].strip() or token[0].lower() in _STOPS or len(tokens) == 12:
            break
        tokens.append(token)
    tokens.reverse()
    articles = [
        place
        for place, token in enumerate(tokens)
        if token[0].lower() in _ARTICLES and (not place or tokens[place - 1][0].lower() not in _LINKS)
    ]
    tokens = tokens[articles[-1] + 1 :] if articles else tokens
    while tokens and tokens[0][0].lower() in _LINKS | _ARTICLES:
        tokens = tokens[1:]
    return (tokens[0].start(), stop) if tokens and any(letter.isalpha() for letter in tokens[-1][0]) else None


def _phrase_after(text: str, start: int) -> tuple[int, int] | None:
    """The noun phrase that begins at `start`."""
    tokens: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text, start):
        gap = text[tokens[-1].end() if tokens else start : token.start()]
        if gap.strip() or token[0].lower() in _STOPS or len(tokens) == 12 or _OF_THE_ACT.match(text, token.start()):
            break
        tokens.append(token)
        if token[0].endswith("."):
            break
    while tokens and tokens[0][0].lower() in _ARTICLES:
        tokens = tokens[1:]
    return (tokens[0].start(), tokens[-1].end() - tokens[-1][0].endswith(".")) if tokens else None
