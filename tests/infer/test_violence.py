"""Whether a group of sentences shows violence by somebody."""

import pytest
from helpers import grouped

from sigact.infer.violence import shows_violence

Marks = tuple[tuple[str, str], ...]


@pytest.mark.parametrize(
    ("text", "marks", "shown"),
    [
        ("Two climbers were killed on the ridge.", (("Two climbers", "KILLED"), ("killed", "ATTACK")), False),
        ("A train hit a lorry; its driver died.", (("hit", "ATTACK"), ("driver", "PERP_INDIVIDUAL"), ("died", "ATTACK")), False),
        ("A boiler blast killed six.", (("boiler blast", "BOMBING"), ("six", "KILLED")), False),
        ("A blast killed six.", (("blast", "BOMBING"), ("six", "KILLED")), True),
        ("A gas tanker was bombed.", (("gas tanker", "TARGET"), ("bombed", "BOMBING")), True),
        ("Two men were killed with machetes.", (("Two men", "KILLED"), ("killed", "ATTACK"), ("machetes", "WEAPON")), True),
        ("Two men were killed with a spade.", (("Two men", "KILLED"), ("killed", "ATTACK"), ("spade", "WEAPON")), False),
        ("Armed men killed a guard.", (("Armed men", "PERP_INDIVIDUAL"), ("killed", "ATTACK"), ("guard", "KILLED")), True),
        ("Soldiers killed a guard.", (("Soldiers", "PERP_INDIVIDUAL"), ("killed", "ATTACK"), ("guard", "KILLED")), True),
        ("The bodies of two men had bullet wounds.", (("two men", "KILLED"),), True),
    ],
)
def test_harm_alone_is_no_violence(text: str, marks: Marks, shown: bool) -> None:
    (group,), _ = grouped(text, *marks)
    assert shows_violence(group.told) is shown
    assert group.is_incident() is shown
