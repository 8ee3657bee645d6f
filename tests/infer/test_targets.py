import csv
from pathlib import Path
from typing import get_args

import pytest
from helpers import grouped

from sigact.data.gtd import TARGET_SUBCLASSES, TargetClass
from sigact.infer.people_classes import describe_people
from sigact.infer.people_words import PEOPLE_CLASSES
from sigact.infer.target_words import THING_CLASSES, thing_class
from sigact.infer.targets import targets_of

PHRASES = Path(__file__).with_name("target_phrases.tsv")


def pairs() -> list[dict[str, str]]:
    """(phrase, class, category) judged before the rules were written; people come first."""
    with PHRASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def is_right(pair: dict[str, str], *, people: bool) -> bool:
    if not people:
        return (thing_class(pair["phrase"]).class_ or "") == pair["class"]
    told = describe_people(pair["phrase"])
    return ((told.class_ or ""), (told.category or "")) == (pair["class"], pair["category"])


@pytest.mark.parametrize("half", [0, 1], ids=["seen", "held back"])
def test_nine_in_ten_phrases_get_the_class_that_was_judged(half: int) -> None:
    judged = pairs()
    first_thing = next(number for number, pair in enumerate(judged) if pair["phrase"] == "house")
    own = [(pair, number < first_thing) for number, pair in enumerate(judged) if number % 2 == half]
    assert sum(is_right(pair, people=people) for pair, people in own) >= 0.9 * len(own)


def test_classes_and_subclasses_are_those_of_gtd() -> None:
    assert set(get_args(TargetClass)) - TARGET_SUBCLASSES.keys() == {"unknown"}
    given = [(one.class_, one.subclass) for _, one in THING_CLASSES] + [(one.class_, one.subclass) for _, one in PEOPLE_CLASSES]
    assert all(class_ in TARGET_SUBCLASSES and (subclass is None or subclass in TARGET_SUBCLASSES[class_]) for class_, subclass in given)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("three children of a policeman", ("private_citizens_property", "child")),
        ("sheriff's deputy", ("police", "police")),
        ("the mayor's wife", ("private_citizens_property", "woman")),
        ("policewoman", ("police", "police")),
        ("fifty-four-year-old tailor", ("private_citizens_property", "civilian")),
        ("nine rebels", ("terrorists_non_state_militia", None)),
        ("Ana Ruiz", ("private_citizens_property", None)),
        ("nine", (None, None)),
        ("Sergeant Ruiz", (None, None)),
    ],
)
def test_people(phrase: str, expected: tuple[str | None, str | None]) -> None:
    told = describe_people(phrase)
    assert (told.class_, told.category) == expected


def test_people_attacked_are_targets_with_the_class_that_any_wording_tells() -> None:
    text = "A bomb hit a bus. Police officer Ana Ruiz died and two nurses were hurt. Ruiz was 40. The bomber died."
    marks = (
        ("bus", "TARGET"),
        ("Police officer Ana Ruiz", "KILLED"),
        ("two nurses", "INJURED"),
        ("Ruiz", "KILLED"),
        ("bomber", "PERP_KILLED"),
    )
    targets = targets_of(text, grouped(text, *marks)[0][0])
    assert [(one.text, one.kind, one.class_, len(one.spans)) for one in targets] == [
        ("bus", "thing", "transportation", 1),
        ("Police officer Ana Ruiz", "people", "police", 2),
        ("two nurses", "people", "business", 1),
    ]


def test_a_thing_of_no_known_word_has_no_class() -> None:
    text = "A bomb destroyed the gate."
    (target,) = targets_of(text, grouped(text, ("bomb", "WEAPON"), ("gate", "TARGET"))[0][0])
    assert (target.text, target.class_) == ("gate", None)


def test_a_shorter_wording_joins_the_fuller_one() -> None:
    text = "A shell hit the embassy. The US embassy was shut, its gate burned."
    marks = (("shell", "WEAPON"), ("hit", "ATTACK"), ("embassy", "TARGET"), ("US embassy", "TARGET"), ("gate", "TARGET"))
    targets = targets_of(text, grouped(text, *marks)[0][0])
    assert [(one.text, [text[span.start : span.end] for span in one.spans]) for one in targets] == [
        ("US embassy", ["US embassy", "embassy"]),
        ("gate", ["gate"]),
    ]
