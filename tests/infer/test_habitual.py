"""Sentences that tell of violence and of no incident."""

import pytest
from helpers import grouped

Marks = tuple[tuple[str, str], ...]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("The attacks prompted strikes against militias.", (("attacks", "ATTACK"), ("strikes", "BOMBING"), ("militias", "VICTIM"))),
        ("Since then the band has been firing on dhows.", (("firing", "ARMED_ASSAULT"), ("dhows", "TARGET"))),
        ("Since late last year the bases were shelled.", (("bases", "TARGET"), ("shelled", "BOMBING"))),
        ("The depot could be attacked again.", (("depot", "TARGET"), ("attacked", "ATTACK"))),
        ("Police warned of an attack on the fair.", (("attack", "ATTACK"), ("fair", "TARGET"))),
        ("Attacks in Ama killed more than 3,000 people last year.", (("Attacks", "ATTACK"), ("more than 3,000 people", "KILLED"))),
        ("Civilians killed fell to 149 from 183.", (("Civilians", "KILLED"), ("killed", "ATTACK"))),
    ],
)
def test_habits_totals_and_possibilities_are_no_incident(text: str, marks: Marks) -> None:
    groups, loose = grouped(text, *marks)
    assert groups == []
    assert loose == [phrase for phrase, _ in marks]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("The shooting happened in Ama, where he had lived since 2009.", (("shooting", "ARMED_ASSAULT"), ("Ama", "PLACE"))),
        ("A bomb could have killed two in Ama, where a blast killed one.", (("killed", "ATTACK"), ("one", "KILLED"))),
        ("Gunmen killed 40 villagers last year.", (("Gunmen", "PERP_INDIVIDUAL"), ("killed", "ATTACK"), ("40 villagers", "KILLED"))),
        ("The Red Front claimed the attacks.", (("Red Front", "PERP_ORGANIZATION"), ("claimed", "CLAIM"), ("attacks", "ATTACK"))),
        ("Strikes hit Ama on Monday.", (("Strikes", "BOMBING"), ("Ama", "PLACE"), ("Monday", "DATE"))),
    ],
)
def test_particular_acts_stay(text: str, marks: Marks) -> None:
    groups, loose = grouped(text, *marks)
    assert len(groups) == 1
    assert loose == []
