import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sigact.cli import app
from sigact.data.annotated import read_annotated
from sigact.data.article import Article, Span
from sigact.data.incident import Argument, Group, Incident, Place, Toll, Weapon
from sigact.data.jsonl import write_articles
from sigact.data.sources.muc4_raw import parse_raw, raw_article
from sigact.data.sources.satp import Report, report_article
from sigact.data.standoff import read_standoff, standoff_texts, text_digest, to_standoff, write_standoff
from sigact.errors import DataError

MINE = "A mine went off in Bilāspur"
MEN = "Two men were taken"
MESSAGE = "DEV-MUC3-0001 (X)\n\n   ROMA, 3 JAN 90 -- A BOMB WENT OFF.\n"


def mine() -> Article:
    article = report_article(Report("D000", MINE, False, True, False, False))
    incident = Incident(id="i1", main=True, type="bombing_explosion", args=(Argument(span="s2", role="PLACE"),))
    spans = (Span(id="s1", start=2, end=6, label="WEAPON"), Span(id="s2", start=19, end=27, label="PLACE"))
    return article.model_copy(update={"spans": spans, "incidents": (incident,)})


def bomb() -> Article:
    return raw_article(parse_raw(MESSAGE, "file")[0])


def satp_folder(folder: Path, dev: str = MINE) -> Path:
    folder.mkdir()
    (folder / "train.tsv").write_text(f"{MEN}\t0\t0\t1\t0\n", encoding="utf-8")
    (folder / "dev.tsv").write_text(f"{dev}\t0\t1\t0\t0\n", encoding="utf-8")
    return folder


def test_a_record_has_the_checksum_in_place_of_text_and_title() -> None:
    record = to_standoff(mine())
    assert record["text_sha256"] == text_digest(MINE)
    assert not {"text", "title"} & set(record)
    assert MINE not in json.dumps(record, ensure_ascii=False)
    assert [span["label"] for span in record["spans"]] == ["WEAPON", "PLACE"]


def test_no_phrase_of_the_text_stays_in_an_incident() -> None:
    place, killed = Place(text="Bilāspur", country="IN"), Toll(min=1, max=1, groups=(Group(min=1, max=1, text="mine"),))
    weapons = (Weapon(text="mine", class_="explosives", subclass="landmine"), Weapon(text="mine"))
    incident = mine().incidents[0].model_copy(update={"place": place, "killed": killed, "weapons": weapons})
    (record,) = to_standoff(mine().model_copy(update={"incidents": (incident,)}))["incidents"]
    assert record["place"] == {"country": "IN"}
    assert record["killed"] == {"min": 1, "max": 1}
    assert record["weapons"] == [{"class": "explosives", "subclass": "landmine"}]


def test_joining_gives_the_articles_back_whatever_the_ids_of_the_copies(tmp_path: Path) -> None:
    path = tmp_path / "standoff.jsonl"
    write_standoff(path, [mine(), bomb()])
    assert read_standoff(path, {"D000": MINE, "DEV-MUC3-0001": bomb().text}) == [mine(), bomb()]
    assert read_standoff(path, {"mine": MINE, "bomb": bomb().text, "other": MEN}) == [mine(), bomb()]


def test_every_record_without_its_text_is_named_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "standoff.jsonl"
    write_standoff(path, [mine(), bomb()])
    with pytest.raises(DataError) as raised:
        read_standoff(path, {"D000": MINE + "."})
    first, second, third = str(raised.value).split("\n")
    assert first == f"{path}: 2 of 2 records cannot be read"
    assert f"{path}:1: the text of 'D000' has SHA-256 {text_digest(MINE + '.')}" in second
    assert f"made on {text_digest(MINE)}: get the version" in second
    assert third == f"{path}:2: no text of 'DEV-MUC3-0001' with SHA-256 {text_digest(bomb().text)}: give its source with --muc34 DIR"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text_sha256": "ABC"}, "text_sha256 must be 64 hexadecimal digits, not 'ABC'"),
        ({"text": MINE}, "a stand-off record has text_sha256 and no text"),
        ({"title": None}, "a stand-off record has text_sha256 and no title"),
        ({"spans": [{"id": "s2", "start": 19, "end": 99, "label": "PLACE"}]}, "span s2 ends at 99"),
        ({"text_sha256": "0" * 64, "source": {"name": "elsewhere", "license": "?"}}, "of 'D000' has SHA-256"),
        ({"text_sha256": "0" * 64, "id": "Z", "source": None}, "--satp DIR or --muc34 DIR"),
    ],
)
def test_faulty_records(tmp_path: Path, change: dict[str, object], message: str) -> None:
    path = tmp_path / "standoff.jsonl"
    path.write_text(json.dumps(to_standoff(mine()) | change) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_standoff(path, {"D000": MINE})


def test_an_id_used_twice_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "standoff.jsonl"
    write_standoff(path, [mine(), mine()])
    with pytest.raises(DataError, match=r"standoff.jsonl:2: id 'D000' is used twice"):
        read_standoff(path, {"D000": MINE})


def test_texts_are_those_of_the_folders_given(tmp_path: Path) -> None:
    folder = satp_folder(tmp_path / "satp")
    assert standoff_texts(folder, None) == {"T0000": MEN, "D000": MINE}
    assert standoff_texts(None, None) == {}
    with pytest.raises(DataError, match="dev-muc3-0001-0100: No such file"):
        standoff_texts(None, tmp_path)


def test_the_command_checks_standoff_files_beside_others(tmp_path: Path) -> None:
    path = tmp_path / "standoff.jsonl"
    write_standoff(path, [mine()])
    without = CliRunner().invoke(app, ["corpus", "validate", str(path)])
    assert without.exit_code == 1
    assert "give its source with --satp DIR" in without.output
    folder = satp_folder(tmp_path / "satp")
    joined = CliRunner().invoke(app, ["corpus", "validate", str(path), "--satp", str(folder)])
    assert (joined.exit_code, joined.output) == (0, "1 articles, 2 spans, 1 incidents; 0 faults\n")
    changed = satp_folder(tmp_path / "changed", dev=MINE.upper())
    other = CliRunner().invoke(app, ["corpus", "validate", str(path), "--satp", str(changed)])
    assert other.exit_code == 1
    assert "the text of 'D000' has SHA-256" in other.output


def test_agreement_of_standoff_files(tmp_path: Path) -> None:
    texts, a, b = tmp_path / "texts.jsonl", tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    write_articles(texts, [mine()])
    write_standoff(a, [mine()])
    write_standoff(b, [mine().model_copy(update={"spans": mine().spans[1:]})])
    result = CliRunner().invoke(app, ["corpus", "agreement", str(a), str(b), "--texts", str(texts), "--output", str(tmp_path / "out.json")])
    assert result.exit_code == 0
    assert json.loads((tmp_path / "out.json").read_text())["exact"]["PLACE"]["both"] == 1
    assert read_annotated(texts, {}) == [mine()]
