"""GeoJSON, spreadsheets, MUC-4 and the documentation."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT
from incidents import TOWN, dated, dead, entry, organisation, persons, target, weapon

from sigact.data.incident import Mention, Place
from sigact.data.sources.muc4_keys import parse_keys
from sigact.data.sources.muc4_slots import Slot
from sigact.errors import DataError
from sigact.infer.rows.documentation import with_tables
from sigact.infer.rows.geojson import feature, write_geojson
from sigact.infer.rows.muc4 import mentions, template, write_templates
from sigact.infer.rows.muc4_key import write_keys
from sigact.infer.rows.overview import COLUMNS
from sigact.infer.rows.spreadsheet import write_spreadsheet

FULL: dict[str, Any] = {
    "perpetrators": (organisation("FMLN", aliases=("Farabundo Marti",), attribution="accused"), persons("three terrorists")),
    "targets": (target("embassy", "government_diplomatic"), target("guards", "police", "people")),
    "weapons": (weapon("two rockets", "explosives", "projectile"),),
    "killed": dead(5, 5, ("four peasants", "civilian"), ("Ana Ruiz", None)),
    "injured": dead(9, 9, ("nine", None)),
    "victims": (Mention(text="traders"),),
}


def test_geojson_has_points_longitude_first_and_null_without_coordinates(tmp_path: Path) -> None:
    country = Place(country="ML", precision="country")
    write_geojson(tmp_path / "g.json", [entry(**FULL), entry(id="i2", place=country, places=(country,))])
    collection = json.loads((tmp_path / "g.json").read_text(encoding="utf-8"))
    assert set(collection) == {"type", "features"}
    assert [one["geometry"] for one in collection["features"]] == [{"type": "Point", "coordinates": [1.01, 20.2]}, None]
    assert [one["id"] for one in collection["features"]] == ["a1#i1", "a1#i2"]
    properties = collection["features"][0]["properties"]
    assert list(properties) == [column.name for column in COLUMNS]
    assert properties["acled_sub_event_type"] == "Shelling/artillery/missile attack"
    assert properties["perpetrators"] == "FMLN (accused); three terrorists (accused)"


def test_geojson_without_incidents(tmp_path: Path) -> None:
    write_geojson(tmp_path / "g.json", [])
    assert json.loads((tmp_path / "g.json").read_text()) == {"type": "FeatureCollection", "features": []}


def test_coordinates_of_a_region_stand_in_for_those_of_a_village() -> None:
    village = TOWN.model_copy(update={"latitude": None, "longitude": None})
    province = Place(name="Kidal", country="ML", latitude=18.4, longitude=1.4, precision="admin1")
    found = feature(entry(place=village, places=(village, province)))
    assert found["geometry"]["coordinates"] == [1.4, 18.4]
    assert found["properties"]["located"] == "admin1"


def test_a_workbook(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="comes with the extra `rows`")
    write_spreadsheet(tmp_path / "w.xlsx", [entry(**FULL), entry(id="=i2", perpetrators=(organisation("=1+1"),))])
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    assert book.sheetnames == ["incidents", "perpetrators", "people", "columns"]
    sheet = book["incidents"]
    header = [cell.value for cell in sheet[1]]
    assert header == [column.name for column in COLUMNS]
    assert (sheet.freeze_panes, sheet.auto_filter.ref.startswith("A1:"), sheet["A1"].font.bold) == ("B2", True, True)
    first = dict(zip(header, (cell.value for cell in sheet[2]), strict=True))
    assert (first["date_start"], first["killed_min"], first["latitude"]) == (datetime(2024, 5, 14), 5, 20.2)
    assert [[cell.value for cell in row][:2] for row in book["perpetrators"].iter_rows(min_row=2)] == [
        ["a1#i1", "FMLN"],
        ["a1#i1", "three terrorists"],
        ["a1#=i2", "'=1+1"],
    ]
    assert [row[2].value for row in book["people"].iter_rows(min_row=2)] == ["four peasants", "Ana Ruiz", "nine"]
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_a_workbook_never_cuts_a_cell(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl", reason="comes with the extra `rows`")
    with pytest.raises(DataError, match="a1#i1: has a cell of more than 32767 characters"):
        write_spreadsheet(tmp_path / "w.xlsx", [entry(perpetrators=(persons("x" * 33_000),))])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("four peasants", ["peasants"]),
        ("at least 12 people", ["people"]),
        ("twenty-two soldiers", ["soldiers"]),
        ("nine", []),
        ("at least six", []),
        ("Ana Ruiz", ["Ana Ruiz"]),
        ("one-armed man", ["armed man"]),
        ("Andes Front", ["Andes Front"]),
    ],
)
def test_mentions_lose_their_numbers(text: str, expected: list[str]) -> None:
    assert mentions([text]) == expected


def test_a_muc4_template() -> None:
    assert template(entry(**FULL).incident) == {
        "incident_type": "bombing",
        "PerpInd": [["terrorists"]],
        "PerpOrg": [["FMLN", "Farabundo Marti"]],
        "Target": [["embassy"]],
        "Victim": [["peasants"], ["Ana Ruiz"], ["traders"], ["guards"]],
        "Weapon": [["rockets"]],
    }


def test_an_article_without_incidents_has_no_templates(tmp_path: Path) -> None:
    write_templates(tmp_path / "t.jsonl", iter([("a", [entry()]), ("b", [])]))
    lines = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text().splitlines()]
    assert [(line["docid"], len(line["templates"])) for line in lines] == [("a", 1), ("b", 0)]


def test_keys_are_read_back_by_the_reader_of_answer_keys(tmp_path: Path) -> None:
    kidnapping = entry(id="i2", type="hostage_kidnapping", date=dated("2024-05"), abducted=dead(2, None, ("several nurses", "civilian")))
    nothing = entry(id="i3", type=None, date=None, place=None, places=(), stage=None)
    write_keys(tmp_path / "k", iter([("DEV-MUC3-0001", [entry(**FULL), kidnapping, nothing]), ("DEV-MUC3-0002", [])]))
    text = (tmp_path / "k").read_text(encoding="utf-8")
    keys = parse_keys(text, "k")
    assert keys.remarks == ()
    assert [(document.docid, len(document.templates)) for document in keys.documents] == [("DEV-MUC3-0001", 3), ("DEV-MUC3-0002", 0)]
    bombing, taken, _ = keys.documents[0].templates
    values = {slot: [fill.alternatives for fill in bombing[slot]] for slot in Slot}
    assert values[Slot.DATE] == [("14 MAY 24",)]
    assert values[Slot.LOCATION] == [("MALI: KIDAL (DEPARTMENT): TESSALIT (CITY)",)]
    assert values[Slot.PERP_ORGANIZATION] == [("FMLN", "FARABUNDO MARTI")]
    assert values[Slot.PERP_CONFIDENCE] == [("SUSPECTED OR ACCUSED",)]
    assert values[Slot.INSTRUMENT_TYPE] == [("ROCKET",)]
    assert values[Slot.HUM_NAME] == [("ANA RUIZ",)]
    assert values[Slot.HUM_DESCRIPTION] == [("PEASANTS",), ("TRADERS",)]
    assert [fill.alternatives for fill in taken[Slot.DATE]] == [("01 MAY 24 - 31 MAY 24",)]
    assert Slot.PHYS_ID in taken.inapplicable


def test_the_tables_of_the_documentation_are_those_of_the_code() -> None:
    page = (ROOT / "docs" / "rows.md").read_text(encoding="utf-8")
    assert page == with_tables(page), "run: python -m sigact.infer.rows.documentation docs/rows.md"
