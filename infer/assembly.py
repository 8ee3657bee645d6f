"""A group of sentences -> one Incident. Values come from the phrases; what no phrase says is marked as inferred or left out.

Type: the specific triggers vote, the first mentioned wins a tie; general triggers ("the attack") leave it to the weapon.
Stage: attempted if the text says it was foiled, threatened if all triggers speak of threats, else accomplished. Claimed: true,
false if the text says nobody did, else null. Confidence of the incident: that of its best trigger or, without one, of the
best phrase that tells of it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from sigact.data.edtf import parse_edtf
from sigact.data.incident import (
    AttackType,
    Evidence,
    Extent,
    Incident,
    IncidentDate,
    IncidentEvidence,
    Mention,
    Perpetrator,
    Place,
    Stage,
    Target,
    Trigger,
    Weapon,
)
from sigact.data.labels import TRIGGERS
from sigact.infer.countries import countries_named, country_code
from sigact.infer.counts import parse_count, says_number
from sigact.infer.dates import resolve_date
from sigact.infer.decoding import TaggedSpan
from sigact.infer.grouping import TELLING, Group, Told
from sigact.infer.tolls import killed_toll, toll_of

_TYPES: dict[str, AttackType] = {
    "ASSASSINATION": "assassination",
    "ARMED_ASSAULT": "armed_assault",
    "BOMBING": "bombing_explosion",
    "HIJACKING": "hijacking",
    "FACILITY_ATTACK": "facility_infrastructure",
    "UNARMED_ASSAULT": "unarmed_assault",
}
_HELD_IN_PLACE = re.compile(r"hostage|siege|barricad", re.IGNORECASE)
_EXPLOSIVE = re.compile(r"bomb|rocket|missile|mortar|shell|grenade|mine\b|mines\b|explosive|drone|artillery|\bied|dynamite", re.IGNORECASE)
_ARMS = re.compile(r"gun|rifle|pistol|firearm|knife|knives|blade|machete|sword|bullet|weapon", re.IGNORECASE)
_THREAT = re.compile(r"threat|hoax", re.IGNORECASE)
_SUICIDE = re.compile(r"suicide|blew (?:him|her|them)sel|blown (?:him|her|them)sel", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:said|says|according|report(?:s|ed|edly)|alleged(?:ly)?|suspect(?:s|ed)?|believed|blam(?:e|es|ed|ing)|accus(?:e|es|ed|ing)|apparently|thought|claim(?:s|ed))\b",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:near|outside|close to|(?:north|south|east|west)\w* of|kilomet(?:re|er)s? from|km from|miles? from)\W*(?:the\W+)?$", re.IGNORECASE
)
_SUMMARY_SENTENCES = 2


def assemble(text: str, groups: Sequence[Group], published: date | None) -> list[Incident]:
    """The incidents of an article, in the order in which they are told."""
    named = countries_named(text)
    only_country = next(iter(named)) if len(named) == 1 else None
    return [_incident(text, group, f"i{number}", published, only_country) for number, group in enumerate(groups, start=1)]


def _incident(text: str, group: Group, identifier: str, published: date | None, only_country: str | None) -> Incident:
    spans = group.spans
    places = _places(text, group, only_country)
    triggers = [span for span in spans if span.label in TRIGGERS]
    kind, type_evidence = _type(text, spans, triggers)
    stage, stage_evidence = _stage(text, spans, triggers)
    claimed, claimed_evidence = _claimed(spans)
    suicide = [
        span
        for span in spans
        if span.label in (*TRIGGERS, "PERP_INDIVIDUAL", "PERP_KILLED", "WEAPON") and _SUICIDE.search(_phrase(text, span))
    ]
    return Incident(
        id=identifier,
        main=group.main,
        confidence=max(span.confidence for span in triggers or [span for span in spans if span.label in TELLING] or spans),
        type=kind,
        stage=stage,
        claimed=claimed,
        suicide=True if suicide else None,
        evidence=IncidentEvidence(
            type=type_evidence, stage=stage_evidence, claimed=claimed_evidence, suicide=_evidence(suicide) if suicide else None
        ),
        summary=tuple(Extent(start=told.sentence.start, end=told.sentence.end) for told in _telling(group)),
        date=_date(text, group, published),
        place=places[0] if places else None,
        places=tuple(places),
        weapons=tuple(
            Weapon(text=phrase, count=parse_count(phrase) if says_number(phrase) else None, spans=extents, confidence=confidence)
            for phrase, extents, confidence in _distinct(text, spans, "WEAPON")
        ),
        targets=tuple(
            Target(text=phrase, spans=extents, confidence=confidence) for phrase, extents, confidence in _distinct(text, spans, "TARGET")
        ),
        perpetrators=(*_perpetrators(text, group, "organization"), *_perpetrators(text, group, "individual")),
        killed=killed_toll(group.told),
        injured=toll_of(group.told, "INJURED"),
        abducted=toll_of(group.told, "ABDUCTED"),
        victims=tuple(
            Mention(text=phrase, spans=extents, confidence=confidence) for phrase, extents, confidence in _distinct(text, spans, "VICTIM")
        ),
        triggers=tuple(
            Trigger(text=_phrase(text, span), label=span.label, spans=(_extent(span),), confidence=span.confidence) for span in triggers
        ),
    )


def _telling(group: Group) -> list[Told]:
    return [told for told in group.told if told.tells()][:_SUMMARY_SENTENCES]


def _type(text: str, spans: Sequence[TaggedSpan], triggers: Sequence[TaggedSpan]) -> tuple[AttackType, Evidence]:
    specific = [span for span in triggers if span.label != "ATTACK"]
    if specific:
        votes = Counter(span.label for span in specific)
        label = "ASSASSINATION" if "ASSASSINATION" in votes else votes.most_common(1)[0][0]
        chosen = [span for span in specific if span.label == label]
        if label != "HOSTAGE_TAKING":
            return _TYPES[label], _evidence(chosen)
        in_place = any(_HELD_IN_PLACE.search(_phrase(text, span)) for span in chosen)
        return "hostage_barricade" if in_place else "hostage_kidnapping", _evidence(chosen)
    by_weapon: tuple[tuple[re.Pattern[str], AttackType], ...] = ((_EXPLOSIVE, "bombing_explosion"), (_ARMS, "armed_assault"))
    for pattern, kind in by_weapon:
        weapons = [span for span in spans if span.label == "WEAPON" and pattern.search(_phrase(text, span))]
        if weapons:
            return kind, _evidence(weapons)
    return "unknown", Evidence(inferred=True, confidence=0.0)


def _stage(text: str, spans: Sequence[TaggedSpan], triggers: Sequence[TaggedSpan]) -> tuple[Stage, Evidence]:
    foiled = [span for span in spans if span.label == "FOILED"]
    if foiled:
        return "attempted", _evidence(foiled)
    threats = [span for span in triggers if _THREAT.search(_phrase(text, span))]
    if threats and len(threats) == len(triggers):
        return "threatened", _evidence(threats)
    if triggers:
        return "accomplished", _evidence(triggers)
    return "accomplished", Evidence(inferred=True, confidence=max(span.confidence for span in spans))


def _claimed(spans: Sequence[TaggedSpan]) -> tuple[bool | None, Evidence | None]:
    for label, value in (("CLAIM", True), ("NO_CLAIM", False)):
        found = [span for span in spans if span.label == label]
        if found:
            return value, _evidence(found)
    return None, None


def _date(text: str, group: Group, published: date | None) -> IncidentDate | None:
    telling_first = sorted(group.told, key=lambda told: not told.tells())
    spans = [span for told in telling_first for span in told.spans if span.label == "DATE"]
    resolved = [(span, resolve_date(_phrase(text, span), published)) for span in spans]
    exact = [(span, one) for span, one in resolved if one.value and parse_edtf(one.value).precision == "day"]
    for span, one in exact or resolved:
        if one.value is None:
            continue
        parsed = parse_edtf(one.value)
        time = one.time_text or next((other.time_text or _phrase(text, it) for it, other in resolved if other.value is None), None)
        return IncidentDate(
            value=one.value,
            start=parsed.start,
            end=parsed.end,
            precision=parsed.precision,
            time_text=time,
            text=_phrase(text, span),
            spans=(_extent(span),),
            confidence=span.confidence,
        )
    return None


def _places(text: str, group: Group, only_country: str | None) -> list[Place]:
    found = _distinct(text, group.spans, "PLACE")
    named = {phrase: country_code(phrase) for phrase, _, _ in found}
    country = next((code for code in named.values() if code), None)
    local = [item for item in found if named[item[0]] is None] or found
    return [
        Place(
            text=phrase,
            name=phrase,
            relation="near" if _NEAR.search(text[max(0, extents[0].start - 40) : extents[0].start]) else "in",
            country=named[phrase] or country or only_country,
            precision="country" if named[phrase] else "place",
            mentions=(phrase,),
            spans=extents,
            confidence=confidence,
        )
        for phrase, extents, confidence in local
    ]


def _perpetrators(text: str, group: Group, kind: Literal["individual", "organization"]) -> list[Perpetrator]:
    found = []
    for phrase, extents, confidence in _distinct(text, group.spans, f"PERP_{kind.upper()}"):
        sentences = [told for told in group.told if any(told.sentence.start <= extent.start < told.sentence.end for extent in extents)]
        attribution, words = _attribution(sentences)
        found.append(
            Perpetrator(
                text=phrase,
                name=phrase,
                kind=kind,
                count=parse_count(phrase) if kind == "individual" else None,
                attribution=attribution,
                attribution_spans=words,
                spans=extents,
                confidence=confidence,
            )
        )
    return found


def _attribution(sentences: Sequence[Told]) -> tuple[Literal["accused", "claimed", "denied", "stated"], tuple[Extent, ...]]:
    values: tuple[tuple[str, Literal["claimed", "denied", "accused"]], ...] = (
        ("CLAIM", "claimed"),
        ("DENIAL", "denied"),
        ("BLAME", "accused"),
    )
    for label, value in values:
        words = tuple(_extent(span) for told in sentences for span in told.spans if span.label == label)
        if words:
            return value, words
    return ("accused" if any(_HEDGE.search(told.text) for told in sentences) else "stated"), ()


def _distinct(text: str, spans: Iterable[TaggedSpan], label: str) -> list[tuple[str, tuple[Extent, ...], float]]:
    """(first wording, all mentions, best confidence) of each phrase with `label`, wording compared without case."""
    found: dict[str, list[TaggedSpan]] = {}
    for span in spans:
        if span.label == label:
            found.setdefault(_phrase(text, span).lower(), []).append(span)
    return [(_phrase(text, same[0]), tuple(map(_extent, same)), max(span.confidence for span in same)) for same in found.values()]


def _evidence(spans: Sequence[TaggedSpan]) -> Evidence:
    return Evidence(spans=tuple(map(_extent, spans)), confidence=max(span.confidence for span in spans))


def _extent(span: TaggedSpan) -> Extent:
    return Extent(start=span.start, end=span.end)


def _phrase(text: str, span: TaggedSpan) -> str:
    return text[span.start : span.end]
