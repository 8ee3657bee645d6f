"""What the model marks and cannot be, put right before incidents are made.

1. Phrases in a photo credit ("/ AFP / JANE DOE", "Photo: Jane Doe", "AP Photo/Jane Doe") belong to no incident.
2. A target that is only the name of a country or of a town of 50,000 people or more, and not a thing named after it, is a place: 2 of the
   1,445 targets in the training articles are such names.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sigact.infer.decoding import TaggedSpan
from sigact.infer.gazetteer.candidates import candidates_of
from sigact.infer.phrases import phrase_of
from sigact.infer.target_words import thing_class

_AGENCY = r"(?:AFP|AP|Reuters|REUTERS|EPA|EFE|ANSA|Getty(?: Images)?|GETTY(?: IMAGES)?|Xinhua|DPA|Anadolu|Shutterstock)"
_CREDIT = re.compile(
    rf"/\s*{_AGENCY}\b[^\n]{{0,60}}$|\b{_AGENCY}\s*(?:Photo\s*)?/[^\n]{{0,60}}$|[(\[]\s*{_AGENCY}\s*[)\]]\s*$"
    r"|(?:\(|^|\. )(?:File )?(?:[Pp]hoto(?:graph)?|[Pp]icture|[Ii]mage|[Cc]redit|PHOTO|CREDIT)s?(?: by|:| credit:)[^\n.]{1,60}",
    re.MULTILINE,
)
_TOWN = 50_000


def plausible_spans(text: str, spans: Sequence[TaggedSpan]) -> tuple[list[TaggedSpan], list[TaggedSpan]]:
    """The spans from which incidents are made, some of them as places, and those of photo credits."""
    credits = [match.span() for match in _CREDIT.finditer(text)]
    kept, credited = [], []
    for span in spans:
        inside = any(start <= span.start and span.end <= end for start, end in credits)
        (credited if inside else kept).append(span)
    return [replace(span, label="PLACE") if _is_town(text, span) else span for span in kept], credited


def _is_town(text: str, span: TaggedSpan) -> bool:
    phrase = phrase_of(text, span)
    if span.label != "TARGET" or thing_class(phrase)[0] is not None:
        return False
    meaning = candidates_of(phrase)
    return meaning.country is not None or any(entry.population >= _TOWN for entry in meaning.entries)
