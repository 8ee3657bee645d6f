"""Actors of ACLED and their inter codes (codebook of 2024)."""

from sigact.data.incident import Incident
from sigact.infer.codebooks.sides import Sector, attacked, by_mob, by_state, is_state, opposing_states, organisations

STATE, REBELS, POLITICAL_MILITIA, IDENTITY_MILITIA, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = range(1, 9)

Actor = tuple[str, int | None]
_NAMES: tuple[tuple[Sector, str, int], ...] = (
    ("military", "Military Forces of {}", STATE),
    ("police", "Police Forces of {}", STATE),
    ("armed_group", "Unidentified Armed Group ({})", POLITICAL_MILITIA),
    ("civilian", "Civilians ({})", CIVILIANS),
    ("official", "Civilians ({})", CIVILIANS),
)


def first_actor(incident: Incident, country: str) -> Actor:
    """actor1 and inter1. ACLED's names for unnamed sides; a named non-state group has no code: rebels or militia is the coder's choice."""
    named = organisations(incident)
    if named:
        first = named[0]
        return first.name or first.text, _state_code(incident, first.country) if is_state(first) else None
    if by_mob(incident):
        return f"Rioters ({country})", RIOTERS
    if by_state(incident):
        first = next(filter(is_state, incident.perpetrators))
        return first.name or first.text, _state_code(incident, first.country)
    return f"Unidentified Armed Group ({country})", POLITICAL_MILITIA


def _state_code(incident: Incident, country: str | None) -> int:
    here = incident.place.country if incident.place else None
    return EXTERNAL if country and here and country != here else STATE


def second_actor(incident: Incident, country: str) -> Actor:
    """actor2 and inter2: the state that fought, else the armed side, else civilians; ("", None) where nobody is told."""
    states = opposing_states(incident)
    if states:
        return states[0].name or states[0].text, _state_code(incident, states[0].country)
    sectors = attacked(incident)
    return next(((name.format(country), code) for sector, name, code in _NAMES if sector in sectors), ("", None))


def interaction(first: int | None, second: int | None, *, alone: bool) -> int | None:
    """The two codes, the lower first; with 0 where there is one side. None where a side is there without a code."""
    if first is None or (second is None and not alone):
        return None
    return first * 10 if second is None else min(first, second) * 10 + max(first, second)
