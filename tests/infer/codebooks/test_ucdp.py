from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incidents import TOWN, dated, dead, incident, organisation, persons, target

from sigact.data.incident import Group, Place, Toll
from sigact.infer.codebooks.ucdp import date_prec, deaths, event_clarity, priogrid_gid, region, sides, type_of_violence, where_prec
from sigact.infer.codebooks.when import when

SOLDIERS = dead(2, 2, ("two soldiers", "military"))
FARMERS = dead(4, 4, ("four farmers", "civilian"))
REBELS = (organisation("Red Hill Front", actor_type="non_state"),)
ARMY = (organisation("army", actor_type="state", country="ML"),)
FIGHTERS = (target("fighters", "terrorists_non_state_militia", "people"),)


@pytest.mark.parametrize(
    ("values", "violence", "names"),
    [
        ({"perpetrators": REBELS, "killed": SOLDIERS}, 1, ("Government of Mali", "Red Hill Front")),
        ({"perpetrators": REBELS, "killed": FARMERS}, 3, ("Red Hill Front", "Civilians")),
        ({"perpetrators": REBELS, "targets": FIGHTERS}, 2, ("Red Hill Front", "")),
        ({"perpetrators": ARMY, "targets": FIGHTERS}, 1, ("army", "")),
        ({"perpetrators": ARMY, "killed": FARMERS}, 3, ("army", "Civilians")),
        ({"perpetrators": (persons("soldiers", actor_type="state"),), "killed": FARMERS}, 3, ("Government of Mali", "Civilians")),
        ({"perpetrators": (*ARMY, *REBELS)}, 1, ("army", "Red Hill Front")),
        ({"perpetrators": REBELS}, None, ("Red Hill Front", "")),
    ],
)
def test_types_of_violence_and_sides(values: dict[str, Any], violence: int | None, names: tuple[str, str]) -> None:
    assert type_of_violence(incident(**values)) == violence
    assert sides(incident(**values), "Mali") == names


def test_deaths_of_both_sides() -> None:
    toll = dead(7, 9, ("two soldiers", "military"), ("four farmers", "civilian"), perpetrators=1)
    count = deaths(incident(perpetrators=REBELS, killed=toll))
    assert count is not None
    assert (count.a, count.b, count.civilians, count.unknown, count.best, count.low, count.high) == (2, 1, 4, 0, 7, 7, 9)
    one_sided = deaths(incident(perpetrators=REBELS, killed=dead(5, None, ("at least five people", None))))
    assert one_sided is not None
    assert (one_sided.civilians, one_sided.best, one_sided.high) == (5, 5, 5)
    assert deaths(incident()) is None


@given(
    low=st.integers(0, 50),
    extra=st.integers(0, 10),
    attackers=st.none() | st.integers(0, 60),
    groups=st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["civilian", "military", "police", "child", None]))),
    perpetrators=st.sampled_from([(), REBELS, ARMY]),
)
def test_the_parts_of_the_dead_add_up(low: int, extra: int, attackers: int | None, groups: list[Any], perpetrators: Any) -> None:
    parts = tuple(Group(text="x", min=number, max=number, category=category) for number, category in groups)
    toll = Toll(min=low, max=low + extra, perpetrators=attackers, groups=parts)
    count = deaths(incident(killed=toll, perpetrators=perpetrators))
    assert count is not None
    assert count.a + count.b + count.civilians + count.unknown == count.best
    assert min(count.a, count.b, count.civilians, count.unknown) >= 0
    assert count.low <= count.best <= count.high


@pytest.mark.parametrize(
    ("value", "precision", "clarity"),
    [
        ("2024-05-14", 1, 1),
        ("2024-05-14~", 2, 1),
        ("[2024-05-12..2024-05-14]", 2, 1),
        ("[2024-05-06..2024-05-12]", 3, 1),
        ("2024-05", 4, 1),
        ("2024", 5, 1),
        ("2024-05-12/2024-05-14", 1, 2),
    ],
)
def test_dates(value: str, precision: int, clarity: int) -> None:
    assert (date_prec(when(dated(value))), event_clarity(when(dated(value)))) == (precision, clarity)


def test_no_date() -> None:
    assert (date_prec(None), event_clarity(None), when(dated("XXXX-05-14"))) == (None, 1, None)


def test_places() -> None:
    country = Place(country="ML", precision="country", inferred=True)
    assert where_prec(incident()) == 1
    assert where_prec(incident(place=TOWN.model_copy(update={"relation": "near"}))) == 2
    assert where_prec(incident(place=TOWN.model_copy(update={"relation": "between"}))) == 5
    assert where_prec(incident(place=country, places=(country,))) == 6
    assert where_prec(incident(place=None, places=())) is None


def test_regions_by_number() -> None:
    assert [region(number) for number in (2, 200, 432, 651, 700, None)] == ["Americas", "Europe", "Africa", "Middle East", "Asia", ""]


def test_priogrid_cells() -> None:
    assert priogrid_gid(34.531094, 69.162796) == 179779
    assert (priogrid_gid(-90, -180), priogrid_gid(90, 180)) == (1, 259200)
