import pytest
from helpers import grouped
from hypothesis import given
from hypothesis import strategies as st

from sigact.infer.people import count_of, same_people
from sigact.infer.people_classes import personal_name
from sigact.infer.people_mentions import people_in


def told_apart(text: str, *phrases: str) -> list[list[str]]:
    groups, _ = grouped(text, *((phrase, "KILLED") for phrase in phrases))
    return [[mention.phrase for mention in people] for people in same_people(people_in(groups[0].told, ["KILLED"]))]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Ana Ruiz", "Ana Ruiz"),
        ("deputy mayor, Salim Yunis", "Salim Yunis"),
        ("Salim Yunis, the district mayor", "Salim Yunis"),
        ("MAYOR, EUSEBIO VELA", "Eusebio Vela"),
        ("Judge Sameh al-Karim", "Sameh al-Karim"),
        ("Tomas Vela alias Rojo", "Tomas Vela"),
        ("clerk of Simplex Company", None),
        ("Two soldiers of the Border Guard", None),
        ("Palestinian shepherd", None),
        ("Pirates", None),
    ],
)
def test_personal_names(phrase: str, name: str | None) -> None:
    assert personal_name(phrase) == name


def test_a_person_under_several_descriptions_is_one() -> None:
    text = "The mayor was shot. Mayor Ana Ruiz and two guards died. Ruiz fell first. The two guards fell too."
    assert told_apart(text, "mayor", "Mayor Ana Ruiz", "two guards", "Ruiz", "two guards") == [
        ["mayor", "Mayor Ana Ruiz", "Ruiz"],
        ["two guards", "two guards"],
    ]


def test_different_names_are_different_people() -> None:
    text = "Mayor Ana Ruiz died. Mayor Tomas Vela was killed."
    assert told_apart(text, "Mayor Ana Ruiz", "Mayor Tomas Vela") == [["Mayor Ana Ruiz"], ["Mayor Tomas Vela"]]


def test_a_number_is_what_another_sentence_gives_a_noun() -> None:
    text = "A bomb killed nine. At least nine worshippers died. Two more people were killed."
    assert told_apart(text, "nine", "At least nine worshippers", "Two more people") == [
        ["nine", "At least nine worshippers"],
        ["Two more people"],
    ]


def test_parts_are_not_the_bare_number_of_another_sentence() -> None:
    text = "It killed nine people, including two children. Two were killed at once."
    assert told_apart(text, "nine people", "two children", "Two") == [["nine people"], ["two children"], ["Two"]]


def test_a_name_right_after_a_description_is_its_name() -> None:
    assert told_apart("A villager identified as Sodi Rahul was shot dead.", "villager", "Sodi Rahul") == [["villager", "Sodi Rahul"]]


def test_a_bare_quantifier_is_nobody() -> None:
    assert told_apart("At least some guards were killed.", "At least", "guards") == [["guards"]]


def test_the_count_is_that_of_the_first_number() -> None:
    text = "Policemen were killed. Four policemen died."
    groups, _ = grouped(text, ("Policemen", "KILLED"), ("Four policemen", "KILLED"))
    (people,) = same_people(people_in(groups[0].told, ["KILLED"]))
    assert (count_of(people).min, count_of(people).max) == (4, 4)


@given(
    st.lists(st.sampled_from(["nine", "Ana Ruiz", "Ruiz", "two guards", "mayor", "Two more people", "guards", "Tomas Vela"]), min_size=1)
)
def test_every_mention_belongs_to_exactly_one_group(phrases: list[str]) -> None:
    text = " ".join(f"Then {phrase} died." for phrase in phrases)
    assert sorted(phrase for people in told_apart(text, *phrases) for phrase in people) == sorted(phrases)
