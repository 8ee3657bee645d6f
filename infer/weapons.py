"""WEAPON phrases -> GTD weapon class and subclass, by their words; the first line that fits decides.

Examples: "explosives-laden truck" explosives/vehicle, "stolen lorry" vehicle, "at least seven rockets" explosives/projectile, "toy pistol"
fake_weapons. A phrase of no known word has no class.
"""

import re
from functools import lru_cache

_VEHICLE = (
    r"(?:cars?|trucks?|vans?|lorr(?:y|ies)|vehicles?|mini-?(?:bus(?:es)?|vans?)|bus(?:es)?|motorcycles?|motorbikes?|scooters?"
    r"|pick-?ups?|jeeps?|tankers?|rickshaws?)"
)
_PROJECTILE = (
    r"rockets?|missiles?|mortars?|shells?|artillery|howitzers?|RPGs?|projectiles?|(?:glide|barrel|cluster) bombs?|cluster munitions?"
    r"|air ?craft|war ?planes?|jets?|helicopters?|gunships?|tanks?|(?:grenade|rocket) launchers?|Katyushas?|Grads?"
)
_FIRE = r"incendiary|flares?|torch(?:es)?|matches|lighters?|kerosene|petrol|gasoline|fuel|burning|flames?|fire ?lighters?"
_BOMB = r"bombs?|explosives?|devices?|bomblets?|blast|shrapnel|charges?|pressure cookers?|ordnance|munitions?"
_AUTOMATIC = r"AK-?47s?|Kalashnikovs?|assault rifles?|machine ?guns?|sub-?machine ?guns?|automatic|M-?16s?|semi-?automatic"
_GUN = r"guns?|gunfire|gunshots?|firearms?|bullets?|gunmen|shots?|rounds?|ammunition|sniper|small[- ]arms|weapons? fire"
_SHARP = r"machetes?|pangas?|axes?|hatchets?|swords?|cutlass(?:es)?|sickles?|spears?|arrows?|sharp[- ](?:edged|objects?)|cleavers?"
_BLUNT = (
    r"clubs?|sticks?|(?:sledge)?hammers?|chains?|pipes?|stones?|rocks?|bricks?|bars?|rods?|bats?|batons?|butts?|planks?|iron|bottles?"
    r"|poles?|catapults?"
)
_TOOLS = r"saws?|bolt[- ]?cutters?|cutters?|crowbars?|wrench(?:es)?|spanners?|pliers|(?:angle )?grinders?|wire|anchors?"

_CLASSES: tuple[tuple[str, str, str | None], ...] = (
    (r"toy|replica|dummy|imitation|fake|mock|hoax|inert", "fake_weapons", None),
    (r"molotov|(?:petrol|gasoline|fire|bottle)[- ]?bombs?", "incendiary", "molotov"),
    (rf"{_VEHICLE}[- ](?:borne|bombs?)|VBIED|(?:explosives?|bomb)[- ](?:laden|packed|filled|rigged)", "explosives", "vehicle"),
    (rf"{_VEHICLE}\b.{{0,100}}\b(?:loaded|packed|rigged|laden|filled) with", "explosives", "vehicle"),
    (r"(?:suicide|explosive|bomb) (?:vests?|belts?|jackets?)", "explosives", "suicide"),
    (r"drones?|quadcopters?|UAVs?|unmanned aerial", "explosives", "drone"),
    (r"grenades?(?! launcher)", "explosives", "grenade"),
    (_PROJECTILE, "explosives", "projectile"),
    (r"(?:sticky|magnetic|limpet) (?:bombs?|mines?)", "explosives", "sticky_bomb"),
    (r"land ?mines?|mines?|roadside|IEDs?|improvised explosive|pressure[- ](?:plate|bombs?)", "explosives", "landmine"),
    (r"(?:parcel|letter|mail|package) bombs?|booby[- ]trapped (?:parcel|letter|package)", "explosives", "mail_bomb"),
    (r"dynamite|TNT", "explosives", "dynamite"),
    (r"remote(?:ly)?[- ]control(?:led)?", "explosives", "remote"),
    (r"time[- ]bombs?|(?:timed|timer)[- ](?:bombs?|devices?|fuses?)", "explosives", "time_fuse"),
    (r"ammonium nitrate", "explosives", None),
    (_FIRE, "incendiary", None),
    (r"acid|corrosive", "chemical", "acid"),
    (r"gas|sarin|chlorine|pepper spray|fumes", "chemical", "gas"),
    (r"poison\w*|pesticides?|insecticides?|cyanide|toxin|nerve agent", "chemical", "poisoning"),
    (_BOMB, "explosives", None),
    (_AUTOMATIC, "firearms", "automatic_rifle"),
    (r"pistols?|handguns?|revolvers?", "firearms", "handgun"),
    (r"rifles?|shotguns?|carbines?|muskets?|hunting guns?", "firearms", "rifle_or_shotgun"),
    (_GUN, "firearms", None),
    (r"kni(?:fe|ves)|daggers?|blades?|box cutters?|scissors|razors?", "melee", "knife"),
    (_SHARP, "melee", "sharp_object"),
    (_BLUNT, "melee", "blunt_object"),
    (r"fists?|hands|feet|kicks?|punches", "melee", "hands_feet"),
    (r"ropes?|garrott?es?|noose", "melee", "strangling"),
    (_TOOLS, "sabotage_equipment", None),
    (_VEHICLE, "vehicle", None),
)
_COMPILED = tuple((re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), class_, subclass) for pattern, class_, subclass in _CLASSES)


@lru_cache(maxsize=4096)
def weapon_class(phrase: str) -> tuple[str | None, str | None]:
    """GTD class and subclass of a phrase, (None, None) for words that are not known."""
    return next(((class_, subclass) for pattern, class_, subclass in _COMPILED if pattern.search(phrase)), (None, None))
