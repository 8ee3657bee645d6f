import json
from datetime import date
from pathlib import Path

import pytest
from helpers import ROOT
from typer.testing import CliRunner

from sigact.cli import app
from sigact.data.incident import Extent, Incident, IncidentDate, Perpetrator, Place, Weapon
from sigact.data.sources.muc4_fill import Fill, parse_fill
from sigact.data.sources.muc4_keys import Template
from sigact.data.sources.muc4_slots import Slot
from sigact.infer.report import Report
from sigact.train.benchmarks.slots import read_slot_cases, templates_of
from sigact.train.benchmarks.slots_credit import credit, date_credit, location_credit
from sigact.train.benchmarks.slots_metrics import align, score_templates
from sigact.train.benchmarks.tallies import Tally

MUC34 = ROOT.parent / "shared" / "muc34"


def template(*lines: tuple[Slot, str], number: int = 1, optional: bool = False, inapplicable: tuple[Slot, ...] = ()) -> Template:
    """A template of lines as key files have them."""
    fills = {slot: tuple(parse_fill(slot, text, "here")[0] for other, text in lines if other is slot) for slot in Slot}
    return Template("DOC-1", number, optional, tuple(fills[slot] for slot in Slot), frozenset(inapplicable))


@pytest.mark.parametrize(
    ("response", "key", "points"),
    [
        ("26 AUG 89", "26 AUG 89", 1.0),
        ("6 AUG 89", "06 AUG 89", 1.0),
        ("26 AUG 89", "25 AUG 89 - 26 AUG 89", 0.5),
        ("26 AUG 89", "- 26 AUG 89", 0.5),
        ("25 AUG 89", "- 26 AUG 89", 0.5),
        ("27 AUG 89", "- 26 AUG 89", 0.0),
        ("- 26 AUG 89", "- 26 AUG 89", 1.0),
        ("- 26 AUG 89", "25 AUG 89 - 26 AUG 89", 0.5),
        ("- 26 AUG 89", "26 AUG 89", 0.5),
        ("- 26 AUG 89", "16 AUG 89", 0.0),
        ("- 26 AUG 89", "24 AUG 89 - 25 AUG 89", 0.0),
        ("25 AUG 89 - 26 AUG 89", "25 AUG 89 - 26 AUG 89", 1.0),
        ("26 AUG 89", "25 AUG 89", 0.0),
        ("26 AUG 89", "OCT 18", 0.0),
    ],
)
def test_dates_as_the_scoring_guidelines_have_them(response: str, key: str, points: float) -> None:
    assert date_credit(response, key) == points


@pytest.mark.parametrize(
    ("response", "key", "points"),
    [
        ("COLOMBIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)", "COLOMBIA: MEDELLIN (CITY)", 1.0),
        ("COLOMBIA", "COLOMBIA", 1.0),
        ("COLOMBIA", "COLOMBIA: MEDELLIN (CITY)", 0.5),
        ("COLOMBIA: CALI (CITY)", "COLOMBIA", 0.5),
        ("COLOMBIA: CALI (CITY)", "COLOMBIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)", 0.0),
        ("COLOMBIA: ANTIOQUIA (DEPARTMENT)", "COLOMBIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)", 0.5),
        ("COLOMBIA: MEDELLIN (CITY)", "COLOMBIA: MEDELLIN (CITY): LAS AMERICAS (NEIGHBORHOOD)", 0.5),
        ("COLOMBIA: MEDELLIN (CITY)", "COLOMBIA: MEDELLIN (CITY) - CALI (CITY)", 0.5),
        ("COLOMBIA: MEDELLIN (CITY) - CALI (CITY)", "COLOMBIA: MEDELLIN (CITY) - CALI (CITY)", 1.0),
        ("BOLIVIA: MEDELLIN (CITY)", "COLOMBIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)", 0.5),
        ("BOLIVIA", "COLOMBIA", 0.0),
    ],
)
def test_locations_as_the_scoring_guidelines_have_them(response: str, key: str, points: float) -> None:
    assert location_credit(response, key) == points


