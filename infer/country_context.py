"""What an article says of the country that its incidents are in, besides their PLACE phrases.

| evidence for a country | weight |
|---|---|
| the article names it; has an adjective of it ("Nigerian troops") | 1 each |
| the dateline names it or a large town in it | 2 |
| large towns that the article mentions | 0.5 each, up to 2 |
| perpetrator organisations that are at home there | 2 times their share |
"""

import re
from collections import Counter
from collections.abc import Iterable

from sigact.infer.countries import as_names, countries_named, nationalities_named
from sigact.infer.datelines import find_dateline
from sigact.infer.gazetteer.store import is_called, places_named
from sigact.infer.organisations import Organisations

_NAMED, _ADJECTIVE = 1.0, 1.0
_DATELINE = 2.0
_TOWN, _TOWNS, _TOWN_SIZE = 0.5, 2.0, 100_000
_AT_HOME = 2.0
_DIRECTION = re.compile(r"(?:north|south|east|west|central|centre|upper|lower|capital)(?:ern)?", re.IGNORECASE)
_CAPITALISED = re.compile(r"\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}")


class CountryContext:
    """The evidence of one article; `organisations` are its PERP_ORGANIZATION phrases."""

    def __init__(self, text: str, organisations: Iterable[str] = ()) -> None:
        self._named, self._adjectives = countries_named(text), nationalities_named(text)
        self._towns = towns_mentioned(text)
        self._dateline = _of_dateline(text)
        known = (Organisations.default().named(phrase) for phrase in organisations)
        self._at_home = Counter(one.country for one in known if one and one.country)

    def countries(self) -> set[str]:
        """Every country with evidence."""
        return self._named | self._adjectives | set(self._towns) | self._dateline | set(self._at_home)

    def evidence(self, country: str) -> float:
        """The sum of the table above."""
        total = _NAMED * (country in self._named) + _ADJECTIVE * (country in self._adjectives)
        total += _DATELINE * (country in self._dateline) + min(_TOWN * self._towns[country], _TOWNS)
        return total + _AT_HOME * self._at_home[country] / (self._at_home.total() or 1)


def _of_dateline(text: str) -> set[str]:
    dateline = find_dateline(text)
    if dateline is None:
        return set()
    named = countries_named(as_names(dateline.place))
    towns = [places_named(part) for part in re.split(r"\s*[,()]\s*", dateline.place) if part]
    return named or {found[0].country for found in towns if found and found[0].population >= _TOWN_SIZE}


def towns_mentioned(text: str) -> Counter[str]:
    """How many capitalised names, the longest at each point, are a large place's own, by country; an article in capitals tells none."""
    largest = {}
    for match in _CAPITALISED.finditer("" if as_names(text) != text else text):
        words = match[0].split()
        while words:
            size = next((size for size in range(len(words), 0, -1) if places_named(" ".join(words[:size]))), 0)
            name = " ".join(words[:size])
            if size and not _DIRECTION.fullmatch(name) and (found := [entry for entry in places_named(name) if is_called(entry, name)]):
                largest[name] = found[0]
            words = words[size or 1 :]
    return Counter(entry.country for entry in largest.values() if entry.population >= _TOWN_SIZE)
