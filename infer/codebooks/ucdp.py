"""Codes of the UCDP Georeferenced Event Dataset (codebook 24.1; definitions in our words)."""

from dataclasses import dataclass
from typing import Literal

from sigact.data.incident import Incident, Toll
from sigact.infer.codebooks.sides import Sector, attacked, by_state, opposing_states, organisations
from sigact.infer.codebooks.when import When
from sigact.infer.codebooks.where import located

Violence = Literal[1, 2, 3]
STATE_BASED: Violence = 1
NON_STATE: Violence = 2
ONE_SIDED: Violence = 3

_REGIONS = ((199, "Americas"), (399, "Europe"), (626, "Africa"), (699, "Middle East"), (999, "Asia"))
_GRID_COLUMNS = 720
_STATE_SECTORS: frozenset[Sector] = frozenset({"military", "police"})


@dataclass(frozen=True)
class Deaths:
    """The four parts add up to `best`; `low` and `high` are the limits that the text gives."""

    a: int
    b: int
    civilians: int
    unknown: int
    best: int
    low: int
    high: int


def type_of_violence(incident: Incident) -> Violence | None:
    """1 a state and an organised group, 2 two groups without a state, 3 civilians attacked; None where nobody attacked is told."""
    sectors = attacked(incident)
    if by_state(incident):
        return STATE_BASED if sectors & {"armed_group", *_STATE_SECTORS} else ONE_SIDED if sectors else None
    if sectors & _STATE_SECTORS:
        return STATE_BASED
    if "armed_group" in sectors:
        return NON_STATE
    return ONE_SIDED if sectors else None


def sides(incident: Incident, government: str) -> tuple[str, str]:
    """(side_a, side_b): in state-based violence the government first; one-sided violence has its perpetrator and civilians."""
    named = organisations(incident)
    actor = (named[0].name or named[0].text) if named else ""
    violence = type_of_violence(incident)
    if violence == ONE_SIDED:
        return (f"Government of {government}" if by_state(incident) and not actor else actor), "Civilians"
    if violence == STATE_BASED:
        state = next((one.name or one.text for one in opposing_states(incident)), f"Government of {government}")
        return (actor or state, "") if by_state(incident) else (state, actor)
    return actor, ""


def deaths(incident: Incident) -> Deaths | None:
    """Deaths of both sides, civilians and others; None where the text says nothing of deaths. Best is the lowest number told."""
    killed = incident.killed
    if killed is None or (killed.min is None and killed.max is None):
        return None
    low = killed.min or 0
    high = low if killed.max is None else killed.max
    attackers = min(killed.perpetrators or 0, low)
    civilians, forces = (
        _told(killed, ("civilian", "child", "woman", "journalist", "aid_worker", "official")),
        _told(killed, ("military", "police")),
    )
    rest = low - attackers - civilians - forces
    if rest < 0:
        civilians, forces, rest = 0, 0, low - attackers
    violence = type_of_violence(incident)
    if violence == ONE_SIDED:
        civilians, rest = civilians + rest, 0
    state_first = violence == STATE_BASED and not by_state(incident)
    a, b = (forces, attackers) if state_first else (attackers, forces)
    return Deaths(a, b, civilians, rest, low, low, high)


def _told(killed: Toll, categories: tuple[str, ...]) -> int:
    return sum(group.min or 0 for group in killed.groups if group.category in categories and not group.perpetrator)


def where_prec(incident: Incident) -> int | None:
    """1 the place, 2 near it, 3 its district, 4 its province, 5 between places, 6 the country; None without any place."""
    place, point = incident.place, located(incident)
    if place is None:
        return None
    if place.relation == "between":
        return 5
    if place.precision in ("exact", "place"):
        level = point.level if point else "place"
        return {"admin2": 3, "admin1": 4}.get(level, 2 if place.relation == "near" else 1)
    return {"admin2": 3, "admin1": 4, "country": 6}.get(place.precision or "")


def date_prec(told: When | None) -> int | None:
    """1 the day, 2 within 2 to 6 days, 3 within a week, 4 within a month, 5 within a year; None without a date."""
    if told is None:
        return None
    if told.days == 1:
        return 2 if told.approximate else 1
    if told.known == "lasted" and told.days <= 6:
        return 1
    return next((code for days, code in ((6, 2), (7, 3), (31, 4)) if told.days <= days), 5)


def event_clarity(told: When | None) -> int:
    """1 one event of its own; 2 a summary of several days."""
    return 2 if told is not None and told.known == "lasted" and told.days > 1 else 1


def region(gw_number: int | None) -> str:
    """The region of a country by its number."""
    return next((name for last, name in _REGIONS if gw_number is not None and gw_number <= last), "")


def priogrid_gid(latitude: float, longitude: float) -> int:
    """The PRIO-GRID cell (half a degree; counted from the south-west, row by row from 1)."""
    row, column = min(int((latitude + 90) * 2), 359), min(int((longitude + 180) * 2), _GRID_COLUMNS - 1)
    return row * _GRID_COLUMNS + column + 1
