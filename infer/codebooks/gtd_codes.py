"""Codes and labels of the Global Terrorism Database (codebook of August 2021), by the names of `sigact.data`.

-9 is an unknown category, -99 an unknown number; `nkill`, `nwound` and dates are empty instead where nothing is known, as in GTD.
"""

from typing import NamedTuple

from sigact.data.incident import AttackType

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
GROUP_CONFLICT = Code(3, "Intra/Inter-group Conflict")
