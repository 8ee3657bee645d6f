from typing import Any

import pytest
from incidents import TOWN, dated, dead, incident, organisation, persons, target, trigger, weapon

from sigact.data.incident import Place
from sigact.infer.codebooks.acled import (
    DISORDER_OF_EVENT,
    EVENT_OF_SUB_EVENT,
    acled_event,
    civilian_targeting,
    disorder_type,
    event_date,
    fatalities,
    geo_precision,
)
from sigact.infer.codebooks.acled_actors import first_actor, interaction, second_actor
from sigact.infer.codebooks.when import when

SOLDIERS = {"killed": dead(2, 2, ("two soldiers", "military"))}


@pytest.mark.parametrize(
    ("values", "sub_event"),
    [
        ({"weapons": (weapon("roadside bomb", "explosives", "landmine"),)}, "Remote explosive/landmine/IED"),
        ({"suicide": True}, "Suicide bomb"),
        ({"weapons": (weapon("explosive vest", "explosives", "suicide"),)}, "Suicide bomb"),
        ({"weapons": (weapon("drone", "explosives", "drone"),)}, "Air/drone strike"),
        ({"triggers": (trigger("air strike", "BOMBING"),)}, "Air/drone strike"),
        ({"triggers": (trigger("shelled", "BOMBING"),)}, "Shelling/artillery/missile attack"),
        ({"weapons": (weapon("two rockets", "explosives", "projectile"),)}, "Shelling/artillery/missile attack"),
        ({"weapons": (weapon("hand grenade", "explosives", "grenade"),)}, "Grenade"),
        ({"weapons": (weapon("chlorine bomb", "chemical", "gas"),)}, "Chemical weapon"),
        ({"stage": "attempted"}, "Disrupted weapons use"),
        ({"stage": "attempted", "killed": dead(1, 1, ("a guard", None))}, "Remote explosive/landmine/IED"),
        ({"stage": "threatened"}, "Other"),
        ({"type": "assassination", "weapons": (weapon("car bomb", "explosives", "vehicle"),)}, "Remote explosive/landmine/IED"),
        ({"type": "facility_infrastructure"}, "Looting/property destruction"),
        ({"type": "facility_infrastructure", "injured": dead(1, 1, ("a guard", None))}, "Attack"),
        ({"type": "hostage_kidnapping", "abducted": dead(3, 3, ("three nurses", "civilian"))}, "Abduction/forced disappearance"),
        ({"type": "hostage_kidnapping", "killed": dead(1, 1, ("one nurse", "civilian"))}, "Attack"),
        ({"type": "hostage_barricade", **SOLDIERS}, "Armed clash"),
        ({"type": "hijacking"}, "Looting/property destruction"),
        ({"type": "hijacking", "abducted": dead(8, 8, ("eight sailors", None))}, "Abduction/forced disappearance"),
        ({"type": "armed_assault", **SOLDIERS}, "Armed clash"),
        ({"type": "armed_assault", "targets": (target("police post", "police"),)}, "Armed clash"),
        ({"type": "armed_assault", "killed": dead(4, 4, ("four farmers", "civilian"))}, "Attack"),
        ({"type": "armed_assault", "killed": dead(4, 4, ("four people", None))}, "Attack"),
        ({"type": "armed_assault", "triggers": (trigger("gun battle", "ARMED_ASSAULT"),)}, "Armed clash"),
        ({"type": "unarmed_assault", "perpetrators": (persons("mob"),)}, "Mob violence"),
        ({"type": "unarmed_assault", "triggers": (trigger("raped", "UNARMED_ASSAULT"),)}, "Sexual violence"),
        ({"type": "unknown"}, "Attack"),
    ],
)
def test_event_types(values: dict[str, Any], sub_event: str) -> None:
    assert acled_event(incident(**values)) == (EVENT_OF_SUB_EVENT[sub_event], sub_event)


def test_every_event_type_has_a_disorder_type() -> None:
    assert set(DISORDER_OF_EVENT) == set(EVENT_OF_SUB_EVENT.values())
    assert disorder_type("Riots", "Mob violence") == "Political violence"


