"""PLACE phrases of an incident -> places with country, coordinates and GeoNames id.

1. The country of an incident is the one with most evidence: a PLACE phrase names it (4), its sentences name it (1), what the article
   says besides (`country_context`); names of the incident lie in it (up to 3 each, by the share of what the name can mean), names of
   all incidents do (up to 1 each).
2. A name means the place of its kind ("Sukma District" a district; without a class word a town) in that country, in a region that the
   incident names too, else the most populous (an old or other name counts a quarter). A name that the gazetteer has only elsewhere, or not
   at all, stays text with that country; a region of which it has only the town of that name has no coordinates.
3. The incident's place is the smallest: populated places and unknown names before districts, regions and countries; streets, rivers and
   the like that the gazetteer lacks after towns; of the same size those told with the act, then the first. The larger ones tell its
   admin1 and admin2. An incident without a PLACE phrase has its country alone, inferred.

Example: "Bijapur" means a city in Karnataka or a town in Chhattisgarh; beside "Chhattisgarh" it is the town.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sigact.data.incident import Extent, Place
from sigact.infer.countries import countries_named
from sigact.infer.country_context import CountryContext
from sigact.infer.gazetteer.candidates import Candidates, candidates_of, plain_region
from sigact.infer.gazetteer.store import Entry, is_called, place_by_id, places_named
from sigact.infer.grouping import Group
from sigact.infer.phrases import distinct_phrases, phrase_of

Relation = Literal["in", "near", "between"]
Precision = Literal["place", "admin2", "admin1", "country"]

_NEAR = re.compile(
    r"\b(?:near|outside|close to"
    r"|(?:outskirts|vicinity) of|(?:north|south|east|west)\w* of|(?:kilomet(?:re|er)s?|km|miles?) from)\W*(?:the\W+)?$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\W*(?:the\W+)?$", re.IGNORECASE)
_BETWEEN_AND = re.compile(r"\bbetween\W+(?:the\W+)?[^.;]{2,60}?\W+and\W+(?:the\W+)?$", re.IGNORECASE)
_SITE = re.compile(
    r"\b(?:streets?|avenues?|roads?|highway|route|bridge|square|park|rivers?|stream|lake|hills?|mountains?|forests?|airport)\b",
    re.IGNORECASE,
)
_NEAR_DEGREES = 0.5
_BEFORE = 100
_REGIONS = ("1", "2")
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
    """`seat` is the town of the same name where the gazetteer lacks a region; `told` if a sentence that tells of the incident names it."""

    phrase: _Phrase
    entry: Entry | None
    seat: Entry | None
    told: bool

    @property
    def precision(self) -> Precision:
        if self.phrase.meaning.country:
            return "country"
        kind = self.phrase.meaning.kind
        return _PRECISION[self.entry.kind if self.entry else kind or "P"]

    @property
    def name(self) -> str:
        """As the text has it, if that holds the place's own name."""
        written = self.phrase.meaning.plain_name
        return plain_region(self.entry.name) if self.entry and not is_called(self.entry, written) else written

    def rank(self) -> tuple[int, bool, bool]:
        """Smallest first; a street or river after a town, what is told aside after what is told with the act."""
        site = self.entry is None and bool(_SITE.search(self.phrase.text))
        return _SIZES.index(self.precision), site, not self.told


