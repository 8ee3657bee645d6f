from typing import Any

import pytest
from incidents import incident, organisation, persons, trigger, weapon

from sigact.data.incident import Accuser
from sigact.data.sources.muc4_slots import SET_LISTS, Slot
from sigact.infer.codebooks.muc4 import category, instrument_type, muc4_type, perpetrator_confidence
from sigact.infer.codebooks.plover import MODES, plover_mode


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({}, "BOMBING"),
        ({"type": "armed_assault"}, "ATTACK"),
        ({"type": "hostage_kidnapping"}, "KIDNAPPING"),
        ({"type": "hostage_barricade"}, "KIDNAPPING"),
        ({"type": "hijacking"}, "HIJACKING"),
        ({"type": "facility_infrastructure"}, "ATTACK"),
        ({"type": "facility_infrastructure", "triggers": (trigger("set on fire", "FACILITY_ATTACK"),)}, "ARSON"),
        ({"type": "facility_infrastructure", "weapons": (weapon("petrol", "incendiary"),)}, "ARSON"),
        ({"type": None}, "ATTACK"),
    ],
)
def test_muc4_types(values: dict[str, Any], name: str) -> None:
    assert muc4_type(incident(**values)) == name
    assert name in SET_LISTS[Slot.TYPE]


@pytest.mark.parametrize(
    ("one", "name"),
    [
        (weapon("M-16 rifles", "firearms", "rifle_or_shotgun"), "RIFLE"),
        (weapon("mortar", "explosives", "projectile"), "MORTAR"),
        (weapon("car bomb", "explosives", "vehicle"), "VEHICLE BOMB"),
        (weapon("bomb", "explosives"), "BOMB"),
        (weapon("explosives", "explosives"), "EXPLOSIVE"),
        (weapon("artillery", "explosives", "projectile"), "PROJECTILE"),
        (weapon("stones", "melee", "blunt_object"), "STONE"),
        (weapon("poison", "chemical", "poisoning"), None),
    ],
)
def test_instrument_types(one: Any, name: str | None) -> None:
    assert instrument_type(one) == name
    assert name is None or name in SET_LISTS[Slot.INSTRUMENT_TYPE]


def test_confidence_and_category() -> None:
    by_police = organisation("FMLN", attribution="accused", accuser=Accuser(text="the police"))
    by_a_man = organisation("FMLN", attribution="accused", accuser=Accuser(text="a farmer"))
    assert perpetrator_confidence(by_police) == "SUSPECTED OR ACCUSED BY AUTHORITIES"
    assert perpetrator_confidence(by_a_man) == "SUSPECTED OR ACCUSED"
    assert perpetrator_confidence(organisation("FMLN", attribution="claimed")) == "CLAIMED OR ADMITTED"
    assert perpetrator_confidence(organisation("FMLN", attribution="stated")) == "REPORTED AS FACT"
    assert category(incident(perpetrators=(organisation("army", actor_type="state"),))) == "STATE-SPONSORED VIOLENCE"
    assert category(incident(perpetrators=(persons("terrorists"),))) == "TERRORIST ACT"
    assert category(incident()) is None


@pytest.mark.parametrize(
    ("values", "mode"),
    [
        ({}, "explosives"),
        ({"suicide": True}, "suicide-attack"),
        ({"weapons": (weapon("drones", "explosives", "drone"),)}, "drone"),
        ({"triggers": (trigger("air strike", "BOMBING"),)}, "aerial"),
        ({"triggers": (trigger("shelling", "BOMBING"),)}, "heavy-weapons"),
        ({"type": "hostage_kidnapping"}, "abduct"),
        ({"type": "assassination"}, "targeted"),
        ({"type": "facility_infrastructure"}, "destroy"),
        ({"type": "armed_assault", "weapons": (weapon("machetes", "melee", "sharp_object"),)}, "primitive"),
        ({"type": "armed_assault"}, "firearms"),
        ({"type": "unarmed_assault"}, "beat"),
        ({"type": "unarmed_assault", "weapons": (weapon("acid", "chemical", "acid"),)}, "unconventional"),
        ({"type": "unknown", "triggers": (trigger("tortured"),)}, "torture"),
        ({"type": "unknown"}, None),
    ],
)
def test_plover_modes(values: dict[str, Any], mode: str | None) -> None:
    assert plover_mode(incident(**values)) == mode
    assert mode is None or mode in MODES
