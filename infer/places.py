"""PLACE phrases of an incident -> places with country, coordinates and GeoNames id.

1. The country of an incident is the one with most evidence: a PLACE phrase names it (4), its sentences name it (1), the article names it
   (1) or has an adjective of it (1); names of the incident lie in it (up to 3 each, by the share of what the name can mean), names of all
   incidents do (up to 1 each), large towns that the article mentions do (0.5 each, up to 2).
2. A name means the place of its kind ("Sukma District" a district; without a class word a town) in that country, in a region that the
   incident names too, else the most populous. A name that the gazetteer has only elsewhere, or not at all, stays text with that country.
3. The incident's place is the smallest: populated places and unknown names before districts, regions and countries; of the same size
   the first. The larger ones tell its admin1 and admin2. An incident without a PLACE phrase has its country alone, inferred.

Example: "Bijapur" means a city in Karnataka or a town in Chhattisgarh; beside "Chhattisgarh" it is the town.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sigact.data.incident import Extent, Place
from sigact.infer.countries import countries_named, nationalities_named
from sigact.infer.gazetteer.candidates import Candidates, candidates_of
from sigact.infer.gazetteer.store import Entry, place_by_id, places_named
from sigact.infer.grouping import Group
from sigact.infer.phrases import distinct_phrases

Precision = Literal["place", "admin2", "admin1", "country"]

_NEAR = re.compile(
    r"\b(?:near|outside|close to|(?:north|south|east|west)\w* of|kilomet(?:re|er)s? from|km from|miles? from)\W*(?:the\W+)?$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\W*(?:the\W+)?$", re.IGNORECASE)
_BEFORE = 40
_SIZES: tuple[Precision, ...] = ("place", "admin2", "admin1", "country")
_PRECISION: dict[str | None, Precision] = {"P": "place", "2": "admin2", "1": "admin1"}
_OWN_COUNTRY, _OWN_NAME, _OTHER_NAME = 4.0, 3.0, 1.0
_TOLD, _NAMED, _ADJECTIVE = 1.0, 1.0, 1.0
_TOWN, _TOWNS = 0.5, 2.0
_TOWN_SIZE = 100_000
_CAPITALISED = re.compile(r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}")


@dataclass(frozen=True)
class _Phrase:
    text: str
    extents: tuple[Extent, ...]
    confidence: float
    meaning: Candidates


@dataclass(frozen=True)
class _Resolved:
    phrase: _Phrase
    entry: Entry | None

    @property
    def precision(self) -> Precision:
        if self.phrase.meaning.country:
            return "country"
        return _PRECISION[self.entry.kind if self.entry else self.phrase.meaning.kind or "P"]


class PlaceResolver:
    """The places of one article's incidents."""

    def __init__(self, text: str, groups: Sequence[Group]) -> None:
        self._text = text
        self._context = (countries_named(text), nationalities_named(text))
        self._towns = _towns_mentioned(text)
        self._own = {id(group): _phrases(text, group) for group in groups}
        self._phrases = [phrase for own in self._own.values() for phrase in own]

    def places_of(self, group: Group) -> list[Place]:
        """The places of an incident, one of the groups given, the smallest first."""
        phrases = self._own[id(group)]
        country = self._country(group, phrases)
        if not phrases:
            return [Place(country=country, precision="country", inferred=True, confidence=0.0)] if country else []
        regions = {phrase.meaning.name for phrase in phrases}
        resolved = [_Resolved(phrase, _choose(phrase, country, regions)) for phrase in phrases]
        resolved.sort(key=lambda one: _SIZES.index(one.precision))
        return [self._place(one, resolved, country) for one in resolved]

    def _country(self, group: Group, phrases: Sequence[_Phrase]) -> str | None:
        named, adjectives = self._context
        own = {phrase.meaning.country for phrase in phrases}
        told = countries_named(" ".join(told.text for told in group.told))
        possible = {entry.country for phrase in phrases for entry in phrase.meaning.entries} | named | adjectives | own | set(self._towns)

        def evidence(country: str) -> float:
            lies = sum(_OWN_NAME * phrase.meaning.share(country) for phrase in phrases)
            lies += sum(_OTHER_NAME * phrase.meaning.share(country) for phrase in self._phrases)
            lies += min(_TOWN * self._towns[country], _TOWNS)
            lies += _OWN_COUNTRY * (country in own) + _TOLD * (country in told)
            return lies + _NAMED * (country in named) + _ADJECTIVE * (country in adjectives)

        return max(sorted(possible - {None}, key=str), key=evidence, default=None)  # type: ignore[arg-type]

    def _place(self, one: _Resolved, all_of_incident: Sequence[_Resolved], country: str | None) -> Place:
        before = self._text[max(0, one.phrase.extents[0].start - _BEFORE) : one.phrase.extents[0].start]
        entry, precision = one.entry, one.precision
        wider = {other.precision: other for other in reversed(all_of_incident) if _SIZES.index(other.precision) > _SIZES.index(precision)}
        region = place_by_id(entry.admin1) if entry and entry.admin1 else None
        return Place(
            text=one.phrase.text,
            name=entry.name if entry else one.phrase.meaning.name,
            relation="between" if _BETWEEN.search(before) else "near" if _NEAR.search(before) else "in",
            admin1=region.name if region else _name_of(wider.get("admin1")),
            admin2=_name_of(wider.get("admin2")),
            country=one.phrase.meaning.country or (entry.country if entry else country),
            latitude=entry.latitude if entry else None,
            longitude=entry.longitude if entry else None,
            geonames_id=entry.id if entry else None,
            precision=precision,
            mentions=(one.phrase.text,),
            spans=one.phrase.extents,
            confidence=one.phrase.confidence,
        )


def _towns_mentioned(text: str) -> Counter[str]:
    """How many capitalised names, the longest at each point, are a large town's, by country; an article in capitals tells none."""
    largest = {}
    for match in _CAPITALISED.finditer("" if text.isupper() else text):
        words = match[0].split()
        while words:
            known = next((size for size in range(len(words), 0, -1) if places_named(" ".join(words[:size]))), 0)
            if known:
                largest[" ".join(words[:known])] = places_named(" ".join(words[:known]))[0]
            words = words[known or 1 :]
    return Counter(entry.country for entry in largest.values() if entry.population >= _TOWN_SIZE)


def _phrases(text: str, group: Group) -> list[_Phrase]:
    return [_Phrase(*found, candidates_of(found[0])) for found in distinct_phrases(text, group.spans, "PLACE")]


def _choose(phrase: _Phrase, country: str | None, regions: set[str]) -> Entry | None:
    """What a name means in a country."""
    inside = phrase.meaning.in_country(country) if country else ()

    def preference(entry: Entry) -> tuple[bool, bool, int]:
        region = place_by_id(entry.admin1) if entry.admin1 else None
        near = region is not None and any(name in region.name for name in regions - {phrase.meaning.name})
        return entry.kind == (phrase.meaning.kind or "P"), near, entry.population

    return max(inside, key=preference, default=None)


def _name_of(resolved: _Resolved | None) -> str | None:
    if resolved is None:
        return None
    return resolved.entry.name if resolved.entry else resolved.phrase.meaning.name