class PlaceResolver:
    """The places of one article's incidents."""

    def __init__(self, text: str, groups: Sequence[Group]) -> None:
        self._text = text
        organisations = {phrase_of(text, span) for group in groups for span in group.spans if span.label == "PERP_ORGANIZATION"}
        self._context = CountryContext(text, organisations)
        self._own = {id(group): _phrases(text, group) for group in groups}
        self._phrases = [phrase for own in self._own.values() for phrase in own]

    def places_of(self, group: Group) -> list[Place]:
        """The places of an incident, one of the groups given, the smallest first."""
        phrases = self._own[id(group)]
        country = self._country(group, phrases)
        if not phrases:
            return [Place(country=country, precision="country", inferred=True, confidence=0.0)] if country else []
        regions = {phrase.meaning.name for phrase in phrases}
        telling = {span.start for told in group.told if told.tells() for span in told.spans}
        resolved = [self._resolve(phrase, country, regions, telling) for phrase in phrases]
        resolved.sort(key=_Resolved.rank)
        return [self._place(one, resolved, country) for one in resolved]

    def _resolve(self, phrase: _Phrase, country: str | None, regions: set[str], telling: set[int]) -> _Resolved:
        found = _choose(phrase, country, regions)
        is_seat = found is not None and found.kind == "P" and phrase.meaning.kind in _REGIONS
        told = any(extent.start in telling for extent in phrase.extents)
        return _Resolved(phrase, None if is_seat else found, found if is_seat else None, told)

    def _country(self, group: Group, phrases: Sequence[_Phrase]) -> str | None:
        own = {phrase.meaning.country for phrase in phrases}
        told = countries_named(" ".join(told.text for told in group.told))
        possible = {entry.country for phrase in phrases for entry in phrase.meaning.entries} | own | self._context.countries()

        def evidence(country: str) -> float:
            lies = sum(_OWN_NAME * phrase.meaning.share(country) for phrase in phrases)
            lies += sum(_OTHER_NAME * phrase.meaning.share(country) for phrase in self._phrases)
            return lies + _OWN_COUNTRY * (country in own) + _TOLD * (country in told) + self._context.evidence(country)

        return max(sorted(possible - {None}, key=str), key=evidence, default=None)  # type: ignore[arg-type]

    def _place(self, one: _Resolved, all_of_incident: Sequence[_Resolved], country: str | None) -> Place:
        before = self._text[max(0, one.phrase.extents[0].start - _BEFORE) : one.phrase.extents[0].start]
        entry, precision = one.entry, one.precision
        wider = {other.precision: other for other in reversed(all_of_incident) if _SIZES.index(other.precision) > _SIZES.index(precision)}
        town = entry or one.seat
        region = place_by_id(town.admin1) if town and town.admin1 and precision != "admin1" else None
        return Place(
            text=one.phrase.text,
            name=one.name,
            relation=_relation(before),
            admin1=plain_region(region.name) if region else _name_of(wider.get("admin1")),
            admin2=_name_of(wider.get("admin2")) or (_district_of(entry) if entry and precision == "place" else None),
            country=one.phrase.meaning.country or (entry.country if entry else country),
            latitude=entry.latitude if entry else None,
            longitude=entry.longitude if entry else None,
            geonames_id=entry.id if entry else None,
            precision=precision,
            mentions=(one.phrase.text,),
            spans=one.phrase.extents,
            confidence=one.phrase.confidence,
        )


def _phrases(text: str, group: Group) -> list[_Phrase]:
    return [_Phrase(*found, candidates_of(found[0])) for found in distinct_phrases(text, group.spans, "PLACE")]


def _choose(phrase: _Phrase, country: str | None, regions: set[str]) -> Entry | None:
    """What a name means in a country."""
    inside = phrase.meaning.in_country(country) if country else ()

    def preference(entry: Entry) -> tuple[bool, bool, float]:
        region = place_by_id(entry.admin1) if entry.admin1 else None
        near = region is not None and any(name in region.name for name in regions - {phrase.meaning.name})
        return entry.kind == (phrase.meaning.kind or "P"), near, entry.population * phrase.meaning.weight(entry)

    return max(inside, key=preference, default=None)


def _district_of(town: Entry) -> str | None:
    """The district called like the town, if its centre is near: the town is its seat. GeoNames' extract does not tell others."""
    near = [
        entry
        for entry in (*places_named(town.name), *places_named(f"{town.name} District"))
        if (entry.kind, entry.country) == ("2", town.country)
        and max(abs(entry.latitude - town.latitude), abs(entry.longitude - town.longitude)) < _NEAR_DEGREES
    ]
    return plain_region(near[0].name).removesuffix(" District") if near else None


def _relation(before: str) -> Relation:
    if _BETWEEN.search(before) or _BETWEEN_AND.search(before):
        return "between"
    return "near" if _NEAR.search(before) else "in"


def _name_of(resolved: _Resolved | None) -> str | None:
    return resolved.name if resolved else None
