"""Who fights whom: sectors of those attacked and of the perpetrators, from the classes and categories of an incident.

An incident whose people have no class counts as an attack on civilians, which is what ACLED and UCDP assume of people of whom nothing else
is told. Where states and non-state actors are both named as perpetrators they fought each other: the non-state side is the attacker, the
states are the other side. Perpetrators who deny it stay perpetrators: rows keep the hedge, not the verdict.
"""

import re
from typing import Literal

from sigact.data.incident import Group, Incident, Perpetrator

Sector = Literal["military", "police", "armed_group", "official", "civilian"]
ARMED: frozenset[Sector] = frozenset({"military", "police", "armed_group"})

_SECTOR_OF_CATEGORY: dict[str, Sector] = {
    "military": "military",
    "police": "police",
    "official": "official",
    "civilian": "civilian",
    "child": "civilian",
    "woman": "civilian",
    "journalist": "civilian",
    "aid_worker": "civilian",
}
_SECTOR_OF_CLASS: dict[str, Sector] = {
    "military": "military",
    "police": "police",
    "terrorists_non_state_militia": "armed_group",
    "violent_political_party": "armed_group",
    "government_general": "official",
    "government_diplomatic": "official",
}
_UNTOLD = frozenset({"unknown", "other"})
_POLICE = re.compile(r"\bpolice|\bconstab", re.IGNORECASE)
_MOB = re.compile(r"\b(?:mobs?|rioters?|crowds?|villagers|protest(?:e|o)rs|demonstrators|residents|locals|vigilantes?)\b", re.IGNORECASE)


def people_attacked(incident: Incident) -> frozenset[Sector]:
    """Sectors of the people killed, injured, abducted or attacked; empty if the incident tells of none."""
    told = _people_told(incident)
    if told:
        return told
    hurt = [group for group in _groups(incident) if group.max != 0]
    people = incident.victims or any(target.kind == "people" for target in incident.targets)
    return frozenset({"civilian"}) if hurt or people else frozenset()


def things_attacked(incident: Incident) -> frozenset[Sector]:
    """Sectors of the things attacked whose class is known."""
    return frozenset(sector for target in incident.targets if target.kind == "thing" and (sector := _sector(target.class_)))


def attacked(incident: Incident) -> frozenset[Sector]:
    """Sectors of those attacked: the people, and the armed side that fought or whose post or vehicle was hit; of things alone all."""
    told, armed = _people_told(incident), (things_attacked(incident) & ARMED) | _states_attacked(incident)
    if told or armed:
        return told | armed
    return people_attacked(incident) or things_attacked(incident)


def is_state(perpetrator: Perpetrator) -> bool:
    return perpetrator.actor_type == "state"


def opposing_states(incident: Incident) -> list[Perpetrator]:
    """The states among perpetrators that are not all states: a clash, of which the states are the other side."""
    clash = any(one.actor_type == "non_state" for one in incident.perpetrators)
    return [one for one in incident.perpetrators if clash and is_state(one)]


def attackers(incident: Incident) -> list[Perpetrator]:
    """The perpetrators without the opposing states."""
    opposing = opposing_states(incident)
    return [one for one in incident.perpetrators if one not in opposing]


def by_state(incident: Incident) -> bool:
    """True if a state is the attacker."""
    return any(map(is_state, attackers(incident)))


def by_mob(incident: Incident) -> bool:
    """True if all perpetrators are called a crowd and none is an organisation."""
    return bool(incident.perpetrators) and all(one.kind == "individual" and _MOB.search(one.text) for one in incident.perpetrators)


def organisations(incident: Incident) -> list[Perpetrator]:
    """The attackers that are organisations, in their order."""
    return [one for one in attackers(incident) if one.kind == "organization"]


def _sector(class_: str | None) -> Sector | None:
    return None if class_ is None or class_ in _UNTOLD else _SECTOR_OF_CLASS.get(class_, "civilian")


def _states_attacked(incident: Incident) -> frozenset[Sector]:
    return frozenset("police" if _POLICE.search(one.text) else "military" for one in opposing_states(incident))


def _groups(incident: Incident) -> list[Group]:
    tolls = (incident.killed, incident.injured, incident.abducted)
    return [group for toll in tolls if toll for group in toll.groups if not group.perpetrator and group.category != "attacker"]


def _people_told(incident: Incident) -> frozenset[Sector]:
    """Sectors of the people of whom the incident says what they are."""
    of_groups = {_SECTOR_OF_CATEGORY[group.category] for group in _groups(incident) if group.category in _SECTOR_OF_CATEGORY}
    of_targets = {sector for target in incident.targets if target.kind == "people" and (sector := _sector(target.class_))}
    return frozenset(of_groups | of_targets)
