"""GTD attack types by worked examples."""

import pytest
from helpers import tag

from sigact.infer.attack_types import attack_type, is_prominent

Marks = tuple[tuple[str, str], ...]


@pytest.mark.parametrize(
    ("text", "marks", "kind"),
    [
        ("Gunmen hijacked a bus and shot the driver.", (("hijacked", "HIJACKING"), ("shot", "ARMED_ASSAULT")), "hijacking"),
        ("They took six hostages.", (("took", "HOSTAGE_TAKING"), ("hostages", "ABDUCTED")), "hostage_kidnapping"),
        ("A siege of the bank.", (("siege", "HOSTAGE_TAKING"),), "hostage_barricade"),
        ("Gunmen shot the mayor.", (("shot", "ARMED_ASSAULT"), ("mayor", "KILLED")), "assassination"),
        ("A bomb hit Judge Lanzetta.", (("hit", "BOMBING"), ("Judge Lanzetta", "VICTIM")), "assassination"),
        ("Gunmen shot the mayor's driver.", (("shot", "ARMED_ASSAULT"), ("mayor's driver", "KILLED")), "armed_assault"),
        (
            "A blast killed 34 and a minister.",
            (("blast", "BOMBING"), ("34", "KILLED"), ("minister", "KILLED")),
            "bombing_explosion",
        ),
        ("Pylons were toppled, blown up.", (("toppled", "FACILITY_ATTACK"), ("blown up", "BOMBING")), "bombing_explosion"),
        ("They burned a school.", (("burned", "FACILITY_ATTACK"),), "facility_infrastructure"),
        (
            "They burned huts, torched a mill, shot two.",
            (("burned", "FACILITY_ATTACK"), ("torched", "FACILITY_ATTACK"), ("shot", "ARMED_ASSAULT"), ("two", "INJURED")),
            "armed_assault",
        ),
        (
            "They blew up a mill, took a judge, burned huts, torched a barn.",
            (("blew up", "BOMBING"), ("took", "HOSTAGE_TAKING"), ("burned", "FACILITY_ATTACK"), ("torched", "FACILITY_ATTACK")),
            "hostage_kidnapping",
        ),
        ("The attack with rifles.", (("attack", "ATTACK"), ("rifles", "WEAPON")), "armed_assault"),
        ("The attack with mortars.", (("attack", "ATTACK"), ("mortars", "WEAPON")), "bombing_explosion"),
        ("The attack with petrol.", (("attack", "ATTACK"), ("petrol", "WEAPON")), "facility_infrastructure"),
        (
            "Drones hit a depot, set tanks on fire; eight were shot down.",
            (("Drones", "WEAPON"), ("hit", "ATTACK"), ("on fire", "FACILITY_ATTACK"), ("shot down", "ARMED_ASSAULT")),
            "bombing_explosion",
        ),
        ("A helicopter was shot down.", (("shot down", "ARMED_ASSAULT"),), "armed_assault"),
        ("Rebels downed a helicopter.", (("downed", "ATTACK"),), "armed_assault"),
        ("An attack on Sunday.", (("attack", "ATTACK"),), "unknown"),
    ],
)
def test_the_first_line_that_fits_decides(text: str, marks: Marks, kind: str) -> None:
    found, evidence = attack_type(text, tag(text, *marks))
    assert found == kind
    assert evidence.inferred == (kind == "unknown")


@pytest.mark.parametrize("phrase", ["party leader", "former councilman Eusebio Blanco", "one tribal elder", "Jesuit"])
def test_prominent(phrase: str) -> None:
    assert is_prominent(phrase)


@pytest.mark.parametrize("phrase", ["two leaders", "brother of the governor", "minister's house", "guards of the ambassador", "six"])
def test_not_prominent(phrase: str) -> None:
    assert not is_prominent(phrase)