@pytest.mark.parametrize(
    ("slot", "response", "key", "points"),
    [
        (Slot.TYPE, "ATTACK", "BOMBING", 0.5),
        (Slot.TYPE, "BOMBING", "ATTACK", 0.0),
        (Slot.TYPE, "BOMBING", "ATTACK / BOMBING", 1.0),
        (Slot.INSTRUMENT_TYPE, 'GUN: "AK-47"', 'MACHINE GUN: "AK-47"', 0.5),
        (Slot.INSTRUMENT_TYPE, 'BOMB: "CAR"', 'BOMB: "DEVICE"', 0.5),
        (Slot.INSTRUMENT_TYPE, 'BOMB: "CAR"', 'BOMB: "-"', 1.0),
        (Slot.INSTRUMENT_TYPE, 'BOMB: "CAR"', "BOMB", 1.0),
        (Slot.PERP_ORGANIZATION, '"THE FMLN"', '"FARABUNDO MARTI NATIONAL LIBERATION FRONT" / "FMLN"', 1.0),
        (Slot.PERP_ORGANIZATION, '"BRIGADE"', '"6TH INFANTRY BRIGADE"', 0.5),
        (Slot.HUM_DESCRIPTION, '"3 PEASANTS"', '"PEASANTS"', 1.0),
        (Slot.HUM_NUMBER, '7: "JUDGES"', '7: "JUDGES"', 1.0),
        (Slot.HUM_NUMBER, '7: "JUDGES"', '5 - 7: "JUDGES"', 0.5),
        (Slot.HUM_NUMBER, '7: "JUDGES"', '~7: "JUDGES"', 0.5),
        (Slot.HUM_NUMBER, '7: "PRIESTS"', '7: "JUDGES"', 0.5),
        (Slot.HUM_NUMBER, '6: "JUDGES"', '7: "JUDGES"', 0.0),
        (Slot.HUM_EFFECT, 'DEATH: "JUDGE"', 'DEATH: "JUDGE"', 1.0),
    ],
)
def test_other_slots(slot: Slot, response: str, key: str, points: float) -> None:
    (said, _), (right, _) = parse_fill(slot, response, "here"), parse_fill(slot, key, "here")
    assert credit(slot, said, right) == points


def test_a_perfect_response() -> None:
    key = template((Slot.TYPE, "BOMBING"), (Slot.STAGE, "ACCOMPLISHED"), (Slot.DATE, "03 JAN 90"), (Slot.LOCATION, "PERU: LIMA (CITY)"))
    outcome = score_templates([key], [key])
    assert outcome.all_slots() == Tally(4, 4, 4, 4)
    assert outcome.country == outcome.place == outcome.templates == Tally(1, 1, 1, 1)
    assert outcome.slots == outcome.aligned


def test_the_alignment_with_most_credit_counts() -> None:
    lima = template((Slot.TYPE, "BOMBING"), (Slot.LOCATION, "PERU: LIMA (CITY)"), number=1)
    cusco = template((Slot.TYPE, "BOMBING"), (Slot.LOCATION, "PERU: CUSCO (CITY)"), number=2)
    assert align([cusco, lima], [lima, cusco]) == [(cusco, cusco), (lima, lima)]


def test_templates_of_other_types_are_not_aligned() -> None:
    bombing = template((Slot.TYPE, "BOMBING"), (Slot.LOCATION, "PERU: LIMA (CITY)"))
    kidnapping = template((Slot.TYPE, "KIDNAPPING"), (Slot.LOCATION, "PERU: LIMA (CITY)"))
    outcome = score_templates([bombing], [kidnapping])
    assert outcome.slots[Slot.LOCATION] == Tally(0, 1, 0, 1)
    assert outcome.aligned[Slot.LOCATION] == Tally()


def test_what_is_optional_costs_nothing_when_missed() -> None:
    said = template((Slot.TYPE, "BOMBING"))
    optional_fill = template((Slot.TYPE, "BOMBING"), (Slot.PHYS_ID, '? "BUS"'), (Slot.HUM_NAME, '"-" / "RUIZ"'))
    optional_template = template((Slot.TYPE, "ATTACK"), number=2, optional=True)
    assert score_templates([said], [optional_fill, optional_template]).all_slots() == Tally(1, 1, 1, 1)
    found = template((Slot.TYPE, "BOMBING"), (Slot.PHYS_ID, '"BUS"'))
    assert score_templates([found], [optional_fill]).slots[Slot.PHYS_ID] == Tally(1, 1, 1, 1)


def test_slots_that_do_not_apply_are_left_out() -> None:
    said = template((Slot.TYPE, "KIDNAPPING"), (Slot.PHYS_ID, '"BUS"'))
    key = template((Slot.TYPE, "KIDNAPPING"), inapplicable=(Slot.PHYS_ID,))
    assert score_templates([said], [key]).slots[Slot.PHYS_ID] == Tally()


