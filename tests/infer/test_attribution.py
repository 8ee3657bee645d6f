import pytest
from helpers import grouped

from sigact.data.incident import Perpetrator
from sigact.infer.codebooks.muc4 import perpetrator_confidence
from sigact.infer.organisations import Organisations
from sigact.infer.perpetrators import perpetrators_of


def perpetrators(text: str, *marks: tuple[str, str]) -> list[Perpetrator]:
    groups, _ = grouped(text, *marks)
    return perpetrators_of(text, groups[0], Organisations.default(), None)


def front(text: str, *marks: tuple[str, str]) -> tuple[Perpetrator, str]:
    """The Red Front, and the words of its attribution."""
    (one,) = perpetrators(text, *marks)
    return one, " ".join(text[span.start : span.end] for span in one.attribution_spans)


@pytest.mark.parametrize(
    ("text", "marks", "attribution", "words", "accuser", "muc4"),
    [
        ("The Red Front attacked it.", (), "stated", "", None, "REPORTED AS FACT"),
        ("Police said the Red Front attacked it.", (), "accused", "said", "Police", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ("The Red Front attacked it, according to two witnesses.", (), "accused", "according", "two witnesses", "SUSPECTED OR ACCUSED"),
        ("The Red Front may have attacked it.", (), "accused", "may have", None, "POSSIBLE"),
        ("The Red Front reportedly attacked it.", (), "accused", "reportedly", None, "SUSPECTED OR ACCUSED"),
        ("The Red Front was acquitted; it was said to have attacked it.", (), "accused", "acquitted said", None, "ACQUITTED"),
    ],
)
def test_hedges(text: str, marks: tuple[tuple[str, str], ...], attribution: str, words: str, accuser: str | None, muc4: str) -> None:
    one, said = front(text, ("Red Front", "PERP_ORGANIZATION"), ("attacked", "ATTACK"))
    assert (one.attribution, said, one.accuser and one.accuser.text) == (attribution, words, accuser)
    assert perpetrator_confidence(one, text) == muc4


@pytest.mark.parametrize(
    ("sentence", "accuser"),
    [
        ("The provincial police blamed the Red Front.", "provincial police"),
        ("Hamid Osso, the governor, blamed the Red Front.", "Hamid Osso, the governor"),
        ("In Lima the army on Monday blamed the Red Front.", "army"),
        ("The minister, speaking in Lima, blamed the Red Front.", "minister"),
        ("He blamed the Red Front.", None),
        ("The group blamed the Red Front.", None),
    ],
)
def test_the_accuser_is_the_subject_of_blaming(sentence: str, accuser: str | None) -> None:
    text = f"{sentence} It was an attack."
    one, words = front(text, ("blamed", "BLAME"), ("Red Front", "PERP_ORGANIZATION"), ("attack", "ATTACK"))
    assert (one.attribution, words, one.accuser and one.accuser.text) == ("accused", "blamed", accuser)
    if one.accuser:
        assert [text[span.start : span.end] for span in one.accuser.spans] == [accuser]


def test_passive_words_of_blaming_are_about_whom_they_follow() -> None:
    text = "The Red Front is suspected by the army of an attack on the Blue Front."
    marks = (("Red Front", "PERP_ORGANIZATION"), ("suspected", "BLAME"), ("attack", "ATTACK"), ("Blue Front", "PERP_ORGANIZATION"))
    red, blue = perpetrators(text, *marks)
    assert red.accuser is not None
    assert (red.attribution, red.accuser.text, len(red.attribution_spans)) == ("accused", "army", 1)
    assert blue.attribution == "stated"


def test_words_belong_to_the_perpetrator_on_their_side() -> None:
    text = "Gunmen attacked Lima. The Red Front claimed responsibility, but police blamed the Blue Front and the Green Front."
    marks = (
        ("Gunmen", "PERP_INDIVIDUAL"),
        ("attacked", "ATTACK"),
        ("Red Front", "PERP_ORGANIZATION"),
        ("claimed responsibility", "CLAIM"),
        ("blamed", "BLAME"),
        ("Blue Front", "PERP_ORGANIZATION"),
        ("Green Front", "PERP_ORGANIZATION"),
    )
    found = {one.text: one.attribution for one in perpetrators(text, *marks)}
    assert found == {"Red Front": "claimed", "Blue Front": "accused", "Green Front": "accused", "Gunmen": "stated"}


def test_a_denial_without_a_name_is_of_the_organisation_named_last() -> None:
    text = "Police blamed the Red Front for the attack. In a text it denied any part in it."
    marks = (("blamed", "BLAME"), ("Red Front", "PERP_ORGANIZATION"), ("attack", "ATTACK"), ("denied any part", "DENIAL"))
    one, words = front(text, *marks)
    assert (one.attribution, words, one.accuser and one.accuser.text) == ("denied", "denied any part", "Police")
    assert perpetrator_confidence(one, text) == "SUSPECTED OR ACCUSED BY AUTHORITIES"


def test_a_claim_outdoes_a_denial() -> None:
    text = "The Red Front claimed responsibility for the attack. Its exiled leader denied it."
    marks = (("Red Front", "PERP_ORGANIZATION"), ("claimed responsibility", "CLAIM"), ("attack", "ATTACK"), ("denied", "DENIAL"))
    one, words = front(text, *marks)
    assert (one.attribution, words, one.accuser) == ("claimed", "claimed responsibility", None)
    assert perpetrator_confidence(one, text) == "CLAIMED OR ADMITTED"
