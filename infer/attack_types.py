"""The GTD attack type of one incident, from its triggers, weapons and people; the first line that fits decides (GTD's order of precedence).

| the incident has | type |
|---|---|
| words of hijacking, at least as many as of any other specific act | hijacking |
| words of taking people, at least as many as of any other specific act: of hostages, sieges, barricades | hostage_barricade |
| the same without these | hostage_kidnapping |
| a word that says assassination, or a prominent person among the killed, injured or attacked | assassination |
| words of one specific act more often than of others (first told, if as often; see below) | that act's type |
| an explosive, a gun or blade, something that burns as weapon | bombing_explosion, armed_assault, facility_infrastructure |
| only words of fighting ("offensive", "downed", "harassed") | armed_assault |
| nothing of these | unknown |

Destruction gives way to bombing and explosives, and to armed assault where people were hurt: a pylon blown up was bombed. The defenders'
fire ("shot down", "returned fire") tells the type only where nothing else does.

A prominent person is one whom an office or profession names ("the mayor", "a party leader", "Judge Lanzetta"), not kin or guards of one,
and not one of many: with eight or more killed it must be the person told first.
"""

import re
from collections import Counter
from collections.abc import Sequence

from sigact.data.incident import AttackType, Evidence
from sigact.data.labels import TRIGGERS
from sigact.infer.counts import parse_count, says_number
from sigact.infer.decoding import TaggedSpan
from sigact.infer.phrases import evidence_of, phrase_of
from sigact.infer.weapons import weapon_class

TYPE_OF_TRIGGER: dict[str, AttackType] = {
    "ASSASSINATION": "assassination",
    "ARMED_ASSAULT": "armed_assault",
    "BOMBING": "bombing_explosion",
    "HIJACKING": "hijacking",
    "FACILITY_ATTACK": "facility_infrastructure",
    "UNARMED_ASSAULT": "unarmed_assault",
}
_WEAPONS: tuple[tuple[frozenset[str], AttackType], ...] = (
    (frozenset({"explosives"}), "bombing_explosion"),
    (frozenset({"firearms", "melee"}), "armed_assault"),
    (frozenset({"incendiary"}), "facility_infrastructure"),
)
_HARMED = ("KILLED", "INJURED", "PERP_KILLED")
_PEOPLE = ("KILLED", "INJURED", "VICTIM")
_MANY = 8
_HELD_IN_PLACE = re.compile(r"hostage|siege|barricad", re.IGNORECASE)
_FIGHTING = re.compile(
    r"\b(?:offensives?|down(?:ed|ing)|harr?ass(?:ed|ing|ment)?|occupation|invasion|retaliat\w+|operations?)\b", re.IGNORECASE
)
_DEFENCE = re.compile(r"shot down|(?:returned|return) fire|retaliated|intercepted", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:leader|mayor|minister|governor|judge|magistrate|prosecutor|president|senator|congress(?:man|woman)|lawmaker|m\.?p\.?|mla|mna|mpa"
    r"|deputy(?! (?:inspector|superintendent|commandant|general|army))|legislator|council(?:l?or|man|woman)|candidate|ambassador|consul"
    r"|diplomat|politician|activist|journalist|editor|newsman|columnist|publisher|broadcaster|bishop|archbishop|maulana|mufti|cleric"
    r"|rector|jesuits?|general(?! manager)|gen|colonel|col|chief|dsp|director|sarpanch(?! para)|panchayat|pradhan|mukhiya|elder"
    r"|secretary|chair(?:man|woman)|head of|lawyer|attorney|prince|king|warlord|ringleader|representative|spokes(?:man|woman|person))\b",
    re.IGNORECASE,
)
_KIN = (
    r"(?:brothers?|sisters?|sons?|daughters?|wife|widow|husband|father|mother|drivers?|body ?guards?|guards?|relatives?|aides?|nephews?"
    r"|cousins?|advis[eo]rs?|escorts?|members?)"
)
_OF_ANOTHER = re.compile(rf"\b{_KIN}(?:\s\w+)? (?:of|to)\b|['’]s\s+(?:\w+\s)?(?:{_KIN}|house|car|residence)\b", re.IGNORECASE)


def attack_type(text: str, spans: Sequence[TaggedSpan]) -> tuple[AttackType, Evidence]:
    """Type and what it rests on; `spans` are those of the incident, in the order of the text."""
    triggers = [span for span in spans if span.label in TRIGGERS]
    told = [span for span in triggers if not _DEFENCE.fullmatch(phrase_of(text, span))] or triggers
    explosive = any(span.label == "WEAPON" and weapon_class(phrase_of(text, span))[0] == "explosives" for span in spans)
    votes = _votes(told, hurt=any(span.label in _HARMED for span in spans), explosive=explosive)
    most = max(votes.values(), default=0)
    for label in ("HIJACKING", "HOSTAGE_TAKING"):
        if most and votes[label] == most:
            chosen = [span for span in triggers if span.label == label]
            return TYPE_OF_TRIGGER.get(label) or _taking(text, chosen), evidence_of(chosen)
    targeted = [span for span in triggers if span.label == "ASSASSINATION"] or _prominent(text, spans)
    if targeted:
        return "assassination", evidence_of(targeted)
    if votes:
        label = next(span.label for span in told if votes[span.label] == most)
        return TYPE_OF_TRIGGER[label], evidence_of([span for span in triggers if span.label == label])
    return _without_specific_words(text, spans, triggers)


def _votes(triggers: Sequence[TaggedSpan], *, hurt: bool, explosive: bool) -> Counter[str]:
    """How often words tell each specific act."""
    votes = Counter(span.label for span in triggers if span.label != "ATTACK")
    if votes["BOMBING"] or explosive or (hurt and votes["ARMED_ASSAULT"]):
        del votes["FACILITY_ATTACK"]
    return +votes


def _taking(text: str, words: Sequence[TaggedSpan]) -> AttackType:
    return "hostage_barricade" if any(_HELD_IN_PLACE.search(phrase_of(text, span)) for span in words) else "hostage_kidnapping"


def _without_specific_words(text: str, spans: Sequence[TaggedSpan], triggers: Sequence[TaggedSpan]) -> tuple[AttackType, Evidence]:
    weapons = [(span, weapon_class(phrase_of(text, span))[0]) for span in spans if span.label == "WEAPON"]
    for classes, kind in _WEAPONS:
        found = [span for span, class_ in weapons if class_ in classes]
        if found:
            return kind, evidence_of(found)
    fighting = [span for span in triggers if _FIGHTING.search(phrase_of(text, span))]
    return ("armed_assault", evidence_of(fighting)) if fighting else ("unknown", Evidence(inferred=True, confidence=0.0))


def _prominent(text: str, spans: Sequence[TaggedSpan]) -> list[TaggedSpan]:
    people = [span for span in spans if span.label in _PEOPLE]
    many = any((parse_count(phrase_of(text, span)).min or 0) >= _MANY for span in people if span.label == "KILLED")
    return [span for span in people if is_prominent(phrase_of(text, span)) and (not many or span is people[0])]


def is_prominent(phrase: str) -> bool:
    """True for one person named by an office or profession."""
    if says_number(phrase):
        count = parse_count(phrase)
        if not count.min == count.max == 1:
            return False
    return bool(_OFFICE.search(phrase)) and not _OF_ANOTHER.search(phrase)
