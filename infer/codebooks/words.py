"""Words of triggers and weapons that codebooks ask for and GTD's classes do not tell apart."""

import re

from sigact.data.incident import Incident

DRONE = re.compile(r"\bdrones?\b|\bquadcopters?\b|\bUAVs?\b|\bunmanned aerial", re.IGNORECASE)
AIRCRAFT = re.compile(
    r"\bair ?(?:strikes?|raids?|craft)\b|\baerial|\bwar ?planes?\b|\b(?:fighter )?jets?\b|\bhelicopters?\b|\bgunships?\b|\bbarrel bombs?\b",
    re.IGNORECASE,
)
PROJECTILE = re.compile(
    r"\brockets?\b|\bmissiles?\b|\bmortars?\b|\bshell(?:s|ed|ing|fire)?\b|\bartillery\b|\bhowitzers?\b|\btanks?\b|\bRPGs?\b", re.IGNORECASE
)
GRENADE = re.compile(r"\bgrenades?\b", re.IGNORECASE)
CLASH = re.compile(
    r"\bclash|\bgun ?battles?\b|\bfire ?fights?\b|\bexchange of fire\b|\bencounters?\b|\bfighting\b|\bfought\b", re.IGNORECASE
)


def says(incident: Incident, words: re.Pattern[str]) -> bool:
    """True if a trigger or weapon holds the words."""
    phrases = [trigger.text for trigger in incident.triggers] + [weapon.text or "" for weapon in incident.weapons]
    return any(map(words.search, phrases))
