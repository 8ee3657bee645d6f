"""Phrases about people -> GTD target class and subclass, and the category of a toll's group, by their words.

The head counts, not what it belongs to: "three children of a policeman" are children, "the mayor's wife" is a woman. Else the first line
that fits decides, children before office, office before sex ("girl students" child, "policewoman" police). Employees are of the class of
what employs them ("bank employees" business). A name without a role is a named civilian to GTD, and has no category. A bare number tells
neither.

Examples: "Two tribal elders" private_citizens_property and civilian, "Judge Lanzetta" government_general and official, "2 jawans" military,
"11 aid workers" ngo and aid_worker, "six people" private_citizens_property and no category.
"""

import re
from functools import lru_cache

from sigact.data.gtd import TargetClass
from sigact.data.incident import PeopleCategory
from sigact.infer.countries import countries_named, nationalities_named
from sigact.infer.counts import says_number
from sigact.infer.people_words import EITHER_FORCE, GENERIC, Described, by_words
from sigact.infer.target_words import thing_class

_NOTHING = Described(None, None, None)
_UNNAMED = Described("private_citizens_property", "unnamed_civilian", None)
_NAMED = Described("private_citizens_property", "named_civilian", None)
_EMPLOYEES = Described("private_citizens_property", "laborer_occupation", "civilian")
_OF_A_PEOPLE = Described("private_citizens_property", "race_ethnicity_identified", None)
_VAGUE = frozenset({"unnamed_civilian", "named_civilian", "race_ethnicity_identified"})

_CATEGORY_OF: dict[TargetClass, PeopleCategory] = {
    "police": "police",
    "military": "military",
    "government_general": "official",
    "government_diplomatic": "official",
    "journalists_media": "journalist",
    "ngo": "aid_worker",
}
_TITLE_WORDS = """
    mr mrs ms miss dr prof gov sir lady lord sgt capt captain sergeant haji malik don doña u daw sai state first second senior union the
"""
TITLES = frozenset(_TITLE_WORDS.split())
_PARTICLE = r"(?:al|el|bin|ibn|de|del|la|los|da|dos|van|von|abu|abd|oglu|ur|ul)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_LAST_NAMES = re.compile(rf"(?<!{_CAPITAL})(?<!{_CAPITAL}[.'’-])(?:(?:{_PARTICLE}[- ]){{0,4}}+{_CAPITAL}[\w.'’-]*+\s*+){{1,20}}$")
_AFTER_NAME = re.compile(r"\s(?:of|for|from|at|in|alias|aka|a\.k\.a\.)\s")
_OWNER = re.compile(r"^(?!.*sheriff).*['’]s? (?=\w)", re.IGNORECASE)
_COMPLEMENT = re.compile(r"\s(?:of|from|in|at|with)\s")
_STAFF = re.compile(r"\b(?:staff|employees?|crew)\b", re.IGNORECASE)
_EMPLOYED = re.compile(
    r"\b(?:staff|employees?|workers?|crew|guards?|officers?|personnel|members?|owners?|agents?|teams?|guests?)\b", re.IGNORECASE
)


@lru_cache(maxsize=4096)
def describe_people(phrase: str) -> Described:
    """Class, subclass and category of the people whom `phrase` names."""
    owned = _OWNER.sub("", phrase)
    head = _COMPLEMENT.split(owned, maxsplit=1)[0]
    return by_words(head) or by_words(owned) or _employed(owned) or _vague(owned)


def most_telling(phrases: list[str]) -> Described:
    """What several phrases for the same people tell: the first that tells more than that they are people."""
    found = [describe_people(phrase) for phrase in phrases]
    class_, subclass, category = next((one for one in found if one.class_ and one.subclass not in _VAGUE), None) or next(
        (one for one in found if one.class_), _NOTHING
    )
    return Described(class_, subclass, category or next((one.category for one in found if one.category), None))


def tells_role(word: str) -> bool:
    """True if a word names a role, kin or sort of people and so is no part of a personal name."""
    return bool(by_words(word) or GENERIC.search(word) or EITHER_FORCE.search(word))


def _is_name_word(word: str) -> bool:
    return word.rstrip(".").lower() not in TITLES and not tells_role(word) and not says_number(word)


def _employed(phrase: str) -> Described | None:
    class_, subclass = thing_class(phrase) if _EMPLOYED.search(phrase) else (None, None)
    return Described(class_, subclass, _CATEGORY_OF.get(class_, "civilian")) if class_ else None


def _vague(phrase: str) -> Described:
    if EITHER_FORCE.search(phrase):
        return _NOTHING
    if _STAFF.search(phrase):
        return _EMPLOYEES
    if personal_name(phrase):
        return _NAMED
    if GENERIC.search(phrase):
        return _UNNAMED
    return _OF_A_PEOPLE if nationalities_named(phrase.title() if phrase.isupper() else phrase) else _NOTHING


@lru_cache(maxsize=4096)
def personal_name(phrase: str) -> str | None:
    """The name of the one person in a phrase, titles and roles left off ("Salim Yunis" of "deputy mayor, Salim Yunis"), else None."""
    parts = re.split(r",\s*", phrase.title() if phrase.isupper() else phrase)
    if says_number(parts[0]):
        return None
    for part in (_AFTER_NAME.split(part, maxsplit=1)[0] for part in parts):
        run = _LAST_NAMES.search(part)
        words = [word for word in run[0].split() if _is_name_word(word)] if run else []
        if words and not (nationalities_named(" ".join(words)) or countries_named(" ".join(words))):
            return " ".join(words)
    return None
