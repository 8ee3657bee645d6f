from typing import Any, get_args

import pytest
from incidents import TOWN, dead, incident, organisation, persons, target, trigger, weapon

from sigact.data.gtd import WEAPON_SUBCLASSES, WeaponClass
from sigact.data.incident import AttackType, Place
from sigact.infer.codebooks import gtd
from sigact.infer.codebooks.countries import all_countries, codes_of, country_name, iso_numeric
from sigact.infer.codebooks.gtd_codes import ATTACK_TYPES, REGIONS, TARGET_TYPES, WEAPON_SUBTYPES, WEAPON_TYPES, Code


def test_every_type_and_class_has_a_code() -> None:
    assert set(ATTACK_TYPES) == set(get_args(AttackType))
    assert set(WEAPON_TYPES) == set(get_args(WeaponClass))
    assert [code.number for code in ATTACK_TYPES.values()] == list(range(1, 10))
    assert [code.number for code in TARGET_TYPES.values()] == list(range(1, 23))
    assert [code.number for code in WEAPON_TYPES.values()] == list(range(1, 14))
    without_code = {("chemical", "acid"), ("chemical", "gas")}
    known = {(class_, subclass) for class_, subclasses in WEAPON_SUBCLASSES.items() for subclass in subclasses}
    assert known - set(WEAPON_SUBTYPES) == without_code


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        ({}, [3]),
        ({"type": "armed_assault", "triggers": (trigger("blast", "BOMBING"), trigger("shot", "ARMED_ASSAULT"))}, [2, 3]),
        ({"type": "assassination", "triggers": (trigger("shot dead", "ARMED_ASSAULT"),)}, [1]),
        ({"triggers": (trigger("destroyed", "FACILITY_ATTACK"), trigger("blast", "BOMBING"))}, [3]),
        ({"type": None}, [9]),
    ],
)
def test_attack_types(values: dict[str, Any], numbers: list[int]) -> None:
    assert [code.number for code in gtd.attack_types(incident(**values))] == numbers


def test_weapons() -> None:
    both = incident(
        weapons=(weapon("bomb", "explosives"), weapon("rifles", "firearms", "rifle_or_shotgun"), weapon("gas", "chemical", "gas"))
    )
    assert [(kind.number, subtype and subtype.number) for kind, subtype in gtd.weapon_codes(both)] == [(6, 16), (5, 4), (2, None)]
    one = incident(weapons=(weapon("explosives", "explosives"), weapon("car bomb", "explosives", "vehicle")))
    assert [subtype and subtype.number for _, subtype in gtd.weapon_codes(one)] == [15]
    assert gtd.weapon_codes(incident())[0][1] == Code(16, "Unknown Explosive Type")
    assert gtd.weapon_codes(incident(type="armed_assault")) == [(Code(13, "Unknown"), None)]


def test_targets_put_people_first_and_join_those_of_a_class() -> None:
    targets = (target("bus", "transportation"), target("two officers", "police", "people"), target("police post", "police"))
    found = gtd.target_codes(incident(targets=targets))
    assert [(code.number, [one.text for one in of]) for code, of in found] == [(3, ["two officers", "police post"]), (19, ["bus"])]
    assert [code.number for code, _ in gtd.target_codes(incident(targets=(target("bus"),)))] == [20]
    assert gtd.target_codes(incident()) == [(Code(20, "Unknown"), [])]


@pytest.mark.parametrize(("attribution", "code"), [("accused", 1), ("denied", 1), ("claimed", 0), ("stated", 0)])
def test_uncertain_groups(attribution: Any, code: int) -> None:
    assert gtd.uncertain(organisation("Red Hill Front", attribution=attribution)) == code


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, 1),
        ({"stage": "attempted"}, 0),
        ({"stage": "threatened"}, 0),
        ({"type": "assassination"}, 0),
        ({"type": "assassination", "killed": dead(1, 1, ("a judge", "official"))}, 1),
        ({"type": "assassination", "killed": dead(1, 1, ("the gunman", None), perpetrators=1)}, 0),
    ],
)
def test_success(values: dict[str, Any], code: int) -> None:
    assert gtd.success(incident(**values)) == code


def test_specificity() -> None:
    village = TOWN.model_copy(update={"latitude": None, "longitude": None})
    district = Place(name="Abeibara", country="ML", latitude=19.1, longitude=1.8, precision="admin2")
    province = Place(name="Kidal", country="ML", latitude=18.4, longitude=1.4, precision="admin1")
    country = Place(country="ML", precision="country", latitude=17.0, longitude=-4.0)
    for place, others, code in (
        (TOWN, (), 1),
        (village, (province, district), 2),
        (district, (), 3),
        (province, (), 4),
        (village, (), 5),
        (country, (), 5),
    ):
        assert gtd.specificity(incident(place=place, places=(place, *others))) == code
    assert gtd.specificity(incident(place=None, places=())) == 5


def test_acts_that_gtd_leaves_out_are_doubtful() -> None:
    state = organisation("army", actor_type="state")
    assert gtd.doubt(incident(perpetrators=(state,))) == (1, Code(5, "State Actors"))
    assert (
        gtd.doubt(incident(killed=dead(2, 2, ("two fighters", None)), targets=(target("x", "terrorists_non_state_militia", "people"),)))[0]
        == 1
    )
    assert gtd.doubt(incident(perpetrators=(persons("gunmen"),))) == (-9, None)


def test_countries() -> None:
    mali = codes_of("ML")
    assert (mali.gtd_code, REGIONS[mali.gtd_region or 0], mali.gw_number, iso_numeric("ML")) == (123, "Sub-Saharan Africa", 432, 466)
    for iso, gtd_code, gw in (
        ("US", 217, 2),
        ("GB", 603, 200),
        ("IN", 92, 750),
        ("IQ", 95, 645),
        ("CD", 229, 490),
        ("SS", 1004, 626),
        ("PS", 155, 666),
    ):
        assert (codes_of(iso).gtd_code, codes_of(iso).gw_number) == (gtd_code, gw)
    assert codes_of("ZZ") == codes_of("ZZ")
    assert codes_of(None).gtd_code is None
    assert (country_name("XK"), iso_numeric("XK"), country_name(None)) == ("Kosovo", None, None)


def test_the_table_of_countries_is_sound() -> None:
    rows = all_countries().values()
    numbers = [row.gtd_code for row in rows if row.gtd_code]
    assert len(numbers) == len(set(numbers))
    assert all(country_name(row.iso) for row in rows)
    assert all(bool(row.gtd_code) == bool(row.gtd_name) == (row.gtd_region in REGIONS) for row in rows)
    assert all(bool(row.gw_number) == bool(row.ucdp_name) for row in rows)
    assert all(bool(row.acled_name) == bool(row.acled_region) for row in rows)
    shared = {"IL": 666, "PS": 666, "MA": 600, "EH": 600, "CN": 710, "HK": 710, "MO": 710}
    others = [row.gw_number for row in rows if row.gw_number and row.iso not in shared]
    assert len(others) == len(set(others))
