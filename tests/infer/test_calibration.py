"""Curves, calibration.json and what they change in reports."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from helpers import calibrated_model, tag
from hypothesis import given, settings
from hypothesis import strategies as st
from incidents import incident

from sigact import Extractor, ModelError
from sigact.data.incident import Trigger, Weapon
from sigact.infer.calibration import (
    CALIBRATION,
    Calibration,
    IncidentCurve,
    SpanCurve,
    calibration_json,
    incident_features,
    read_calibration,
)
from sigact.infer.decoding import TaggedSpan
from sigact.infer.model_folder import read_model_folder

AS_IT_IS = SpanCurve(0.0, 1.0, 0)
DOUBTFUL = SpanCurve(-2.0, 0.5, 40)
CALIBRATION_OF_TESTS = Calibration(AS_IT_IS, {"KILLED": DOUBTFUL}, IncidentCurve(-1.0, 1.0, 0.5, 10))
ATTACK = "Gunmen with rifles shot dead two guards at a bank in Herat on Monday. No group claimed responsibility for the attack."
ACCIDENT = "Two people were killed on Monday when their bus left the road near Herat in heavy rain. Four were injured in the accident."


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(-5, 5), st.floats(0.05, 3))
def test_a_curve_keeps_the_order_and_stays_between_0_and_1(one: float, other: float, intercept: float, slope: float) -> None:
    curve = SpanCurve(intercept, slope, 1)
    low, high = sorted((one, other))
    assert 0 <= curve(low) <= curve(high) <= 1


@settings(deadline=None)
@given(st.floats(0.001, 0.999))
def test_intercept_0_and_slope_1_change_nothing(posterior: float) -> None:
    assert AS_IT_IS(posterior) == pytest.approx(posterior)


def test_a_label_without_a_curve_has_that_of_all_spans() -> None:
    spans = [TaggedSpan(0, 3, label, 0.9) for label in ("KILLED", "PLACE")]
    killed, place = CALIBRATION_OF_TESTS.calibrated(spans)
    assert place == spans[1]
    assert killed == TaggedSpan(0, 3, "KILLED", 0.2888)


def test_an_incident_without_attacker_and_weapon_is_less_sure() -> None:
    accident = incident(triggers=(Trigger(text="blast", label="BOMBING", confidence=0.9),), places=())
    attack = accident.model_copy(update={"weapons": (Weapon(text="mine", confidence=0.9),)})
    assert incident_features(accident)[1] < incident_features(attack)[1]
    curve = IncidentCurve(-1.0, 1.0, 0.5, 10)
    assert 0 < curve(accident) < curve(attack) < 1


def test_what_is_written_is_read(tmp_path: Path) -> None:
    assert read_calibration(tmp_path) is None
    (tmp_path / CALIBRATION).write_text(calibration_json(CALIBRATION_OF_TESTS))
    assert read_calibration(tmp_path) == CALIBRATION_OF_TESTS


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"spans": {"intercept": 0.0, "slope": "steep", "count": 1}}, r"spans\.slope: Input should be a valid number"),
        ({"temperature": 2.0}, "temperature: Unexpected keyword argument"),
        ({"version": 2}, "version: Input should be 1"),
        ({"labels": {"KILLED": {"intercept": float("nan"), "slope": 1.0, "count": 1}}}, r"labels\.KILLED\.intercept: .*finite number"),
    ],
)
def test_faults_of_the_file_are_named(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    (tmp_path / CALIBRATION).write_text(json.dumps(json.loads(calibration_json(CALIBRATION_OF_TESTS)) | change))
    with pytest.raises(ModelError, match=rf"calibration\.json: is not a calibration .* delete it to keep raw confidences: {message}"):
        read_calibration(tmp_path)


def test_a_file_that_is_no_json(tmp_path: Path) -> None:
    (tmp_path / CALIBRATION).write_text("{")
    with pytest.raises(ModelError, match="the file: Invalid JSON"):
        read_calibration(tmp_path)


def test_the_calibration_of_another_label_list(tmp_path: Path) -> None:
    folder = calibrated_model(tmp_path, Calibration(AS_IT_IS, {"MILITARY_PLATFORM": AS_IT_IS}))
    with pytest.raises(ModelError, match=r"calibration\.json: was made for another model, since this one has no label MILITARY_PLATFORM"):
        read_model_folder(folder)


def test_confidences_of_reports_follow(tmp_path: Path, extractor: Extractor) -> None:
    calibrated = Extractor.from_pretrained(str(calibrated_model(tmp_path, CALIBRATION_OF_TESTS)))
    raw, report = (one(ATTACK, published=date(2024, 5, 16)) for one in (extractor, calibrated))
    (before,), (after,) = raw.incidents, report.incidents
    assert after.killed is not None
    assert before.killed is not None
    assert (after.killed.confidence or 1) < (before.killed.confidence or 0)
    curve = CALIBRATION_OF_TESTS.incidents
    assert curve is not None
    assert after.confidence == report.relevance == curve(after)
    assert before.model_dump(exclude={"confidence"}).keys() == after.model_dump(exclude={"confidence"}).keys()


def test_min_confidence_and_relevance_take_the_calibrated_value(tmp_path: Path) -> None:
    calibrated = Extractor.from_pretrained(str(calibrated_model(tmp_path, CALIBRATION_OF_TESTS)))
    attack = tag(ATTACK, ("Gunmen", "PERP_INDIVIDUAL"), ("shot", "ARMED_ASSAULT"), ("two guards", "KILLED"), ("Herat", "PLACE"))
    accident = tag(ACCIDENT, ("Two people", "KILLED"), ("Herat", "PLACE"), ("accident", "ATTACK"))
    sure, unsure = (calibrated.assemble(*one).relevance for one in ((ATTACK, attack), (ACCIDENT, accident)))
    assert unsure < sure
    between = (sure + unsure) / 2
    assert [one.confidence for one in calibrated.assemble(ATTACK, attack, min_confidence=between).incidents] == [sure]
    left_out = calibrated.assemble(ACCIDENT, accident, min_confidence=between)
    assert left_out.incidents == ()
    assert left_out.relevance == unsure
    assert {one.label for one in left_out.unassigned} == {"KILLED", "PLACE", "ATTACK"}
