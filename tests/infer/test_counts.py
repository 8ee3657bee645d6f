import pytest

from sigact.data.incident import Count
from sigact.infer.counts import is_plural, parse_count, says_number


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("One child", 1, 1),
        ("9th Battalion", 1, 1),
        ("father of six", 1, 1),
        ("over 3 160", 3161, None),
        ("five civilians", 5, 5),
        ("1,200 families", 1200, 1200),
        ("twenty-two soldiers", 22, 22),
        ("one hundred and five people", 105, 105),
        ("two dozen", 24, 24),
        ("half a dozen men", 6, 6),
        ("at least seven rockets", 7, None),
        ("no fewer than 30", 30, None),
        ("more than 12", 13, None),
        ("over 100 people", 101, None),
        ("40 or more", 40, None),
        ("up to 20", None, 20),
        ("as many as 40", None, 40),
        ("fewer than ten", None, 9),
        ("between 30 and 40 people", 30, 40),
        ("30 to 40", 30, 40),
        ("8-10 gunmen", 8, 10),
        ("three or four men", 3, 4),
        ("dozens of people", 24, None),
        ("scores", 40, None),
        ("several", 2, None),
        ("a couple", 2, 2),
        ("no one", 0, 0),
        ("policeman", 1, 1),
        ("14-year-old girl", 1, 1),
        ("Ana Ruiz", 1, 1),
        ("James Mills", 1, 1),
        ("district mayor, Salim Yunis", 1, 1),
        ("soldiers", 2, None),
        ("members of a youth league", 2, None),
        ("eight-man crew", 8, 8),
        ("SEVEN PEASANTS", 7, 7),
        ("more than a dozen", 13, None),
        ("boy of seven", 1, 1),
    ],
)
def test_bounds(phrase: str, low: int | None, high: int | None) -> None:
    assert parse_count(phrase) == Count(min=low, max=high)


@pytest.mark.parametrize(
    ("phrase", "number"), [("about 40 people", 40), ("around a dozen", 12), ("nearly 300", 300), ("some twenty armed men", 20)]
)
def test_approximate(phrase: str, number: int) -> None:
    assert parse_count(phrase) == Count(min=number, max=number, approximate=True)


def test_which_phrases_say_a_number() -> None:
    assert all(map(says_number, ["three", "dozens of people", "at least 3", "no one"]))
    assert not any(map(says_number, ["Ana Ruiz", "policeman", "worshippers", "boy of seven", "a 27-year-old teacher", "a Grade 7 pupil"]))


def test_grammatical_number() -> None:
    assert is_plural("armed men")
    assert is_plural("gunmen")
    assert not is_plural("bus")
    assert not is_plural("")
