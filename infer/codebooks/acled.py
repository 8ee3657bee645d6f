"""Events of ACLED (codebook of 2024, numeric inter codes; definitions in our words).

| incident | event type | sub-event type |
|---|---|---|
| threatened | Strategic developments | Other |
| a bombing that was stopped before it hurt anybody | Strategic developments | Disrupted weapons use |
| a suicide bombing | Explosions/Remote violence | Suicide bomb |
| a bombing with chemical weapons | Explosions/Remote violence | Chemical weapon |
| a bombing by drone or aircraft, also missiles from them | Explosions/Remote violence | Air/drone strike |
| rockets, missiles, mortars, shells, artillery | Explosions/Remote violence | Shelling/artillery/missile attack |
| grenades | Explosions/Remote violence | Grenade |
| other bombings: mines, roadside and car bombs | Explosions/Remote violence | Remote explosive/landmine/IED |
| arson and sabotage that hurt nobody; hijackings in which nobody was taken | Strategic developments | Looting/property destruction |
| people taken who were not killed | Violence against civilians | Abduction/forced disappearance |
| a crowd as the only perpetrator | Riots | Mob violence |
| sexual violence | Violence against civilians | Sexual violence |
| fighting with soldiers, police or an armed group, or a clash in words | Battles | Armed clash |
| any other violence | Violence against civilians | Attack |

The first row that fits decides. An attack on a person or facility, or of unknown type, with explosives and without guns is a bombing.
Change of territory, protests and demonstrations are not told from an incident.
"""

import re
from datetime import date
from typing import Literal

from sigact.data.incident import Incident, Toll
from sigact.infer.codebooks.sides import ARMED, attacked, by_mob, by_state
from sigact.infer.codebooks.tolls import vague_group
from sigact.infer.codebooks.when import When
from sigact.infer.codebooks.where import located
from sigact.infer.codebooks.words import AIRCRAFT, CLASH, DRONE, GRENADE, PROJECTILE, says

EVENT_OF_SUB_EVENT = {
    "Armed clash": "Battles",
    "Chemical weapon": "Explosions/Remote violence",
    "Air/drone strike": "Explosions/Remote violence",
    "Suicide bomb": "Explosions/Remote violence",
    "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Remote explosive/landmine/IED": "Explosions/Remote violence",
    "Grenade": "Explosions/Remote violence",
    "Sexual violence": "Violence against civilians",
    "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians",
    "Mob violence": "Riots",
    "Looting/property destruction": "Strategic developments",
    "Disrupted weapons use": "Strategic developments",
    "Other": "Strategic developments",
}
DISORDER_OF_EVENT = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Riots": "Political violence; Demonstrations",
    "Strategic developments": "Strategic developments",
}
_MOB_VIOLENCE = "Political violence"
FATALITIES_IN_WORDS = (("tens", 10), ("dozens", 12), ("scores", 20), ("hundreds", 100), ("thousands", 1000))
UNKNOWN_FATALITIES = 3
_SEXUAL = re.compile(r"\brap(?:e|es|ed|ing)\b|\bsexual", re.IGNORECASE)


def acled_event(incident: Incident) -> tuple[str, str]:
    """(event_type, sub_event_type) by the table above."""
    sub_event = _sub_event(incident)
    return EVENT_OF_SUB_EVENT[sub_event], sub_event


def disorder_type(event_type: str, sub_event_type: str) -> str:
    """ACLED counts mob violence as political violence, the other events by their type."""
    return _MOB_VIOLENCE if sub_event_type == "Mob violence" else DISORDER_OF_EVENT[event_type]


def _sub_event(incident: Incident) -> str:
    if incident.stage == "threatened":
        return "Other"
    if _explosive(incident):
        return "Disrupted weapons use" if incident.stage == "attempted" and not _hurt(incident) else _explosion(incident)
    if incident.type in ("hostage_barricade", "hostage_kidnapping", "hijacking"):
        return _taking(incident)
    rules = (
        (incident.type == "facility_infrastructure" and not _hurt(incident), "Looting/property destruction"),
        (by_mob(incident), "Mob violence"),
        (says(incident, _SEXUAL), "Sexual violence"),
        (_fight(incident), "Armed clash"),
    )
    return next((name for fits, name in rules if fits), "Attack")


