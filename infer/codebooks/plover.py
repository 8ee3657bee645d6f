"""Modes of PLOVER's ASSAULT events (manual of 2021, as in POLECAT); the first row that fits decides.

| mode | where |
|---|---|
| abduct | hostages or hijacking |
| sexual, torture | a trigger says so |
| suicide-attack | the attacker meant to die |
| drone, aerial | the words of trigger or weapon say drone, or aircraft and air strike |
| heavy-weapons | rockets, mortars, shells, artillery, tanks |
| explosives | other bombings |
| targeted | assassinations |
| destroy | arson and sabotage |
| unconventional | chemical, biological, radiological or nuclear weapons |
| firearms, primitive | the weapon is a gun; a blade, stick or vehicle |
| beat | other unarmed assaults |
| firearms | other armed assaults |
"""

import re

from sigact.data.incident import Incident
from sigact.infer.codebooks.words import AIRCRAFT, DRONE, PROJECTILE, says

_SEXUAL = re.compile(r"\brap(?:e|es|ed|ing)\b|\bsexual", re.IGNORECASE)
_TORTURE = re.compile(r"\btortur", re.IGNORECASE)
_UNCONVENTIONAL = frozenset({"chemical", "biological", "radiological", "nuclear"})

MODES = frozenset(
    {
        *("abduct", "aerial", "beat", "crowd-control", "destroy", "drone", "explosives", "firearms", "heavy-weapons"),
        *("primitive", "sexual", "suicide-attack", "targeted", "torture", "unconventional"),
    }
)


def plover_mode(incident: Incident) -> str | None:
    """The mode of the ASSAULT event that the incident is; None where nothing tells."""
    kind, classes = incident.type, {weapon.class_ for weapon in incident.weapons}
    bombing = kind == "bombing_explosion"
    rules = (
        (kind in ("hostage_barricade", "hostage_kidnapping", "hijacking"), "abduct"),
        (says(incident, _SEXUAL), "sexual"),
        (says(incident, _TORTURE), "torture"),
        (bool(incident.suicide), "suicide-attack"),
        (bombing and says(incident, DRONE), "drone"),
        (bombing and says(incident, AIRCRAFT), "aerial"),
        (bombing and says(incident, PROJECTILE), "heavy-weapons"),
        (bombing, "explosives"),
        (kind == "assassination", "targeted"),
        (kind == "facility_infrastructure", "destroy"),
        (bool(classes & _UNCONVENTIONAL), "unconventional"),
        ("firearms" in classes, "firearms"),
        (bool(classes & {"melee", "vehicle"}), "primitive"),
        (kind == "unarmed_assault", "beat"),
        (kind == "armed_assault", "firearms"),
    )
    return next((mode for fits, mode in rules if fits), None)
