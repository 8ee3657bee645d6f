"""Fills of MUC-4 templates (task documentation of 1992, version 7), from the types and classes of an incident.

The set lists themselves are in `sigact.data.sources.muc4_slots`. Forced work stoppages and robberies are not told from an incident.
"""

import re

from sigact.data.incident import Incident, Perpetrator, Weapon
from sigact.infer.codebooks.sides import by_state
from sigact.infer.codebooks.words import says

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
_AUTHORITIES = re.compile(
    r"police|army|military|government|authorit|official|minist|prosecutor|president|troops|officer|intelligence", re.IGNORECASE
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


def perpetrator_confidence(perpetrator: Perpetrator) -> str:
    """PERP: ORGANIZATION CONFIDENCE, from how the text puts it and who accuses."""
    if perpetrator.attribution in ("stated", "claimed"):
        return {"stated": "REPORTED AS FACT", "claimed": "CLAIMED OR ADMITTED"}[perpetrator.attribution]
    by_authorities = perpetrator.accuser is not None and _AUTHORITIES.search(perpetrator.accuser.text)
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if by_authorities else "SUSPECTED OR ACCUSED"


def human_type(category_: str | None) -> str | None:
    """HUM TGT: TYPE of a group's category."""
    return _HUMAN_TYPES.get(category_ or "")


def physical_type(class_: str | None) -> str | None:
    """PHYS TGT: TYPE of a target's class."""
    return _PHYSICAL_TYPES.get(class_ or "")
