"""A group of sentences -> one Incident. Values come from the phrases; what no phrase says is marked as inferred or left out.

Type: `sigact.infer.attack_types`.
Stage: attempted if the text says it was foiled (not only one of several weapons), threatened if all triggers speak of threats, else
accomplished. Claimed: true, false if the text says nobody did, else null. Confidence of the incident: that of its best trigger or, without
one, of the best phrase that tells of it.
"""

import re
from collections.abc import Sequence
from datetime import date

from sigact.data.incident import (
    Evidence,
    Extent,
    Incident,
    IncidentEvidence,
    Mention,
    Place,
    Stage,
    Trigger,
    Weapon,
)
from sigact.data.labels import TRIGGERS
from sigact.infer.attack_types import attack_type
from sigact.infer.counts import parse_count, says_number
from sigact.infer.decoding import TaggedSpan
from sigact.infer.grouping import Group
from sigact.infer.incident_dates import date_of
from sigact.infer.organisations import Organisations
from sigact.infer.perpetrators import perpetrators_of, with_antecedents
from sigact.infer.phrases import distinct_phrases, evidence_of, extent_of, phrase_of
from sigact.infer.places import PlaceResolver
from sigact.infer.targets import targets_of
from sigact.infer.told import TELLING, Told
from sigact.infer.tolls import abducted_toll, injured_toll, killed_toll
from sigact.infer.weapons import weapon_class

_THREAT = re.compile(r"threat|hoax", re.IGNORECASE)
_SUICIDE = re.compile(r"suicide|blew (?:him|her|them)sel|blown (?:him|her|them)sel", re.IGNORECASE)
_PART_OF = re.compile(r"\b\w++ of (?:the|these|those|them)\b", re.IGNORECASE)
_ONE_OF_SEVERAL = re.compile(
    r"\b(?:(?:and|,|while) (?:another|others|the (?:last|others?|rest))"
    r"|(?:one|two|three|four|five|six|some|most|many|\d+) of (?:the|them|those))\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_SUMMARY_SENTENCES = 2


def assemble(text: str, groups: Sequence[Group], published: date | None, organisations: Organisations | None = None) -> list[Incident]:
    """The incidents of an article, in the order in which they are told; `organisations` are the packaged ones unless given."""
    resolver = PlaceResolver(text, groups)
    known = organisations or Organisations.default()
    return with_antecedents(
        [_incident(text, group, f"i{number}", published, resolver.places_of(group), known) for number, group in enumerate(groups, start=1)]
    )


def _incident(
    text: str, group: Group, identifier: str, published: date | None, places: Sequence[Place], organisations: Organisations
) -> Incident:
    spans = group.spans
    triggers = [span for span in spans if span.label in TRIGGERS]
    kind, type_evidence = attack_type(text, spans)
    stage, stage_evidence = _stage(text, group, triggers)
    claimed, claimed_evidence = _claimed(spans)
    suicide = [
        span
        for span in spans
        if span.label in (*TRIGGERS, "PERP_INDIVIDUAL", "PERP_KILLED", "WEAPON") and _SUICIDE.search(phrase_of(text, span))
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
            type=type_evidence, stage=stage_evidence, claimed=claimed_evidence, suicide=evidence_of(suicide) if suicide else None
        ),
        summary=tuple(Extent(start=told.sentence.start, end=told.sentence.end) for told in _telling(group)),
        date=date_of(text, group, published),
        place=places[0] if places else None,
        places=tuple(places),
        weapons=tuple(_weapons(text, spans)),
        targets=tuple(targets_of(text, group)),
        perpetrators=tuple(perpetrators_of(text, group, organisations, places[0].country if places else None)),
        killed=killed_toll(group.told, suicide if stage == "accomplished" else ()),
        injured=injured_toll(group.told),
        abducted=abducted_toll(group.told),
        victims=tuple(
            Mention(text=phrase, spans=extents, confidence=confidence)
            for phrase, extents, confidence in distinct_phrases(text, spans, "VICTIM")
        ),
        triggers=tuple(
            Trigger(text=phrase_of(text, span), label=span.label, spans=(extent_of(span),), confidence=span.confidence) for span in triggers
        ),
    )


def _weapons(text: str, spans: Sequence[TaggedSpan]) -> list[Weapon]:
    """Each phrase once; parts ("four of the rockets") only where the whole is not told."""
    weapons = [_weapon(*found) for found in distinct_phrases(text, spans, "WEAPON")]
    wholes = {weapon.class_ for weapon in weapons if not _PART_OF.match(weapon.text or "")}
    return [weapon for weapon in weapons if weapon.class_ not in wholes or not _PART_OF.match(weapon.text or "")]


def _weapon(phrase: str, extents: tuple[Extent, ...], confidence: float) -> Weapon:
    class_, subclass = weapon_class(phrase)
    count = parse_count(phrase) if says_number(phrase) else None
    return Weapon(text=phrase, class_=class_, subclass=subclass, count=count, spans=extents, confidence=confidence)


def _telling(group: Group) -> list[Told]:
    return [told for told in group.told if told.tells()][:_SUMMARY_SENTENCES]


def _stage(text: str, group: Group, triggers: Sequence[TaggedSpan]) -> tuple[Stage, Evidence]:
    spans = group.spans
    foiled = [span for told in group.told for span in told.spans if span.label == "FOILED" and not _is_part(told, span)]
    if foiled:
        return "attempted", evidence_of(foiled)
    threats = [span for span in triggers if _THREAT.search(phrase_of(text, span))]
    if threats and len(threats) == len(triggers):
        return "threatened", evidence_of(threats)
    if triggers:
        return "accomplished", evidence_of(triggers)
    return "accomplished", Evidence(inferred=True, confidence=max(span.confidence for span in spans))


def _is_part(told: Told, foiled: TaggedSpan) -> bool:
    """True if one of several weapons failed ("another failed to explode", "the last of them was intercepted")."""
    return bool(_ONE_OF_SEVERAL.search(told.text[: foiled.start - told.sentence.start]))


def _claimed(spans: Sequence[TaggedSpan]) -> tuple[bool | None, Evidence | None]:
    for label, value in (("CLAIM", True), ("NO_CLAIM", False)):
        found = [span for span in spans if span.label == label]
        if found:
            return value, evidence_of(found)
    return None, None
