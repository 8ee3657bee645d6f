"""Codes of the Global Terrorism Database (codebook of August 2021; column names and codes as there, definitions in our words).

-9 is an unknown category, -99 an unknown number; `nkill`, `nwound` and dates are empty instead where nothing is known, as in GTD.
"""

from typing import NamedTuple

from sigact.data.incident import AttackType, Incident, Perpetrator, Target, Weapon
from sigact.infer.codebooks.sides import by_state, organisations, people_attacked
from sigact.infer.codebooks.where import located

UNKNOWN = -9
UNKNOWN_NUMBER = -99


class Code(NamedTuple):
    number: int
    label: str


ATTACK_TYPES: dict[AttackType, Code] = {
    "assassination": Code(1, "Assassination"),
    "armed_assault": Code(2, "Armed Assault"),
    "bombing_explosion": Code(3, "Bombing/Explosion"),
    "hijacking": Code(4, "Hijacking"),
    "hostage_barricade": Code(5, "Hostage Taking (Barricade Incident)"),
    "hostage_kidnapping": Code(6, "Hostage Taking (Kidnapping)"),
    "facility_infrastructure": Code(7, "Facility/Infrastructure Attack"),
    "unarmed_assault": Code(8, "Unarmed Assault"),
    "unknown": Code(9, "Unknown"),
}
TARGET_TYPES: dict[str, Code] = {
    "business": Code(1, "Business"),
    "government_general": Code(2, "Government (General)"),
    "police": Code(3, "Police"),
    "military": Code(4, "Military"),
    "abortion_related": Code(5, "Abortion Related"),
    "airports_aircraft": Code(6, "Airports & Aircraft"),
    "government_diplomatic": Code(7, "Government (Diplomatic)"),
    "educational_institution": Code(8, "Educational Institution"),
    "food_water_supply": Code(9, "Food or Water Supply"),
    "journalists_media": Code(10, "Journalists & Media"),
    "maritime": Code(11, "Maritime"),
    "ngo": Code(12, "NGO"),
    "other": Code(13, "Other"),
    "private_citizens_property": Code(14, "Private Citizens & Property"),
    "religious_figures_institutions": Code(15, "Religious Figures/Institutions"),
    "telecommunication": Code(16, "Telecommunication"),
    "terrorists_non_state_militia": Code(17, "Terrorists/Non-State Militia"),
    "tourists": Code(18, "Tourists"),
    "transportation": Code(19, "Transportation"),
    "unknown": Code(20, "Unknown"),
    "utilities": Code(21, "Utilities"),
    "violent_political_party": Code(22, "Violent Political Party"),
}
WEAPON_TYPES: dict[str, Code] = {
    "biological": Code(1, "Biological"),
    "chemical": Code(2, "Chemical"),
    "radiological": Code(3, "Radiological"),
    "nuclear": Code(4, "Nuclear"),
    "firearms": Code(5, "Firearms"),
    "explosives": Code(6, "Explosives"),
    "fake_weapons": Code(7, "Fake Weapons"),
    "incendiary": Code(8, "Incendiary"),
    "melee": Code(9, "Melee"),
    "vehicle": Code(10, "Vehicle (not to include vehicle-borne explosives, i.e., car or truck bombs)"),
    "sabotage_equipment": Code(11, "Sabotage Equipment"),
    "other": Code(12, "Other"),
    "unknown": Code(13, "Unknown"),
}
_SHARP = Code(23, "Knife or Other Sharp Object")
WEAPON_SUBTYPES: dict[tuple[str, str | None], Code] = {
    ("chemical", "poisoning"): Code(1, "Poisoning"),
    ("firearms", "automatic_rifle"): Code(2, "Automatic or Semi-Automatic Rifle"),
    ("firearms", "handgun"): Code(3, "Handgun"),
    ("firearms", "rifle_or_shotgun"): Code(4, "Rifle/Shotgun (non-automatic)"),
    ("firearms", None): Code(5, "Unknown Gun Type"),
    ("explosives", "grenade"): Code(7, "Grenade"),
    ("explosives", "landmine"): Code(8, "Landmine"),
    ("explosives", "mail_bomb"): Code(9, "Letter Bomb"),
    ("explosives", "projectile"): Code(11, "Projectile (rockets, mortars, RPGs, etc.)"),
    ("explosives", "remote"): Code(12, "Remote Trigger"),
    ("explosives", "suicide"): Code(13, "Suicide (carried bodily by human being)"),
    ("explosives", "time_fuse"): Code(14, "Time Fuse"),
    ("explosives", "vehicle"): Code(15, "Vehicle"),
    ("explosives", None): Code(16, "Unknown Explosive Type"),
    ("explosives", "drone"): Code(17, "Other Explosive Type"),
    ("incendiary", "arson"): Code(18, "Arson/Fire"),
    ("incendiary", None): Code(18, "Arson/Fire"),
    ("incendiary", "molotov"): Code(19, "Molotov Cocktail/Petrol Bomb"),
    ("incendiary", "gasoline"): Code(20, "Gasoline or Alcohol"),
    ("melee", "blunt_object"): Code(21, "Blunt Object"),
    ("melee", "hands_feet"): Code(22, "Hands, Feet, Fists"),
    ("melee", "knife"): _SHARP,
    ("melee", "sharp_object"): _SHARP,
    ("melee", "strangling"): Code(24, "Rope or Other Strangling Device"),
    ("explosives", "dynamite"): Code(28, "Dynamite/TNT"),
    ("explosives", "sticky_bomb"): Code(29, "Sticky Bomb"),
}
REGIONS = {
    1: "North America",
    2: "Central America & Caribbean",
    3: "South America",
    4: "East Asia",
    5: "Southeast Asia",
    6: "South Asia",
    7: "Central Asia",
    8: "Western Europe",
    9: "Eastern Europe",
    10: "Middle East & North Africa",
    11: "Sub-Saharan Africa",
    12: "Australasia & Oceania",
}
CLAIM_MODE_UNKNOWN = Code(10, "Unknown")
HOSTAGE_OUTCOME_UNKNOWN = Code(7, "Unknown")
PROPERTY_EXTENT_UNKNOWN = Code(4, "Unknown")
STATE_ACTORS = Code(5, "State Actors")
GROUP_CONFLICT = Code(3, "Inter/Intra-Group Conflict")

