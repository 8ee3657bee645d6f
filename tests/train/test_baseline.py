from helpers import make_article

from sigact.train.baseline import PhraseLookup


def test_phrases_that_are_mostly_marked_are_found_again() -> None:
    train = [
        make_article("A car bomb went off in Lima. Lima is large. In Lima it rained.", ("car bomb", "WEAPON"), ("Lima", "PLACE")),
        make_article("The bomb was a bomb.", ("bomb", "WEAPON")),
    ]
    assert PhraseLookup(train).tag("Two CAR BOMBS and a Car Bomb in Lima") == [(20, 28, "WEAPON")]


def test_offsets_survive_letters_that_grow_in_lower_case() -> None:
    train = [make_article("A car bomb", ("car bomb", "WEAPON"))]
    text = "İİ a car bomb"
    assert [text[start:end] for start, end, _ in PhraseLookup(train).tag(text)] == ["car bomb"]


def test_nothing_to_look_up() -> None:
    assert PhraseLookup([make_article("Nothing.")]).tag("A bomb") == []
