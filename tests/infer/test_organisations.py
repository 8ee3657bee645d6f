from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sigact.errors import DataError
from sigact.infer.organisations import Organisations, name_key, read_organisations

HEADER = "name,aliases,country,actor_type,active\n"


def write(path: Path, rows: str, header: str = HEADER) -> Path:
    path.write_text(header + rows, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("phrase", "name", "country"),
    [
        ("FMLN", "Farabundo Marti National Liberation Front", "SV"),
        ("FARABUNDO MARTI NATIONAL LIBERATION FRONT", "Farabundo Marti National Liberation Front", "SV"),
        ("suspected Boko Haram militants", "Boko Haram", "NG"),
        ("al Shabaab", "Al-Shabaab", "SO"),
        ("Communist Party of India Maoist", "Communist Party of India (Maoist)", "IN"),
        ("JeM", "Jaish-e-Mohammad", "PK"),
        ("JEM", "Justice and Equality Movement", "SD"),
        ("Islamic State West Africa Province (ISWAP)", "Islamic State - West Africa Province", "NG"),
        ("the Taliban's fighters", "Taliban", "AF"),
        ("Israeli military", "Israel Defense Forces", "IL"),
    ],
)
def test_names_and_aliases(phrase: str, name: str, country: str) -> None:
    found = Organisations.default().named(phrase)
    assert found is not None
    assert (found.name, found.country) == (name, country)


def test_a_shared_name_needs_the_country_of_the_incident() -> None:
    assert Organisations.default().named("National Liberation Army") is None
    found = Organisations.default().named("National Liberation Army", "CO")
    assert found is not None
    assert found.country == "CO"


@pytest.mark.parametrize("phrase", ["Free Hill Guards", "armed forces", "is", "gunmen", ""])
def test_other_phrases_are_nobody(phrase: str) -> None:
    assert Organisations.default().named(phrase) is None


@given(st.text())
def test_any_phrase_can_be_looked_up(phrase: str) -> None:
    Organisations.default().named(phrase)
    assert name_key(name_key(phrase)) == name_key(phrase)


def test_the_packaged_list_is_large_and_sound() -> None:
    rows = read_organisations(Path(__file__).parents[2] / "infer" / "organisations.csv")
    assert len(rows) > 500
    assert len({row.name for row in rows}) == len(rows)


def test_a_users_file_adds_and_comes_first(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.csv", "Free Hill Guards,FHG|Hill Guards,ML,non_state,2021-\nFarabundo Front,FMLN,,non_state,\n")
    known = Organisations.with_file(path)
    for phrase, name in (("banned FHG", "Free Hill Guards"), ("FMLN", "Farabundo Front"), ("Boko Haram", "Boko Haram")):
        found = known.named(phrase)
        assert found is not None
        assert found.name == name


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",FHG,ML,non_state,", "name is empty"),
        ("Guards,,Mali,non_state,", "country 'Mali'"),
        ("Guards,,ML,rebel,", "actor_type 'rebel'"),
        ("Guards,,ML,non_state,since 1999", "active 'since 1999'"),
        ("Guards,,ML", "a value for each column"),
        ("Guards,,ML,non_state,,more", "a value for each column"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, row: str, problem: str) -> None:
    path = write(tmp_path / "mine.csv", f"Good Guards,,ML,non_state,\n{row}\n")
    with pytest.raises(DataError, match=rf"mine\.csv:3: .*{problem}"):
        read_organisations(path)


def test_the_header_is_checked(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"mine\.csv:1: the header must be name,aliases"):
        read_organisations(write(tmp_path / "mine.csv", "Guards,ML\n", "name,land\n"))