def test_one_fill_of_the_key_is_matched_once() -> None:
    said = template((Slot.TYPE, "BOMBING"), (Slot.PHYS_ID, '"BUS"'), (Slot.PHYS_ID, '"OLD BUS"'))
    key = template((Slot.TYPE, "BOMBING"), (Slot.PHYS_ID, '"BUS"'))
    assert score_templates([said], [key]).slots[Slot.PHYS_ID] == Tally(1, 2, 1, 1)


def incident(**values: object) -> Incident:
    fields: dict[str, object] = {"id": "i1", "main": True, "type": "bombing_explosion", "stage": "accomplished", "confidence": 0.9}
    return Incident.model_validate(fields | values)


def report(*incidents: Incident, published: date | None = date(1990, 1, 4)) -> Report:
    return Report(
        id="DOC-1",
        title=None,
        published=published,
        language="en",
        source=None,
        extra={},
        text_sha256="0",
        model="test",
        relevance=0.9,
        incidents=incidents,
        unassigned=(),
    )


def test_incidents_become_templates() -> None:
    told = incident(
        date=IncidentDate(value="1990-01-03"),
        place=Place(name="Apopa", admin1="San Salvador", country="SV", precision="place"),
        weapons=(Weapon(text="car bomb", class_="explosives", subclass="vehicle"),),
        perpetrators=(Perpetrator(text="FMLN", kind="organization", attribution="claimed", spans=(Extent(start=0, end=4),)),),
    )
    (said,) = templates_of(report(told))
    assert said[Slot.DATE] == (Fill(("03 JAN 90",)),)
    assert said[Slot.LOCATION] == (Fill(("EL SALVADOR: SAN SALVADOR (DEPARTMENT): APOPA (CITY)",)),)
    assert said[Slot.INSTRUMENT_TYPE] == (Fill(("VEHICLE BOMB",), ("CAR BOMB",)),)
    assert said[Slot.PERP_CONFIDENCE] == (Fill(("CLAIMED OR ADMITTED",), ("FMLN",)),)
    assert said[Slot.PHYS_EFFECT] == ()


def test_without_a_date_it_is_on_or_before_the_dateline() -> None:
    (said,) = templates_of(report(incident()))
    assert said[Slot.DATE] == (Fill(("- 04 JAN 90",)),)
    (undated,) = templates_of(report(incident(), published=None))
    assert undated[Slot.DATE] == ()


def test_background_is_no_template() -> None:
    assert templates_of(report(incident(main=False))) == []


def test_between_two_places_both_are_named() -> None:
    ends = [Place(name=name, country="CO", precision="place", relation="between") for name in ("Orito", "Tumaco")]
    (said,) = templates_of(report(incident(place=ends[0], places=ends)))
    assert said[Slot.LOCATION] == (Fill(("COLOMBIA: ORITO (CITY) - TUMACO (CITY)",)),)


@pytest.mark.skipif(not MUC34.exists(), reason="MUC-3/MUC-4 is not beside the project")
def test_the_parts() -> None:
    dev, every = read_slot_cases(MUC34, "dev"), read_slot_cases(MUC34, "dev", 50)
    assert len(dev) == 200
    assert [case.id for case in every] == [case.id for case in dev[::50]]
    assert len(read_slot_cases(MUC34, "train")) == 1300
    assert {case.id[:4] for case in dev} == {"TST1", "TST2"}


@pytest.mark.skipif(not MUC34.exists(), reason="MUC-3/MUC-4 is not beside the project")
def test_the_keys_score_all_points_against_themselves() -> None:
    for case in read_slot_cases(MUC34, "dev"):
        required = [key for key in case.key if not key.optional]
        outcome = score_templates(required, required)
        assert outcome.templates.right == len(required)
        assert outcome.all_slots().recall in (0.0, 1.0)


@pytest.mark.skipif(not MUC34.exists(), reason="MUC-3/MUC-4 is not beside the project")
def test_the_command_writes_scores_and_reports(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["benchmark", "slots", "--muc34", str(MUC34), "--every", "100", "--output", str(tmp_path)])
    assert run.exit_code == 0, run.exception
    scores = json.loads((tmp_path / "slots.json").read_text())
    assert scores["documents"] == 2
    assert scores["scores"]["INCIDENT: DATE"]["gold"] > 0
    assert len((tmp_path / "reports.jsonl").read_text().splitlines()) == 2
    assert "all slots" in run.stdout


def test_a_folder_without_the_files_is_named(tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["benchmark", "slots", "--muc34", str(tmp_path)])
    assert run.exit_code == 1
    assert "tst1-muc3" in str(run.exception)
