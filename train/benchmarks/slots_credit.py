"""How far a fill of a MUC-4 template is right: 1, 1/2 (partially) or 0, by the scoring guidelines of 1992 (version 7), section 3.2.

Right is the same day, range, "on or before" a day, country and most specific place, item of a set list, number, or the same words without
articles and numbers. Partially right is

| slot | what |
|---|---|
| date | a day within the key's range or up to its "on or before"; "on or before" the last day of the key |
| location | the country alone; a place in or around the key's; one end of "A - B"; the same place in another country |
| items of set lists | an item above the key's in the hierarchy; the right item of another phrase |
| numbers | an end of the key's range; its number without "~"; the right number of another phrase |
| strings | all words of one are words of the other |

A judge of 1992 could give half a point for other phrases too; here only these rules do. Any alternative of the key is as good as another.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sigact.data.sources.muc4_fill import NULL, Fill
from sigact.data.sources.muc4_slots import NUMBER_SLOTS, STRING_SLOTS, Slot
from sigact.infer.gazetteer.names import fold
from sigact.infer.rows.muc4 import mentions
from sigact.train.benchmarks.tallies import normalised

RIGHT, PARTLY, WRONG = 1.0, 0.5, 0.0

_GUNS = {"MACHINE GUN", "MORTAR", "HANDGUN", "RIFLE"}
_BOMBS = {"VEHICLE BOMB", "DYNAMITE", "MINE", "AERIAL BOMB", "GRENADE", "MOLOTOV COCKTAIL"}
_PROJECTILES = {"MISSILE", "ROCKET"}
_HALF_RIGHT: dict[Slot, dict[str, set[str]]] = {
    Slot.TYPE: {"ATTACK": {"ARSON", "BOMBING", "FORCED WORK STOPPAGE", "HIJACKING", "KIDNAPPING", "ROBBERY"}},
    Slot.INSTRUMENT_TYPE: {"GUN": _GUNS, "EXPLOSIVE": {"BOMB"} | _BOMBS, "BOMB": _BOMBS, "PROJECTILE": _PROJECTILES},
    Slot.PERP_CONFIDENCE: {"SUSPECTED OR ACCUSED": {"SUSPECTED OR ACCUSED BY AUTHORITIES"}},
    Slot.PHYS_TYPE: {"POLITICAL FIGURE OFFICE OR RESIDENCE": {"GOVERNMENT OFFICE OR RESIDENCE"}},
    Slot.PHYS_EFFECT: {"DESTROYED": {"SOME DAMAGE"}},
    Slot.HUM_TYPE: {
        "GOVERNMENT OFFICIAL": {"FORMER GOVERNMENT OFFICIAL", "FORMER ACTIVE MILITARY"},
        "ACTIVE MILITARY": {"FORMER GOVERNMENT OFFICIAL", "FORMER ACTIVE MILITARY"},
        "POLITICAL FIGURE": {"GOVERNMENT OFFICIAL"},
    },
    Slot.HUM_EFFECT: {"NO INJURY": {"NO INJURY OR DEATH"}, "NO DEATH": {"NO INJURY OR DEATH"}},
}
"""What a response may be for an item of the key, and be half right."""

_AREA_CLASS = re.compile(r"\s*\([^()]*\)")


def credit(slot: Slot, response: Fill, key: Fill) -> float:
    """1, 1/2 or 0 for one fill of a response, which has one alternative or, of strings, several wordings."""
    value = max(_value_credit(slot, said, right) for said in response.alternatives for right in key.alternatives)
    tagged = bool(key.refers_to) and key.refers_to != (NULL,)
    if value == RIGHT and tagged and not any(_string_credit(a, b) for a in response.refers_to for b in key.refers_to):
        return PARTLY
    return value


def _value_credit(slot: Slot, response: str, key: str) -> float:
    if key == NULL:
        return WRONG
    compare = {Slot.DATE: date_credit, Slot.LOCATION: location_credit} | dict.fromkeys(STRING_SLOTS, _string_credit)
    if slot in compare:
        return compare[slot](response, key)
    if response == key:
        return RIGHT
    end_of_range = slot in NUMBER_SLOTS and response.isdigit() and response in re.split(r"[ ~-]+", key)
    return PARTLY if end_of_range or key in _HALF_RIGHT.get(slot, {}).get(response, ()) else WRONG


def _string_credit(response: str, key: str) -> float:
    said, right = (normalised(" ".join(mentions([words])) or words) for words in (response, key))
    if said == right:
        return RIGHT
    words, others = set(said.split()), set(right.split())
    return PARTLY if words and others and (words <= others or others <= words) else WRONG


class _Days(NamedTuple):
    """`first` is None for "on or before"."""

    first: date | None
    last: date


def date_credit(response: str, key: str) -> float:
    """Of "03 JAN 90", "- 03 JAN 90" or "01 JAN 90 - 03 JAN 90"; a date of no known form is right where it is the same."""
    said, right = _days(response), _days(key)
    if response == key or (said and said == right):
        return RIGHT
    if said is None or right is None:
        return WRONG
    if said.first is None:
        return PARTLY if said.last == right.last else WRONG
    within = said.last <= right.last and (right.first is None or said.first >= right.first)
    return PARTLY if within and right.first != right.last else WRONG


def _days(text: str) -> _Days | None:
    until = text.startswith("-")
    ends = [_day(part) for part in text.removeprefix("-").strip().split(" - ")]
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        return None
    return _Days(None if until else first, last)


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text.strip(), "%d %b %y").date()
    except ValueError:
        return None


class Location(NamedTuple):
    """`areas` holds, from the largest to the smallest, the folded names at each level: two where the key has "A - B"."""

    countries: tuple[str, ...]
    areas: tuple[tuple[str, ...], ...]

    @property
    def place(self) -> tuple[str, ...]:
        return self.areas[-1] if self.areas else ()


def parse_location(text: str) -> Location:
    """ "EL SALVADOR: SAN SALVADOR (CITY): ESCALON (NEIGHBORHOOD)" and "PERU: ANDAHUA (TOWN) - AREQUIPA (CITY)"."""
    countries, *areas = ([fold(_AREA_CLASS.sub("", name)) for name in level.split(" - ")] for level in text.split(":"))
    return Location(tuple(countries), tuple(map(tuple, areas)))


def location_credit(response: str, key: str) -> float:
    """Of two fills as `parse_location` reads them."""
    said, right = parse_location(response), parse_location(key)
    same_country = bool(set(said.countries) & set(right.countries))
    same_place = bool(set(said.place) & set(right.place)) or (not said.areas and not right.areas)
    if same_country and same_place:
        return PARTLY if len(right.place) > len(said.place) else RIGHT
    if same_country:
        return PARTLY if not said.areas or not right.areas or _nested(said.areas, right.areas) else WRONG
    return PARTLY if same_place and said.areas else WRONG


def _nested(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> bool:
    return bool({*one[-1]} & {name for level in other for name in level} or {*other[-1]} & {name for level in one for name in level})
