"""Country names in text -> ISO 3166-1 alpha-2."""

import re
from collections.abc import Iterable
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

_CAPITALS = 0.7
"""Of the letters of a text in capitals."""

_ADJECTIVES = """
    AF Afghan; AL Albanian; DZ Algerian; AO Angolan; AR Argentine Argentinian; AM Armenian; AU Australian; AT Austrian; AZ Azerbaijani
    Azeri; BD Bangladeshi; BY Belarusian; BE Belgian; BJ Beninese; BO Bolivian; BA Bosnian; BR Brazilian; BG Bulgarian; BF Burkinabe; BI
    Burundian; KH Cambodian; CM Cameroonian; CA Canadian; CF Central-African; TD Chadian; CL Chilean; CN Chinese; CO Colombian; CD
    Congolese; CR Costa-Rican; HR Croatian; CU Cuban; CY Cypriot; CZ Czech; DK Danish; DO Dominican; EC Ecuadorean Ecuadorian; EG
    Egyptian; SV Salvadoran Salvadorean; ER Eritrean; EE Estonian; ET Ethiopian; FJ Fijian; FI Finnish; FR French; GA Gabonese; GM
    Gambian; GE Georgian; DE German; GH Ghanaian; GR Greek; GT Guatemalan; GN Guinean; HT Haitian; HN Honduran; HU Hungarian; IN Indian;
    ID Indonesian; IR Iranian; IQ Iraqi; IE Irish; IL Israeli; IT Italian; CI Ivorian; JM Jamaican; JP Japanese; JO Jordanian; KZ
    Kazakh; KE Kenyan; XK Kosovar; KW Kuwaiti; KG Kyrgyz; LA Lao Laotian; LV Latvian; LB Lebanese; LR Liberian; LY Libyan; LT
    Lithuanian; MG Malagasy; MW Malawian; MY Malaysian; ML Malian; MR Mauritanian; MX Mexican; MD Moldovan; MN Mongolian; MA Moroccan;
    MZ Mozambican; MM Burmese; NP Nepali Nepalese; NL Dutch; NZ New-Zealand; NI Nicaraguan; NE Nigerien; NG Nigerian; NO Norwegian; PK
    Pakistani; PS Palestinian; PA Panamanian; PY Paraguayan; PE Peruvian; PH Philippine Filipino; PL Polish; PT Portuguese; RO Romanian;
    RU Russian; RW Rwandan; SA Saudi; SN Senegalese; RS Serbian; SL Sierra-Leonean; SK Slovak; SO Somali; ZA South-African; KR South-
    Korean; KP North-Korean; SS South-Sudanese; ES Spanish; LK Sri-Lankan; SD Sudanese; SE Swedish; CH Swiss; SY Syrian; TW Taiwanese;
    TJ Tajik; TZ Tanzanian; TH Thai; TG Togolese; TN Tunisian; TR Turkish; UG Ugandan; UA Ukrainian; GB British English Scottish Welsh;
    US American; UY Uruguayan; UZ Uzbek; VE Venezuelan; VN Vietnamese; YE Yemeni; ZM Zambian; ZW Zimbabwean
"""


@cache
def _codes() -> dict[str, str]:
    codes = {}
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "common_name", None), getattr(country, "official_name", None)):
            if name and "," not in name:
                codes[name] = country.alpha_2
    return codes | _ALIASES


def _any_of(words: Iterable[str]) -> str:
    """A pattern of the longest of `words` at a place; their first letters come first, since trying them all everywhere takes long."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    letters = "".join(sorted({word[0] for word in longest_first}))
    return rf"(?<!\w)(?=[{re.escape(letters)}])(?:{'|'.join(map(re.escape, longest_first))})"


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"{_any_of(_codes())}(?!\w)")


def country_code(name: str) -> str | None:
    """The code of a country's name as newspapers write it, in any case; None for anything else."""
    codes = _codes()
    return codes.get(name) or (codes.get(name.title()) if name.isupper() else None)


def as_names(text: str) -> str:
    """Texts in capitals get the capitals of names; a few small letters ("[words indistinct]") do not make another text."""
    capitals, letters = sum(map(str.isupper, text)), sum(map(str.isalpha, text))
    return text.title() if capitals > _CAPITALS * letters else text


def countries_named(text: str) -> set[str]:
    """Codes of all countries named in `text`."""
    return {_codes()[match[0]] for match in _names().finditer(as_names(text))}


@cache
def _adjectives() -> dict[str, str]:
    rows = (row.split() for row in _ADJECTIVES.split(";"))
    return {adjective.replace("-", " "): code for code, *adjectives in rows for adjective in adjectives}


@cache
def _adjective_words() -> re.Pattern[str]:
    return re.compile(rf"{_any_of(_adjectives())}s?(?!\w)")


def nationalities_named(text: str) -> set[str]:
    """Codes of the countries of all adjectives of nationality in `text` ("Nigerian troops")."""
    words = {match[0] for match in _adjective_words().finditer(as_names(text))}
    return {_adjectives()[word.removesuffix("s") if word not in _adjectives() else word] for word in words}


def nationality_code(phrase: str) -> str | None:
    """The country of an adjective that is the whole phrase."""
    return _adjectives().get(as_names(phrase))
