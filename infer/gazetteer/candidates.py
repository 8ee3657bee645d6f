"""What a place phrase can mean: places of that name, whose kind the phrase's class word tells ("Sukma District")."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import log10

from sigact.infer.countries import as_names, country_code, nationality_code
from sigact.infer.gazetteer.store import Entry, is_called, places_named

_CLASSES = {
    "1": "state province governorate region oblast krai department wilaya prefecture republic emirate canton",
    "2": "district county division agency raion zone taluk taluka subdivision sub-division cercle woreda parish",
    "P": "city town village municipality township neighbourhood neighborhood suburb quarter ward area block tehsil",
}
_KIND_OF = {word: kind for kind, words in _CLASSES.items() for word in words.split()}
_CLASS_WORD = re.compile(
    rf"^(?:(?P<before>{'|'.join(_KIND_OF)}) of )?(?P<name>.+?)(?:['’]s)?(?: (?P<after>{'|'.join(_KIND_OF)})s?)?$", re.IGNORECASE
)
_OFFICIAL = {
    "1": ("Departamento de {}", "Departamento del {}", "Provincia de {}", "Estado de {}", "Region de {}", "Region del {}"),
    "2": ("Provincia de {}", "Municipio de {}", "Canton {}"),
}
"""How GeoNames calls regions of Latin America, where English texts put a class word after the name."""
_SOIL = re.compile(r" (?:territory|soil|territorial waters)$", re.IGNORECASE)
_OFFICIAL_WORDS = re.compile(
    r"^(?:departamento|provincia|estado|regi[oó]n|municipio|cant[oó]n|distrito) (?:de la|de los|del|de) ", re.IGNORECASE
)
_OTHER_NAME = 0.25
_DIRECTION = re.compile(r"^(?:(?:north|south|east|west|central)\w*|upper|lower|greater|downtown) (?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Candidates:
    """`country` if the phrase names one; else the places it can mean and the kind its words tell, if any. No entries: an unknown name."""

    name: str
    country: str | None
    kind: str | None
    entries: tuple[Entry, ...]

    def in_country(self, country: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.country == country)

    @property
    def plain_name(self) -> str:
        """The name without a direction, of names in capitals with small letters."""
        return as_names(_DIRECTION.sub("", self.name))

    def weight(self, entry: Entry) -> float:
        """A place's own name counts more than its other names."""
        return 1.0 if is_called(entry, self.name) else _OTHER_NAME

    def share(self, country: str) -> float:
        """How much of what the name can mean lies in a country, 0..1: large places count more, places of another name less."""
        weights = [log10(entry.population + 10) * self.weight(entry) for entry in self.entries]
        inside = [weight for weight, entry in zip(weights, self.entries, strict=True) if entry.country == country]
        return max(inside, default=0.0) / sum(sorted(weights, reverse=True)[:5]) if inside else 0.0


@lru_cache(maxsize=20_000)
def candidates_of(phrase: str) -> Candidates:
    """Look a phrase up: as it stands, without its class word, then without a direction."""
    phrase = " ".join(phrase.split())
    country = country_code(phrase) or nationality_code(_SOIL.sub("", phrase))
    if country:
        return Candidates(phrase, country, None, ())
    match = _CLASS_WORD.match(phrase)
    bare, word = (match["name"], match["before"] or match["after"]) if match else (phrase, None)
    kind = _KIND_OF.get(word.lower()) if word else None
    official = [entry for form in _OFFICIAL.get(kind or "", ()) for entry in places_named(form.format(bare)) if entry.kind == kind]
    entries = places_named(phrase) or places_named(bare) or places_named(_DIRECTION.sub("", bare))
    entries = (*dict.fromkeys(official), *(entry for entry in entries if entry not in official))
    return Candidates(bare, None, kind, entries)


def plain_region(name: str) -> str:
    """A region's name without the Spanish class words that GeoNames gives some: "Departamento de San Miguel" is San Miguel."""
    return _OFFICIAL_WORDS.sub("", name)
