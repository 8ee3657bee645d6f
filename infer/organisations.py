"""Armed groups and security forces by name: canonical name, aliases, country, state or non-state.

`organisations.csv` lists those of the world, with Latin America of the 1980s and South Asia in detail; a user's file of the same columns
adds to it and comes first. Columns: name, aliases (separated by |), country (ISO 3166-1 alpha-2, empty if transnational), actor_type (state
or non_state), active (YYYY-YYYY or YYYY-, empty if not sure; not used to tell names apart).

Case, accents, hyphens and brackets do not count ("al-Shabaab", "Al Shabaab"; "CPI (Maoist)", "CPI Maoist"), but acronyms keep their case,
so that "JeM" and "JEM" stay two groups. A phrase that holds one listed name is that organisation's ("suspected Boko Haram militants"):
the longest name counts ("Islamic State West Africa Province", not "Islamic State"). Of two that share a name the one of the incident's
country counts, else none.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, cast

from sigact.data.incident import country_codes
from sigact.data.jsonl import read_text
from sigact.errors import DataError, DataFaults

ActorType = Literal["state", "non_state", "unknown"]

COLUMNS = ("name", "aliases", "country", "actor_type", "active")
_ACRONYM = re.compile(r"[A-Z0-9][A-Za-z0-9]{0,5}")
_YEARS = re.compile(r"\d{4}-(?:\d{4})?")
_POSSESSIVE = re.compile(r"(?<=s)'(?!\w)|'s\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|el|la|los|las|le|les) (?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Organisation:
    """A row of the list; `country` is None for transnational ones, `active` empty if not sure."""

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    actor_type: ActorType = "unknown"
    active: str = ""


class Organisations:
    """A look-up by name.

    >>> Organisations.default().named("suspected members of the FMLN").name
    'Farabundo Marti National Liberation Front'
    """

    def __init__(self, rows: Iterable[Organisation], first: Iterable[Organisation] = ()) -> None:
        """`first` come before `rows` where they share a name."""
        self._by_name = _index(rows) | _index(first)
        self._longest = max((key.count(" ") + 1 for key in self._by_name), default=0)

    @classmethod
    @cache
    def default(cls) -> "Organisations":
        """The list that comes with the package."""
        return cls(_packaged())

    @classmethod
    def with_file(cls, path: Path) -> "Organisations":
        """The packaged list and a user's file. Raises DataFaults, which names file and line of every fault."""
        return cls(_packaged(), read_organisations(path))

    def named(self, phrase: str, country: str | None = None) -> Organisation | None:
        """The organisation whose name is the phrase or stands in it; None if there is none, or two and `country` is of neither."""
        words = _words(phrase)
        for length in range(min(len(words), self._longest), 0, -1):
            for start in range(len(words) - length + 1):
                found = self._look_up(words[start : start + length], country)
                if found is not None:
                    return found
        return None

    def _look_up(self, words: Sequence[str], country: str | None) -> Organisation | None:
        written = " ".join(words)
        found = self._by_name.get(written) or self._by_name.get(written.casefold(), [])
        if len(found) > 1:
            found = [one for one in found if one.country == country]
        return found[0] if len(found) == 1 else None


def read_organisations(path: Path) -> list[Organisation]:
    """The rows of a CSV file. Raises DataFaults with every fault, `file:line`."""
    return _parse(read_text(path), str(path))


def name_key(phrase: str) -> str:
    """What equal names have in common: no case, accents, punctuation or leading article."""
    return " ".join(_words(phrase)).casefold()


@cache
def _packaged() -> tuple[Organisation, ...]:
    resource = files("sigact.infer") / "organisations.csv"
    return tuple(_parse(resource.read_text(encoding="utf-8"), "organisations.csv"))


def _parse(text: str, where: str) -> list[Organisation]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    header = [name.strip() for name in reader.fieldnames or ()]
    if set(header) - set(COLUMNS) or not {"name", "aliases", "country", "actor_type"} <= set(header):
        raise DataError(f"{where}:1", f"the header must be {','.join(COLUMNS)} (active may be left out), not {','.join(header) or 'empty'}")
    rows: list[Organisation] = []
    faults: list[DataError] = []
    for row in reader:
        problem = _problem(row)
        if problem:
            faults.append(DataError(f"{where}:{reader.line_num}", problem))
        else:
            rows.append(_organisation(row))
    if faults:
        raise DataFaults(where, faults)
    return rows


def _problem(row: dict[str, str]) -> str | None:
    if None in row or None in row.values():
        return f"a row has a value for each column of the header ({len(COLUMNS)} at most); quote values that hold a comma"
    cells = {key: value.strip() for key, value in row.items()}
    if not name_key(cells["name"]):
        return "name is empty"
    if cells["country"] and cells["country"] not in country_codes():
        return f"country {cells['country']!r} is not an ISO 3166-1 alpha-2 code; leave it empty for a transnational organisation"
    if cells["actor_type"] not in ("state", "non_state"):
        return f"actor_type {cells['actor_type']!r} must be state or non_state"
    if cells.get("active") and not _YEARS.fullmatch(cells["active"]):
        return f"active {cells['active']!r} must be YYYY-YYYY, YYYY- or empty"
    return None


def _organisation(row: dict[str, str]) -> Organisation:
    cells = {key: value.strip() for key, value in row.items()}
    aliases = tuple(alias.strip() for alias in cells["aliases"].split("|") if alias.strip())
    return Organisation(cells["name"], aliases, cells["country"] or None, cast(ActorType, cells["actor_type"]), cells.get("active", ""))


def _index(rows: Iterable[Organisation]) -> dict[str, list[Organisation]]:
    by_name: dict[str, list[Organisation]] = {}
    for row in rows:
        for key in {_key(name) for name in (row.name, *row.aliases)}:
            by_name.setdefault(key, []).append(row)
    return by_name


def _key(name: str) -> str:
    words = " ".join(_words(name))
    is_acronym = _ACRONYM.fullmatch(words) and sum(letter.isupper() for letter in words) > 1
    return words if is_acronym else words.casefold()


def _words(phrase: str) -> list[str]:
    """Words without accents, punctuation, possessive endings and leading article, case kept."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", phrase) if not unicodedata.combining(letter))
    spaced = re.sub(r"[^\w']+", " ", _POSSESSIVE.sub("", plain.replace("’", "'"))).replace("'", "").strip()
    return _ARTICLE.sub("", spaced).split()
