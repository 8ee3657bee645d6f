"""What the model marks and cannot be, put right before incidents are made.

1. Phrases in a photo credit ("/ AFP / JANE DOE", "Photo: Jane Doe", "AP Photo/Jane Doe") belong to no incident.
2. A target that is only the name of a country or of a town of 50,000 people or more, and not a thing named after it, is a place.
3. A place without a capital letter, in a text that has some, is a target if its words name a thing ("minibus"), else nothing; a place that
   is a day of the calendar ("2 May") is a date.
4. A country's name right before an act at the beginning of a line ("Kenya bus attack: two dead"), where the text names a large town of
   that country, is a place and did not do it.
5. A target that is no known thing and stands right before a place is a piece of its name ("fortified Old Town").
6. What shots came from ("fire from the watchtower") is no target.
7. People are what the words beside them say (`sigact.infer.fates`).

Annotators mark next to no such phrase: a test counts them in the authored articles.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sigact.data.labels import TRIGGERS
from sigact.infer.countries import country_code
from sigact.infer.decoding import TaggedSpan
from sigact.infer.fates import fate_of
from sigact.infer.gazetteer.candidates import candidates_of
from sigact.infer.phrases import phrase_of
from sigact.infer.target_words import thing_class

_AGENCY = r"(?:AFP|AP|Reuters|REUTERS|EPA|EFE|ANSA|Getty(?: Images)?|GETTY(?: IMAGES)?|Xinhua|DPA|Anadolu|Shutterstock)"
_NAME = r"[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}"
_CREDIT = re.compile(
    rf"/\s*{_AGENCY}\b[^\n]{{0,60}}$|\b{_AGENCY}\s*(?:Photo\s*)?/[^\n]{{0,60}}$|[(\[]\s*{_AGENCY}\s*[)\]]\s*$"
    rf"|(?:\(|^|\. )(?:File )?(?:[Pp]hoto(?:graph)?|[Pp]icture|[Ii]mage|[Cc]redit|PHOTO|CREDIT)s?(?: by|:| credit:) {_NAME}"
    r"(?=[)\n/,;]|\.?$)",
    re.MULTILINE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_CALENDAR_DAY = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:, \d{{4}})?", re.IGNORECASE
)
_FIRED_FROM = re.compile(r"\b(?:fired?|shots|shooting|rounds|launched) from (?:an?|the|its|their)?\s*$")
_TOWN = 50_000


def plausible_spans(text: str, spans: Sequence[TaggedSpan]) -> tuple[list[TaggedSpan], list[TaggedSpan]]:
    """The spans from which incidents are made, some of them with another label, and those that belong to none."""
    credits = [match.span() for match in _CREDIT.finditer(text)]
    kept, left_out = [], []
    for number, span in enumerate(spans):
        label = None if any(start <= span.start and span.end <= end for start, end in credits) else _label(text, span)
        following = spans[number + 1] if number + 1 < len(spans) else None
        if following and text[span.end : following.start] == " ":
            label = _label_before(text, span, following, spans) if label == span.label else label
        if label is None:
            left_out.append(span)
        else:
            kept.append(span if label == span.label else replace(span, label=label))
    return kept, left_out


def _label(text: str, span: TaggedSpan) -> str | None:
    """What a span can be, None for nothing."""
    if span.label == "TARGET" and _FIRED_FROM.search(text[max(0, span.start - 30) : span.start]):
        return None
    if span.label == "TARGET" and _is_town(text, span):
        return "PLACE"
    if span.label != "PLACE":
        return fate_of(text, span)
    phrase = phrase_of(text, span)
    if _CALENDAR_DAY.fullmatch(phrase):
        return "DATE"
    if phrase.islower() and not text.islower():
        return "TARGET" if thing_class(phrase)[0] else None
    return "PLACE"


def _label_before(text: str, span: TaggedSpan, following: TaggedSpan, spans: Sequence[TaggedSpan]) -> str | None:
    """What a span can be that stands right before another."""
    phrase = phrase_of(text, span)
    if span.label == "TARGET" and following.label == "PLACE" and phrase.islower() and thing_class(phrase)[0] is None:
        return None
    headed = span.label == "PERP_ORGANIZATION" and following.label in TRIGGERS and (not span.start or text[span.start - 1] == "\n")
    country = country_code(phrase) if headed else None
    towns = (entry for one in spans if one.label == "PLACE" for entry in candidates_of(phrase_of(text, one)).entries)
    return "PLACE" if any(entry.country == country and entry.population >= _TOWN for entry in towns) else span.label


def _is_town(text: str, span: TaggedSpan) -> bool:
    phrase = phrase_of(text, span)
    if thing_class(phrase)[0] is not None:
        return False
    meaning = candidates_of(phrase)
    return meaning.country is not None or any(entry.population >= _TOWN for entry in meaning.entries)
