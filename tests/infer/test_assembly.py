from datetime import date

import pytest
from helpers import PUBLISHED, tag

from sigact.data.incident import Incident
from sigact.infer.assembly import assemble
from sigact.infer.grouping import group_spans
from sigact.infer.sentences import split_sentences


def incidents(text: str, *marks: tuple[str, str], published: date | None = PUBLISHED) -> list[Incident]:
    groups, _ = group_spans(text, tag(text, *marks), split_sentences(text), published)
    return assemble(text, groups, published)


def test_a_whole_incident() -> None:
    text = (
        "On Tuesday night a suicide bomber blew himself up outside the police station in Herat, Afghanistan, "
        "killing at least two officers. "
        "The bomber died too. The Red Front claimed responsibility, police said."
    )
    (incident,) = incidents(
        text,
        ("Tuesday night", "DATE"),
        ("suicide bomber", "PERP_INDIVIDUAL"),
        ("blew himself up", "BOMBING"),
        ("police station", "TARGET"),
        ("Herat", "PLACE"),
        ("Afghanistan", "PLACE"),
        ("at least two officers", "KILLED"),
        ("bomber", "PERP_KILLED"),
        ("Red Front", "PERP_ORGANIZATION"),
        ("claimed responsibility", "CLAIM"),
    )
    assert (incident.type, incident.stage, incident.claimed, incident.suicide) == ("bombing_explosion", "accomplished", True, True)
    assert incident.date is not None
    assert (incident.date.value, incident.date.text, incident.date.time_text) == ("2024-05-14", "Tuesday night", "night")
    assert incident.place is not None
    assert (incident.place.text, incident.place.country, incident.place.relation) == ("Herat", "AF", "in")
    assert incident.killed is not None
    assert (incident.killed.min, incident.killed.max, incident.killed.perpetrators) == (3, None, 1)
    assert [(p.text, p.kind, p.attribution) for p in incident.perpetrators] == [
        ("Red Front", "organization", "claimed"),
        ("suicide bomber", "individual", "stated"),
    ]
    assert [text[e.start : e.end] for e in incident.perpetrators[0].attribution_spans] == ["claimed responsibility"]
    assert incident.confidence == 0.9
    assert incident.evidence is not None
    assert incident.evidence.type is not None
    assert [text[e.start : e.end] for e in incident.evidence.type.spans] == ["blew himself up"]
    assert len(incident.summary) == 2


@pytest.mark.parametrize(
    ("phrase", "label", "expected"),
    [
        ("shot dead", "ARMED_ASSAULT", "armed_assault"),
        ("assassinated", "ASSASSINATION", "assassination"),
        ("abducted", "HOSTAGE_TAKING", "hostage_kidnapping"),
        ("took hostage", "HOSTAGE_TAKING", "hostage_barricade"),
        ("hijacked", "HIJACKING", "hijacking"),
        ("torched", "FACILITY_ATTACK", "facility_infrastructure"),
        ("beat", "UNARMED_ASSAULT", "unarmed_assault"),
        ("attacked", "ATTACK", "unknown"),
    ],
)
def test_types_follow_the_trigger(phrase: str, label: str, expected: str) -> None:
    assert incidents(f"Men {phrase} him.", (phrase, label))[0].type == expected


@pytest.mark.parametrize(
    ("weapon", "expected"), [("seven rockets", "bombing_explosion"), ("rifles", "armed_assault"), ("paint", "unknown")]
)
def test_a_general_trigger_leaves_the_type_to_the_weapon(weapon: str, expected: str) -> None:
    (incident,) = incidents(f"Men attacked it with {weapon}.", ("attacked", "ATTACK"), (weapon, "WEAPON"))
    assert incident.type == expected
    assert incident.evidence is not None
    assert incident.evidence.type is not None
    assert incident.evidence.type.inferred == (expected == "unknown")