def _explosive(incident: Incident) -> bool:
    """A bombing; also an attack on a person or facility, or of unknown type, with explosives and without guns."""
    classes = {weapon.class_ for weapon in incident.weapons}
    return incident.type == "bombing_explosion" or (
        incident.type in ("assassination", "facility_infrastructure", "unknown", None)
        and "explosives" in classes
        and "firearms" not in classes
    )


def _explosion(incident: Incident) -> str:
    weapons = {(weapon.class_, weapon.subclass) for weapon in incident.weapons}
    rules = (
        (bool(incident.suicide) or ("explosives", "suicide") in weapons, "Suicide bomb"),
        (any(class_ == "chemical" for class_, _ in weapons), "Chemical weapon"),
        (says(incident, DRONE) or says(incident, AIRCRAFT), "Air/drone strike"),
        (says(incident, PROJECTILE), "Shelling/artillery/missile attack"),
        (says(incident, GRENADE), "Grenade"),
    )
    return next((name for fits, name in rules if fits), "Remote explosive/landmine/IED")


def _taking(incident: Incident) -> str:
    if incident.type == "hijacking" and (incident.abducted is None or incident.abducted.max == 0) and not _hurt(incident):
        return "Looting/property destruction"
    if _dead(incident):
        return "Armed clash" if attacked(incident) & ARMED else "Attack"
    return "Abduction/forced disappearance"


def _fight(incident: Incident) -> bool:
    """Two armed sides: those attacked carry arms, or a clash is told in words."""
    return bool(attacked(incident) & ARMED) or (says(incident, CLASH) and not by_state(incident)) or _clash_with_state(incident)


def _clash_with_state(incident: Incident) -> bool:
    dead = incident.killed
    return by_state(incident) and says(incident, CLASH) and dead is not None and bool(dead.perpetrators)


def _hurt(incident: Incident) -> bool:
    return any(toll is not None and toll.max != 0 for toll in (incident.killed, incident.injured))


def _dead(incident: Incident) -> bool:
    dead = incident.killed
    return dead is not None and dead.max != 0 and (dead.min or 0) > (dead.perpetrators or 0)


def fatalities(killed: Toll | None) -> int:
    """ACLED's rule: the lowest number told; 10 for tens, 12 for dozens, 100 for hundreds; 3 for deaths without a number; 0 without any.

    ACLED uses 10 instead of 3 in active war zones, which a report does not tell.
    """
    if killed is None:
        return 0
    vague = vague_group(killed)
    if vague is not None:
        words = vague.text.lower()
        estimate = next((number for word, number in FATALITIES_IN_WORDS if re.search(rf"\b{word}\b", words)), UNKNOWN_FATALITIES)
        return (killed.min or 0) - (vague.min or 0) + estimate
    if killed.min is not None:
        return killed.min
    return min(UNKNOWN_FATALITIES, killed.max) if killed.max is not None else 0


def event_date(told: When | None) -> tuple[date | None, int | None]:
    """(event_date, time_precision): 1 the day, 2 within a week or about a day (its middle), 3 within a month (its middle).

    What lasted several days has its first day. A date wider than a month has no code: ACLED does not record such events.
    """
    if told is None or (told.known != "lasted" and told.days > 31):
        return None, None
    if told.known == "lasted":
        return told.start, 2 if told.approximate else 1
    if told.days == 1:
        return told.start, 2 if told.approximate else 1
    return told.middle, 2 if told.days <= 7 else 3


def geo_precision(incident: Incident) -> int | None:
    """1 the town itself; 2 near a town, or a district; 3 a province or a country; None without any place."""
    place, point = incident.place, located(incident)
    if place is None:
        return None
    if place.precision in ("exact", "place"):
        exact = place.relation in ("in", None) and (point is None or point.level == "place")
        return 1 if exact else 3 if point is not None and point.level == "admin1" else 2
    return 2 if place.precision == "admin2" else 3


CivilianTargeting = Literal["Civilian targeting", ""]


def civilian_targeting(incident: Incident) -> CivilianTargeting:
    """Where civilians were the main target: violence against them, and explosions in which no armed side was attacked."""
    event, _ = acled_event(incident)
    sectors = attacked(incident)
    explosion = event == "Explosions/Remote violence" and bool(sectors) and not sectors & ARMED
    return "Civilian targeting" if explosion or event == "Violence against civilians" else ""
