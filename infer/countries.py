"""Country names in text -> ISO 3166-1 alpha-2."""

import re
from functools import cache

import pycountry

_ALIASES = {
    "US": "US", "U.S.": "US", "USA": "US", "United States of America": "US", "America": "US", "UK": "GB", "U.K.": "GB", "Britain": "GB",
    "Great Britain": "GB", "England": "GB", "Scotland": "GB", "Wales": "GB",
    "Northern Ireland": "GB", "Russia": "RU", "Syria": "SY", "Iran": "IR", "Turkey": "TR",
    "Vietnam": "VN", "Laos": "LA", "North Korea": "KP", "South Korea": "KR", "Ivory Coast": "CI", "DR Congo": "CD", "DRC": "CD",
    "Democratic Republic of Congo": "CD", "Democratic Republic of the Congo": "CD", "Burma": "MM", "Palestine": "PS",
    "Palestinian territories": "PS", "Gaza Strip": "PS", "Gaza": "PS", "West Bank": "PS", "Kosovo": "XK", "Czech Republic": "CZ",
    "Macedonia": "MK", "Swaziland": "SZ", "Cape Verde": "CV", "East Timor": "TL", "UAE": "AE", "Brunei": "BN", "Holland": "NL",
}  # fmt: skip


@cache
def _codes() -> dict[str, str]:
    codes = {}
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", None), getattr(country, "official_name", None)):
            if name and "," not in name:
                codes[name] = country.alpha_2
    return codes | _ALIASES


@cache
def _names() -> re.Pattern[str]:
    longest_first = sorted(_codes(), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def country_code(name: str) -> str | None:
    """The code of a country's name as newspapers write it, in any case; None for anything else."""
    codes = _codes()
    return codes.get(name) or (codes.get(name.title()) if name.isupper() else None)


def countries_named(text: str) -> set[str]:
    """Codes of all countries named in `text`."""
    return {_codes()[match[0]] for match in _names().finditer(text)}