def test_stages_and_no_claim() -> None:
    marks = (("bomb", "WEAPON"), ("defused", "FOILED"), ("No group claimed", "NO_CLAIM"))
    (foiled,) = incidents("A bomb was defused. No group claimed it.", *marks)
    assert (foiled.type, foiled.stage, foiled.claimed) == ("bombing_explosion", "attempted", False)
    (threat,) = incidents("It was a bomb hoax.", ("bomb hoax", "BOMBING"))
    assert threat.stage == "threatened"


@pytest.mark.parametrize(
    ("sentence", "attribution"),
    [
        ("The Red Front attacked it.", "stated"),
        ("Police said the Red Front attacked it.", "accused"),
        ("The Red Front reportedly attacked it.", "accused"),
    ],
)
def test_a_hedge_makes_an_accusation(sentence: str, attribution: str) -> None:
    (incident,) = incidents(sentence, ("Red Front", "PERP_ORGANIZATION"), ("attacked", "ATTACK"))
    assert incident.perpetrators[0].attribution == attribution


def test_a_time_of_day_apart_from_the_day() -> None:
    (incident,) = incidents(
        "At 3 pm a blast shook Lima on Monday.", ("3 pm", "DATE"), ("blast", "BOMBING"), ("Lima", "PLACE"), ("Monday", "DATE")
    )
    assert incident.date is not None
    assert (incident.date.value, incident.date.time_text) == ("2024-05-13", "3 pm")


def test_the_same_phrase_is_listed_once_with_all_its_places() -> None:
    (incident,) = incidents("Rockets fell. The rockets hit a school.", ("Rockets", "WEAPON"), ("fell", "BOMBING"), ("rockets", "WEAPON"))
    assert [(weapon.text, len(weapon.spans)) for weapon in incident.weapons] == [("Rockets", 2)]


def test_a_weapon_and_a_target_are_an_act() -> None:
    (incident,) = incidents("A roadside bomb destroyed a tanker.", ("roadside bomb", "WEAPON"), ("tanker", "TARGET"))
    assert (incident.type, incident.stage, incident.confidence) == ("bombing_explosion", "accomplished", 0.9)


def test_a_caption_does_not_date_the_incident() -> None:
    marks = (("shelled", "BOMBING"), ("4 March", "DATE"), ("Lima", "PLACE"), ("Tuesday", "DATE"), ("blast", "BOMBING"), ("Lima", "PLACE"))
    (incident,) = incidents("Lima shelled\n\nA picture of 4 March shows Lima.\n\nOn Tuesday a blast shook Lima.", *marks)
    assert incident.date is not None
    assert incident.date.value == "2024-05-14"


def test_parts_of_the_weapons_are_listed_only_without_the_whole() -> None:
    marks = (("Seven rockets", "WEAPON"), ("fell", "BOMBING"), ("Four of the rockets", "WEAPON"), ("school", "TARGET"))
    (incident,) = incidents("Seven rockets fell. Four of the rockets hit a school.", *marks)
    assert [weapon.text for weapon in incident.weapons] == ["Seven rockets"]
    (incident,) = incidents("Four of the rockets hit a school.", ("Four of the rockets", "WEAPON"), ("school", "TARGET"))
    assert [weapon.text for weapon in incident.weapons] == ["Four of the rockets"]


def test_a_part_that_failed_does_not_make_an_attempt() -> None:
    text = "Three shells hit Ama. One sank and another failed to explode."
    marks = (("Three shells", "WEAPON"), ("hit", "ATTACK"), ("Ama", "PLACE"), ("failed to explode", "FOILED"))
    (incident,) = incidents(text, *marks)
    assert incident.stage == "accomplished"


def test_a_suicide_bomber_is_among_the_killed_of_an_accomplished_attack() -> None:
    text = "A suicide bomber blew himself up and killed two."
    (incident,) = incidents(text, ("suicide bomber", "PERP_INDIVIDUAL"), ("blew himself up", "BOMBING"), ("two", "KILLED"))
    assert incident.killed is not None
    assert (incident.killed.min, incident.killed.perpetrators) == (3, 1)
