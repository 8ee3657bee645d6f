import pytest
from incidents import dated, dead, entry, organisation, persons, weapon

from sigact.data.incident import Accuser, Perpetrator
from sigact.infer.rows.wording import attribution, citation, notes, perpetrator_words


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (organisation("Red Front", attribution="stated"), "Red Front"),
        (organisation("Red Front", attribution="accused"), "Red Front (accused)"),
        (organisation("Red Front", attribution="accused", accuser=Accuser(text="the army")), "Red Front (accused by the army)"),
        (organisation("Red Front", attribution="claimed"), "Red Front (claimed responsibility)"),
        (organisation("Red Front", attribution="denied", accuser=Accuser(text="the army")), "Red Front (accused by the army, denies it)"),
        (organisation("RF", name="Red Front", attribution="stated"), "Red Front, in the text 'RF'"),
        (organisation("suspected Red Front", name="Red Front", attribution="stated"), "suspected Red Front"),
        (persons("suspected gunmen", attribution="stated"), "suspected gunmen"),
    ],
)
def test_hedges_are_kept(one: Perpetrator, words: str) -> None:
    assert perpetrator_words(one) == words


def test_notes() -> None:
    one = entry(
        date=dated("2024-05-14", "Tuesday"),
        perpetrators=(
            organisation("Red Front", attribution="accused", accuser=Accuser(text="the army")),
            persons("gunmen", attribution="stated"),
        ),
        killed=dead(6, None, ("at least six people", None), perpetrators=2),
        weapons=(weapon("car bomb"),),
        claimed=False,
    )
    assert notes(one) == (
        "14 May 2024 (Tuesday): bombing explosion in Tessalit, Kidal, Mali. Perpetrators: Red Front (accused by the army); gunmen. "
        "Killed: at least 6 (at least six people), 2 of them attackers. Weapons: car bomb. The text says that nobody claimed it."
    )
    assert attribution(one.incident) == "Red Front (accused by the army); gunmen"


def test_notes_without_anything() -> None:
    assert notes(entry(type=None, date=None, place=None, places=(), stage="attempted")) == "attack of unknown type (attempted)."


def test_a_citation_names_title_source_day_address_and_id() -> None:
    assert citation(entry()) == '"Blast in Tessalit", Daily, 2024-05-16, https://example.org/1, a1'