@pytest.mark.parametrize(
    ("killed", "expected"),
    [
        (None, 0),
        (dead(0, 0, ("nobody", None)), 0),
        (dead(6, None, ("at least six people", None)), 6),
        (dead(6, 9, ("between six and nine people", None)), 6),
        (dead(40, 40, ("about 40 people", None)), 40),
        (dead(24, None, ("dozens of people", None)), 12),
        (dead(200, None, ("hundreds", None)), 100),
        (dead(2, None, ("several villagers", None)), 3),
        (dead(2, None, ("soldiers", None)), 3),
        (dead(4, None, ("several villagers", None), ("two nurses", None)), 5),
        (dead(None, 10, ("up to ten people", None)), 3),
        (dead(None, 2, ("up to two people", None)), 2),
    ],
)
def test_fatalities_by_the_rule_for_vague_numbers(killed: Any, expected: int) -> None:
    assert fatalities(killed) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05-14", ("2024-05-14", 1)),
        ("2024-05-14~", ("2024-05-14", 2)),
        ("[2024-05-06..2024-05-12]", ("2024-05-09", 2)),
        ("2024-05-12/2024-05-14", ("2024-05-12", 1)),
        ("2024-05", ("2024-05-16", 3)),
        ("2024", (None, None)),
        ("XXXX-05-14", (None, None)),
    ],
)
def test_dates(value: str, expected: tuple[str | None, int | None]) -> None:
    day, precision = event_date(when(dated(value)))
    assert (day.isoformat() if day else None, precision) == expected


def test_places() -> None:
    province = Place(name="Kidal", country="ML", latitude=18.4, longitude=1.4, precision="admin1")
    village = TOWN.model_copy(update={"latitude": None, "longitude": None})
    assert geo_precision(incident()) == 1
    assert geo_precision(incident(place=TOWN.model_copy(update={"relation": "near"}))) == 2
    assert geo_precision(incident(place=village, places=(village, province))) == 3
    assert geo_precision(incident(place=province, places=(province,))) == 3
    assert geo_precision(incident(place=None, places=())) is None


def test_actors_and_inter_codes() -> None:
    unnamed = incident(type="armed_assault", perpetrators=(persons("gunmen"),), **SOLDIERS)
    assert first_actor(unnamed, "Mali") == ("Unidentified Armed Group (Mali)", 3)
    assert second_actor(unnamed, "Mali") == ("Military Forces of Mali", 1)
    rebels = incident(perpetrators=(organisation("Red Hill Front", actor_type="non_state"),))
    assert first_actor(rebels, "Mali") == ("Red Hill Front", None)
    assert second_actor(rebels, "Mali") == ("", None)
    army = organisation("Malian army", actor_type="state", country="ML")
    assert first_actor(incident(perpetrators=(army,)), "Mali") == ("Malian army", 1)
    foreign = organisation("Nigerien army", actor_type="state", country="NE")
    assert first_actor(incident(perpetrators=(foreign,)), "Mali") == ("Nigerien army", 8)
    assert first_actor(incident(perpetrators=(persons("angry mob"),)), "Mali") == ("Rioters (Mali)", 5)


def test_a_state_beside_a_non_state_perpetrator_is_the_other_side() -> None:
    army = organisation("Malian army", actor_type="state", country="ML")
    clash = incident(type="armed_assault", perpetrators=(army, organisation("Red Hill Front", actor_type="non_state")))
    assert first_actor(clash, "Mali") == ("Red Hill Front", None)
    assert second_actor(clash, "Mali") == ("Malian army", 1)
    assert acled_event(clash) == ("Battles", "Armed clash")
    militants = incident(type="armed_assault", perpetrators=(army, persons("militants", actor_type="non_state")))
    assert first_actor(militants, "Mali") == ("Unidentified Armed Group (Mali)", 3)


def test_interaction_puts_the_lower_code_first() -> None:
    assert interaction(3, 7, alone=False) == 37
    assert interaction(7, 3, alone=False) == 37
    assert interaction(3, None, alone=True) == 30
    assert interaction(None, 7, alone=False) is None
    assert interaction(3, None, alone=False) is None


def test_civilian_targeting() -> None:
    assert civilian_targeting(incident(killed=dead(4, 4, ("four farmers", "civilian")))) == "Civilian targeting"
    assert civilian_targeting(incident(**SOLDIERS)) == ""
    assert civilian_targeting(incident(type="facility_infrastructure")) == ""