_TYPE_OF_TRIGGER: dict[str, AttackType] = {
    "ASSASSINATION": "assassination",
    "ARMED_ASSAULT": "armed_assault",
    "BOMBING": "bombing_explosion",
    "HIJACKING": "hijacking",
    "FACILITY_ATTACK": "facility_infrastructure",
    "UNARMED_ASSAULT": "unarmed_assault",
}
_HOSTAGES = frozenset({"hijacking", "hostage_barricade", "hostage_kidnapping"})


def attack_types(incident: Incident) -> list[Code]:
    """attacktype1 to attacktype3: the incident's type, then the other acts that its triggers name.

    The means of an assassination and the damage of a bombing are no acts of their own.
    """
    named = {kind for trigger in incident.triggers if (kind := _TYPE_OF_TRIGGER.get(trigger.label))}
    if incident.type == "assassination":
        named -= {"armed_assault", "unarmed_assault"}
    if incident.type == "bombing_explosion" or "bombing_explosion" in named:
        named -= {"facility_infrastructure"}
    first = ATTACK_TYPES[incident.type or "unknown"]
    others = sorted({ATTACK_TYPES[kind] for kind in named} - {first})
    return [first, *others][:3]


def weapon_codes(incident: Incident) -> list[tuple[Code, Code | None]]:
    """weaptype1 to weaptype4 with their subtypes, each once; of a bombing without a known weapon explosives of unknown type."""
    found = list(dict.fromkeys(weapon_code(weapon) for weapon in incident.weapons if weapon.class_))
    known = [pair for pair in found if not (pair[1] in _UNSPECIFIC and any(o[0] == pair[0] and o[1] != pair[1] for o in found))]
    if known:
        return known[:4]
    if incident.type == "bombing_explosion":
        return [(WEAPON_TYPES["explosives"], WEAPON_SUBTYPES["explosives", None])]
    return [(WEAPON_TYPES["unknown"], None)]


def weapon_code(weapon: Weapon) -> tuple[Code, Code | None]:
    """Type and subtype of one weapon; no subtype where GTD has none for it."""
    class_ = weapon.class_ or "unknown"
    return WEAPON_TYPES[class_], WEAPON_SUBTYPES.get((class_, weapon.subclass))


_UNSPECIFIC = {WEAPON_SUBTYPES["firearms", None], WEAPON_SUBTYPES["explosives", None], WEAPON_SUBTYPES["incendiary", None]}


def target_codes(incident: Incident) -> list[tuple[Code, list[Target]]]:
    """targtype1 to targtype3, people before things, each with its targets; Unknown where no target has a class."""
    by_code: dict[Code, list[Target]] = {}
    for target in sorted(incident.targets, key=lambda one: one.kind == "thing"):
        by_code.setdefault(TARGET_TYPES[target.class_ or "unknown"], []).append(target)
    known = [pair for pair in by_code.items() if pair[0] != TARGET_TYPES["unknown"]]
    return known[:3] or [(TARGET_TYPES["unknown"], by_code.get(TARGET_TYPES["unknown"], []))]


def groups(incident: Incident) -> list[Perpetrator]:
    """gname to gname3: the organisations."""
    return organisations(incident)[:3]


def uncertain(perpetrator: Perpetrator) -> int:
    """guncertain: 1 where the text accuses or suspects, 0 where the group claimed it or the narrator states it without a hedge."""
    return int(perpetrator.attribution in ("accused", "denied"))


def success(incident: Incident) -> int:
    """1 if the act took place; an assassination succeeds only if the target died, and nothing that was stopped or only threatened does."""
    if incident.stage in ("attempted", "threatened"):
        return 0
    killed = incident.killed
    deaths = 0 if killed is None else (killed.max if killed.min is None else killed.min) or 0
    return int(incident.type != "assassination" or deaths - ((killed and killed.perpetrators) or 0) > 0)


def hostages(incident: Incident) -> bool:
    """True if people were taken or held."""
    taken = incident.abducted
    return incident.type in _HOSTAGES or (taken is not None and taken.max != 0)


def specificity(incident: Incident) -> int:
    """1 coordinates of the town; 2 of the region around a town; 3 of a district, 4 of a province where no town is told; 5 none."""
    point, place = located(incident), incident.place
    if point is None or place is None:
        return 5
    if point.level == "place":
        return 1
    if place.precision in ("exact", "place"):
        return 2
    return 3 if point.level == "admin2" else 4


def doubt(incident: Incident) -> tuple[int, Code | None]:
    """doubtterr and alternative: 1 where GTD's rules leave the act out, as for state actors and fights between groups; else not judged."""
    if by_state(incident):
        return 1, STATE_ACTORS
    if people_attacked(incident) == {"armed_group"}:
        return 1, GROUP_CONFLICT
    return UNKNOWN, None
