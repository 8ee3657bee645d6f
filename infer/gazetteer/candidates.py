"""What a place phrase can mean: places of that name, whose kind the phrase's class word tells ("Sukma District")."""

import re
from dataclasses import dataclass
from math import log10

from sigact.infer.countries import country_code
from sigact.infer.gazetteer.store import Entry, places_named

_CLASSES = {
    "1": "state province governorate region oblast krai department wilaya prefecture republic emirate canton",
    "2": "district county division agency raion zone taluk taluka subdivision sub-division cercle woreda parish",
    "P": "city town village municipality township neighbourhood neighborhood suburb quarter ward area block tehsil",
}
_KIND_OF = {word: kind for kind, words in _CLASSES.items() for word in words.split()}
_CLASS_WORD = re.compile(
    rf"^(?:(?P<before>{'|'.join(_KIND_OF)}) of )?(?P<name>.+?)(?:['’]s)?(?: (?P<after>{'|'.join(_KIND_OF)})s?)?$", re.IGNORECASE
)
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

    def share(self, country: str) -> float:
        """How much of what the name can mean lies in a country, 0..1, large places counting more."""
        weights = [log10(entry.population + 10) for entry in self.entries]
        inside = [weight for weight, entry in zip(weights, self.entries, strict=True) if entry.country == country]
        return max(inside, default=0.0) / sum(sorted(weights, reverse=True)[:5]) if inside else 0.0


def candidates_of(phrase: str) -> Candidates:
    """Look a phrase up: as it stands, without its class word, then without a direction."""
    phrase = " ".join(phrase.split())
    country = country_code(phrase)
    if country:
        return Candidates(phrase, country, None, ())
    match = _CLASS_WORD.match(phrase)
    bare, word = (match["name"], match["before"] or match["after"]) if match else (phrase, None)
    kind = _KIND_OF.get(word.lower()) if word else None
    whole = places_named(phrase)
    entries = whole or places_named(bare) or places_named(_DIRECTION.sub("", bare))
    return Candidates(bare, None, kind, entries)
