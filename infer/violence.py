"""Whether what is told of a group of sentences is violence by somebody, or may be an accident, a disaster, an illness.

Violence shows in any of these:
1. a word for an act that says more than harm ("shot", "bombing", "abducted"; not "killed", "died", "hit", "burned");
2. a weapon of a known class;
3. somebody who did it: an organisation, a named person, fighters or forces, or whom the words call an attacker ("armed men"), not "driver";
4. words of claiming, denying, blaming or foiling; people taken.
5. a word for what only people do to people ("bullet wounds", "signs of violence", "murder") in one of the sentences.

"Blast" and the like are words of harm where a sentence of the group names an accident's cause ("gas", "boiler", "fireworks").
"""

import re
from collections.abc import Sequence

from sigact.data.labels import TRIGGERS
from sigact.infer.actor_types import people_type
from sigact.infer.decoding import TaggedSpan
from sigact.infer.people_classes import personal_name
from sigact.infer.told import Told
from sigact.infer.weapons import weapon_class

_HARM = re.compile(
    r"(?:kill\w*|die[sd]?|dead|dying|deaths?|injur\w+|wound\w+|hurt|hit|struck|lost|perished|taken|held|damaged|destroyed|burn\w*|fire|blaze"
    r"|gutted)",
    re.IGNORECASE,
)
_BLAST = re.compile(r"(?<!\S)(?:explosions?|explod\w+|blasts?|blew|blew up|blown up|went off|gone off|set off|burst)\Z", re.IGNORECASE)
_ACCIDENT = re.compile(
    r"\b(?:accident(?:s|al|ally)?|gas|boilers?|cylinders?|leak\w*|methane|firecrackers?|fireworks?|quarry|(?:coal|gold) mine)\b",
    re.IGNORECASE,
)
_MURDER = re.compile(
    r"\b(?:bullets?|gunshots?|gunfire|stabb\w+|tortur\w+|decapitat\w+|behead\w+|dismember\w+|murder\w*|homicides?|massacre\w*|execut(?:ed|ion)"
    r"|signs? of violence|foul play|by whom|hands (?:were )?(?:bound|tied)|bound (?:hands|and)|strangl\w+|slain)\b",
    re.IGNORECASE,
)
_ATTACKER = re.compile(r"assail|attack|armed|gun|mob|bomb|suspect|unidentified|unknown|masked|wield|kill|raid|kidnap|arson", re.IGNORECASE)
_ALWAYS = frozenset({"PERP_ORGANIZATION", "PERP_KILLED", "CLAIM", "DENIAL", "BLAME", "NO_CLAIM", "FOILED", "ABDUCTED"})


def shows_violence(sentences: Sequence[Told]) -> bool:
    """True if any sentence of a group says that somebody did it."""
    if any(_MURDER.search(told.text) for told in sentences):
        return True
    accident = any(_ACCIDENT.search(told.text) for told in sentences)
    return any(_shows(told.phrase(span), span, accident=accident) for told in sentences for span in told.spans)


def _shows(phrase: str, span: TaggedSpan, *, accident: bool) -> bool:
    if span.label == "WEAPON":
        return weapon_class(phrase)[0] is not None
    if span.label == "PERP_INDIVIDUAL":
        known = personal_name(phrase) or _ATTACKER.search(phrase) or people_type([phrase], None)[0] != "unknown"
        return bool(known)
    if span.label in TRIGGERS:
        return not (_HARM.fullmatch(phrase) or (accident and _BLAST.search(phrase)))
    return span.label in _ALWAYS
