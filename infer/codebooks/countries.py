"""ISO 3166-1 alpha-2 -> the codes and names of GTD (2021), UCDP GED (24.1, Gleditsch and Ward's numbers) and ACLED (2024).

`countries.csv` holds what is known for sure; a country that a data set does not list has empty cells there. Palestine lies in the number
of Israel and Western Sahara in that of Morocco, as in UCDP GED.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pycountry


@dataclass(frozen=True)
class CountryCodes:
    """Empty strings and None where a data set does not list the country."""

    iso: str
    gtd_code: int | None
    gtd_name: str
    gtd_region: int | None
    gw_number: int | None
    ucdp_name: str
    acled_name: str
    acled_region: str


@cache
def all_countries() -> dict[str, CountryCodes]:
    """Every row of the table, by ISO alpha-2 code."""
    table = files("sigact.infer.codebooks").joinpath("countries.csv").read_text(encoding="utf-8")
    return {
        row["iso"]: CountryCodes(
            iso=row["iso"],
            gtd_code=_number(row["gtd_code"]),
            gtd_name=row["gtd_name"],
            gtd_region=_number(row["gtd_region"]),
            gw_number=_number(row["gw_number"]),
            ucdp_name=row["ucdp_name"],
            acled_name=row["acled_name"],
            acled_region=row["acled_region"],
        )
        for row in csv.DictReader(table.splitlines())
    }


def codes_of(iso: str | None) -> CountryCodes:
    """The codes of a country; all empty for None and for a country that no data set lists."""
    return all_countries().get(iso or "", CountryCodes(iso or "", None, "", None, None, "", "", ""))


def iso_numeric(iso: str | None) -> int | None:
    """ISO 3166-1 numeric; None for Kosovo, which has none."""
    country = pycountry.countries.get(alpha_2=iso) if iso else None
    return int(country.numeric) if country else None


def country_name(iso: str | None) -> str | None:
    """The short English name."""
    if iso == "XK":
        return "Kosovo"
    country = pycountry.countries.get(alpha_2=iso) if iso else None
    return getattr(country, "common_name", country.name) if country else None


def _number(cell: str) -> int | None:
    return int(cell) if cell else None
