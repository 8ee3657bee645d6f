"""Actor type and country of those whom no list knows, by the words for them.

State: a country ("Israeli"), a force of one ("Nigerian police"), or a force named by its sort alone ("army", "government troops"), which is
the incident's country's. Non-state: sorts of armed groups ("gang", "rebels", "Sudanese fighters"), and organisations with a name of
their own. Anybody else ("gunmen", "two men") is unknown.
"""

import re
from collections.abc import Sequence

from sigact.infer.countries import countries_named, country_code, nationalities_named
from sigact.infer.organisations import ActorType

_FORCE = re.compile(
    r"\b(?:army|armies|military|armed forces|air force|navy|coast ?guard|police\w*|gendarm\w+|carabinieri|security (?:forces?|services?"
    r"|agenc\w+)|national guard"
    r"|border guards?|troops?|soldiers?|government(?: forces)?|junta|regime|defen[cs]e (?:ministry|forces?)|ministry of defen[cs]e"
    r"|general staff|intelligence(?: service)?"
    r"|(?:\w+ )?forces|artillery(?: unit)?|aviation|warplanes|state|jawans?|conscripts?|commandos|officers?|policem[ae]n|servicem[ae]n"
    r"|paratroopers|marines|guardsmen"
    r"|warships?|central command|embassy)\b",
    re.IGNORECASE,
)
_STATE_ALONE = re.compile(
    r"\b(?:the )?(?:\w+ )?(?:army|military|armed forces|air force|navy|police|gendarmerie|security forces|national guard"
    r"|government(?: (?:forces|troops|soldiers))?|junta"
    r"|troops|soldiers|general staff|coalition forces|security service|defen[cs]e ministry|state forces)"
)
_ARMED_GROUP = re.compile(
    r"\b(?:gangs?|militias?|militiam[ae]n|rebels?|insurgents?|guerrillas?|separatists?|militants?|terrorists?|extremists?"
    r"|jihadi(?:st)?s?|cartels?|clans?|mafia|bandits?|fighters"
    r"|vigilantes?|mercenar(?:y|ies)|pirates?|robbers?|kidnappers?|dacoits?|mobs?|crowd|settlers?|students?|villagers?|residents?"
    r"|youths?|herdsm[ae]n|hoodlums?|thugs|ultras?|cadres?"
    r"|thieves|arsonists?|inmates?|prisoners?|activists?|anarchists?|hunters?|protesters?|demonstrators?|workers?|ring|resistance"
    r"|faction|armed (?:group|band)|subversives?|miners?"
    r"|Maoists?|Naxal(?:ite)?s?|contras?|paramilitar(?:y|ies)|ranchers?|hijackers?|suicide bombers?)\b",
    re.IGNORECASE,
)
_ONCE = re.compile(r"\b(?:former|ex|retired|off-duty)\b", re.IGNORECASE)
_CAPITALS = {
    "Moscow": "RU", "Tripoli": "LY", "Kyiv": "UA", "Tehran": "IR", "Ankara": "TR", "Damascus": "SY", "Baghdad": "IQ", "Islamabad": "PK",
    "Beijing": "CN",
}  # fmt: skip


def organisation_type(phrases: Sequence[str], country: str | None) -> tuple[ActorType, str | None]:
    """Of an organisation, from its names without modifiers; `country` is the incident's."""
    named = next((found for phrase in phrases if (found := country_in(phrase))), None)
    if any(_ARMED_GROUP.search(phrase) for phrase in phrases):
        return "non_state", named
    if state := next((found for phrase in phrases if (found := state_of(phrase))), None):
        return "state", state
    if any(_STATE_ALONE.fullmatch(phrase.lower()) for phrase in phrases):
        return "state", named or country
    return ("non_state" if any(map(has_name, phrases)) else "unknown"), named


def people_type(phrases: Sequence[str], country: str | None) -> tuple[ActorType, str | None]:
    """Of individuals; `country` is the incident's."""
    named = next((found for phrase in phrases if (found := country_in(phrase))), None)
    if any(_ARMED_GROUP.search(phrase) for phrase in phrases):
        return "non_state", named
    if any(_FORCE.search(phrase) and not _ONCE.search(phrase) for phrase in phrases):
        return "state", named or country
    return "unknown", named


def state_of(phrase: str) -> str | None:
    """The country whose name or adjective the phrase is, or whose force."""
    country = country_in(phrase)
    is_state = country is not None and not _ARMED_GROUP.search(phrase) and (is_country(phrase) or _FORCE.search(phrase))
    return country if is_state else None


def is_country(phrase: str) -> bool:
    """True for the name, adjective or capital of a country alone."""
    adjective = len(phrase.split()) <= 2 and nationalities_named(phrase) != set() and not _FORCE.search(phrase)
    return phrase in _CAPITALS or country_code(phrase) is not None or adjective


def country_in(phrase: str) -> str | None:
    """The one country that a phrase names or has the adjective of."""
    written = phrase.title() if phrase.isupper() and len(phrase) > 4 else phrase
    codes = countries_named(written) | nationalities_named(written) | {code for name, code in _CAPITALS.items() if name in written.split()}
    return codes.pop() if len(codes) == 1 else None


def has_name(phrase: str) -> bool:
    """True if a word of the phrase has a capital."""
    return any(word[:1].isupper() for word in re.split(r"[\s-]+", phrase))
