"""Fills of MUC-4 templates (task documentation of 1992, version 7), from the types and classes of an incident.

The set lists themselves are in `sigact.data.sources.muc4_slots`. Forced work stoppages and robberies are not told from an incident.

MUC-4's confidence of a perpetrator follows (`perpetrator_confidence`), in the order of MUC-4's decision tree:

| the text | attribution | MUC-4 |
|---|---|---|
| says that he was acquitted or cleared | accused, the words among `attribution_spans` | ACQUITTED |
| says that he claimed or admitted it | claimed | CLAIMED OR ADMITTED |
| tells it without a hedge | stated | REPORTED AS FACT |
| has an authority accuse him (police, army, government, court, official) | accused or denied | SUSPECTED OR ACCUSED BY AUTHORITIES |
| only weighs it ("may have", "bears the hallmarks of"), nobody accuses | accused | POSSIBLE |
| else accuses him, or lets him deny it | accused or denied | SUSPECTED OR ACCUSED |
"""

import re
from typing import Literal

from sigact.data.incident import Incident, Perpetrator, Weapon
from sigact.infer.attribution import CLEARED
from sigact.infer.codebooks.sides import by_state
from sigact.infer.codebooks.words import says

Muc4Confidence = Literal[
    "REPORTED AS FACT", "ACQUITTED", "CLAIMED OR ADMITTED", "POSSIBLE", "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES"
]

_TYPES = {
    "bombing_explosion": "BOMBING",
    "hijacking": "HIJACKING",
    "hostage_kidnapping": "KIDNAPPING",
    "hostage_barricade": "KIDNAPPING",
}
_FIRE = re.compile(r"\barson\b|\bfires?\b|\bburn|\btorch|\bablaze\b|\balight\b", re.IGNORECASE)
_CLASSES = {
    ("firearms", "handgun"): "HANDGUN",
    ("firearms", "rifle_or_shotgun"): "RIFLE",
    ("firearms", "automatic_rifle"): "MACHINE GUN",
    ("firearms", None): "GUN",
    ("explosives", "grenade"): "GRENADE",
    ("explosives", "landmine"): "MINE",
    ("explosives", "vehicle"): "VEHICLE BOMB",
    ("explosives", "dynamite"): "DYNAMITE",
    ("explosives", "projectile"): "PROJECTILE",
    ("incendiary", "molotov"): "MOLOTOV COCKTAIL",
    ("incendiary", None): "FIRE",
    ("melee", "knife"): "CUTTING DEVICE",
    ("melee", "sharp_object"): "CUTTING DEVICE",
}
_BY_WORDS = (
    (r"mortar", "MORTAR"),
    (r"rocket", "ROCKET"),
    (r"missile", "MISSILE"),
    (r"machine ?gun", "MACHINE GUN"),
    (r"bomb", "BOMB"),
    (r"stone", "STONE"),
)
_WEIGHED = re.compile(r"hallmarks|may have|might have|could have|possibl|likely", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"\b(?:police\w*|army|military|forces?|soldiers?|troops|officers?|officials?|governments?|minist(?:er|ers|ry|ries)|governors?"
    r"|mayors?|presidents?|authorit(?:y|ies)"
    r"|prosecutors?|judges?|courts?|commanders?|generals?|colonels?|captains?|gen|col|maj|lt|sgt|spokes(?:man|woman"
    r"|person) for the (?:army|police)|intelligence|security"
    r"|investigators?|detectives?|commission(?:er)?s?|state|administration|junta|chiefs?|inspectors?|sheriffs?|secretar(?:y|ies)"
    r"|defen[cs]e|embass(?:y|ies))\b",
    re.IGNORECASE,
)
_HUMAN_TYPES = {"civilian": "CIVILIAN", "child": "CIVILIAN", "woman": "CIVILIAN", "journalist": "CIVILIAN", "aid_worker": "CIVILIAN"} | {
    "police": "LAW ENFORCEMENT",
    "military": "ACTIVE MILITARY",
    "official": "GOVERNMENT OFFICIAL",
}
_PHYSICAL_TYPES = {
    "business": "COMMERCIAL",
    "government_general": "GOVERNMENT OFFICE OR RESIDENCE",
    "government_diplomatic": "DIPLOMAT OFFICE OR RESIDENCE",
    "police": "LAW ENFORCEMENT FACILITY",
    "telecommunication": "COMMUNICATIONS",
    "journalists_media": "COMMUNICATIONS",
    "utilities": "ENERGY",
    "food_water_supply": "WATER",
    "airports_aircraft": "TRANSPORTATION FACILITY",
    "transportation": "TRANSPORT VEHICLE",
    "violent_political_party": "ORGANIZATION OFFICE",
}


def muc4_type(incident: Incident) -> str:
    """INCIDENT: TYPE; arson is an attack on a facility with fire."""
    if incident.type == "facility_infrastructure":
        fire = any(weapon.class_ == "incendiary" for weapon in incident.weapons) or says(incident, _FIRE)
        return "ARSON" if fire else "ATTACK"
    return _TYPES.get(incident.type or "", "ATTACK")


def instrument_type(weapon: Weapon) -> str | None:
    """INCIDENT: INSTRUMENT TYPE of one weapon; None where the set list has none."""
    by_words = next((name for words, name in _BY_WORDS if re.search(words, weapon.text or "", re.IGNORECASE)), None)
    named = _CLASSES.get((weapon.class_ or "", weapon.subclass))
    specific = named if named != "PROJECTILE" else None
    return specific or by_words or named or ("EXPLOSIVE" if weapon.class_ == "explosives" else None)


def category(incident: Incident) -> str | None:
    """PERP: INCIDENT CATEGORY; None where no perpetrator is told."""
    if by_state(incident):
        return "STATE-SPONSORED VIOLENCE"
    return "TERRORIST ACT" if incident.perpetrators else None


def perpetrator_confidence(perpetrator: Perpetrator, text: str | None = None) -> Muc4Confidence:
    """PERP: ORGANIZATION CONFIDENCE; without the article's `text` nobody is told to be acquitted or only weighed."""
    words = " ".join(text[span.start : span.end] for span in perpetrator.attribution_spans) if text else ""
    if CLEARED.search(words):
        return "ACQUITTED"
    if perpetrator.attribution == "claimed":
        return "CLAIMED OR ADMITTED"
    if perpetrator.attribution == "stated":
        return "REPORTED AS FACT"
    if perpetrator.accuser and _AUTHORITY.search(perpetrator.accuser.text):
        return "SUSPECTED OR ACCUSED BY AUTHORITIES"
    if text and perpetrator.attribution == "accused" and not perpetrator.accuser and (not words or _WEIGHED.search(words)):
        return "POSSIBLE"
    return "SUSPECTED OR ACCUSED"


def human_type(category_: str | None) -> str | None:
    """HUM TGT: TYPE of a group's category."""
    return _HUMAN_TYPES.get(category_ or "")


def physical_type(class_: str | None) -> str | None:
    """PHYS TGT: TYPE of a target's class."""
    return _PHYSICAL_TYPES.get(class_ or "")
