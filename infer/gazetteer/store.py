"""Look-up of place names in `places.sqlite`."""

import sqlite3
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from sigact.infer.gazetteer.names import fold

_FILE = Path(__file__).with_name("places.sqlite")
_COLUMNS = "places.id, places.name, places.country, places.admin1, places.kind, latitude, longitude, population"


@dataclass(frozen=True)
class Entry:
    """A place of GeoNames.

    `kind`: P a populated place, 1 or 2 an administrative region of that level; `admin1`: the id of its first-level region.
    """

    id: int
    name: str
    country: str
    admin1: int | None
    kind: str
    latitude: float
    longitude: float
    population: int


@cache
def _database() -> sqlite3.Connection:
    return sqlite3.connect(f"{_FILE.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


@lru_cache(maxsize=20_000)
def places_named(name: str) -> tuple[Entry, ...]:
    """Every place of that name, the most populous first; case, diacritics and punctuation do not count."""
    query = f"select {_COLUMNS} from names join places on places.id = names.place where key = ? order by population desc"
    return tuple(Entry(*row) for row in _database().execute(query, (fold(name),)))


@lru_cache(maxsize=20_000)
def place_by_id(identifier: int) -> Entry | None:
    """The place with a GeoNames id."""
    row = _database().execute(f"select {_COLUMNS} from places where id = ?", (identifier,)).fetchone()
    return Entry(*row) if row else None


def is_called(entry: Entry, name: str) -> bool:
    """True if the name holds the place's own name, which the other names of GeoNames (old ones, codes of airports) do not."""
    return f" {fold(entry.name)} " in f" {fold(name)} "
