"""Mentions of organisations -> the organisations meant.

They are the same if the list of `sigact.infer.organisations` knows them as one ("ISIS", "Islamic State"), if their names are equal
("banned Free Hill Guards", "Free Hill Guards"), if one is the other's acronym ("Free Hill Guards (FHG)", "FHG"), if the words of one
stand in the other ("gang", "Los Petreles, a prison gang"), if one is a country and the other a force of it ("Israeli", "Israeli air
force"), or if one is "the same group". A state's force and an armed group are never the same ("army", "United Hill Army").

The plain name leaves off modifiers, brackets and appositions: "Azawad Dawn Brigade" of "Azawad Dawn Brigade, a faction".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sigact.infer.actor_types import has_name, is_country, organisation_type, state_of
from sigact.infer.decoding import TaggedSpan
from sigact.infer.organisations import ActorType, Organisation, name_key

_ACRONYM = re.compile(r"(?<!\s)\s*+\(([^()]{2,15})\)")
_MODIFIERS = re.compile(
    r"^(?:(?:the|a|an|banned|outlawed|proscribed|previously|unknown|little|known|little-known|obscure|rebel|terrorist|terror|extremist"
    r"|militant|paramilitary|illegal"
    r"|armed|separatist|underground|so-called|self-styled|clandestine|jihadist|Islamist|leftist|rightist|subversive|collective|group"
    r"|organi[sz]ation|movement|outfit)\s+)+",
    re.IGNORECASE,
)
_SAME = re.compile(r"^(?:the )?same \w+$", re.IGNORECASE)


@dataclass(frozen=True)
class OrganisationMention:
    """One mention of an organisation."""

    phrase: str
    span: TaggedSpan
    listed: Organisation | None

    @cached_property
    def acronym(self) -> str | None:
        match = _ACRONYM.search(self.phrase)
        return match[1] if match else None

    @property
    def unbracketed(self) -> str:
        return _ACRONYM.sub("", self.phrase)

    @cached_property
    def plain(self) -> str:
        """The name without bracket, modifiers and apposition."""
        parts = re.split(r",\s+", self.unbracketed)
        own = next((part for part in parts if has_name(part) and not re.match(r"an? ", part)), parts[0])
        stripped = _MODIFIERS.sub("", own).strip(" \"“”'")
        return stripped if has_name(stripped) else own.strip()

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(name_key(self.phrase).split()) - {"a", "an", "the", "of", "and"}

    @cached_property
    def initials(self) -> str:
        return "".join(word[0] for word in re.findall(r"\w+", self.plain) if word[0].isupper())

    @cached_property
    def state(self) -> str | None:
        """The country that the mention means itself or a force of."""
        return state_of(self.unbracketed)

    @cached_property
    def actor_type(self) -> ActorType:
        return self.listed.actor_type if self.listed else organisation_type([self.unbracketed], None)[0]

    @property
    def is_country(self) -> bool:
        return is_country(self.plain)


def same_bodies(mentions: Sequence[OrganisationMention]) -> list[list[OrganisationMention]]:
    """Mentions grouped by the organisation they mean; groups and their mentions in the order of the text."""
    bodies: list[list[OrganisationMention]] = []
    for mention in mentions:
        home = next((body for body in reversed(bodies) if _is_one_of(mention, body)), None)
        if home is None:
            bodies.append([mention])
        else:
            home.append(mention)
    return bodies


def points_back(phrase: str) -> bool:
    """True for "the same group"."""
    return bool(_SAME.match(phrase))


def _is_one_of(mention: OrganisationMention, body: Sequence[OrganisationMention]) -> bool:
    listed = {one.listed for one in body if one.listed}
    if mention.listed and listed and mention.listed not in listed:
        return False
    if {mention.actor_type, *(one.actor_type for one in body)} >= {"state", "non_state"}:
        return False
    states = {one.state for one in body if one.state}
    if mention.state and states and mention.state not in states:
        return False
    return points_back(mention.phrase) or any(_same_body(mention, one) for one in body)


def _same_body(one: OrganisationMention, other: OrganisationMention) -> bool:
    if one.listed and one.listed == other.listed:
        return True
    if name_key(one.plain) == name_key(other.plain):
        return True
    if any(_abbreviates(short, full) for short, full in ((one, other), (other, one))):
        return True
    if one.state and one.state == other.state and (one.is_country or other.is_country):
        return True
    return bool(one.words and other.words) and (one.words <= other.words or other.words <= one.words)


def _abbreviates(short: OrganisationMention, full: OrganisationMention) -> bool:
    letters = re.sub(r"[^\w]", "", short.acronym or short.plain)
    if not 2 <= len(letters) <= 8 or sum(letter.isupper() for letter in letters) < 2 or short.plain == full.plain:
        return False
    return letters in (re.sub(r"[^\w]", "", full.acronym or ""), full.initials) and len(full.plain.split()) > 1
