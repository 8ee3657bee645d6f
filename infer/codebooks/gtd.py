"""What an incident is in GTD's terms: rules in our words, after the codebook of August 2021. The codes are in `gtd_codes`."""

from sigact.data.incident import Incident, Perpetrator, Target, Weapon
from sigact.infer.attack_types import TYPE_OF_TRIGGER
from sigact.infer.codebooks.gtd_codes import (
    ATTACK_TYPES,
    GROUP_CONFLICT,
    STATE_ACTORS,
    TARGET_TYPES,
    UNKNOWN,
    WEAPON_SUBTYPES,
    WEAPON_TYPES,
    Code,
)
from sigact.infer.codebooks.sides import by_state, organisations, people_attacked
from sigact.infer.codebooks.where import located

_HOSTAGES = frozenset({"hijacking", "hostage_barricade", "hostage_kidnapping"})


def attack_types(incident: Incident) -> list[Code]:
    """attacktype1 to attacktype3: the incident's type, then the other acts that its triggers name.

    The means of an assassination and the damage of a bombing are no acts of their own.
    """
    named = {kind for trigger in incident.triggers if (kind := TYPE_OF_TRIGGER.get(trigger.label))}
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
