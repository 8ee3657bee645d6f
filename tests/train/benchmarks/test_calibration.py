"""ECE and Brier score worked by hand, and the command."""

import json
from pathlib import Path

import numpy as np
import pytest
from helpers import CORPUS, calibrated_model
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from sigact.cli import app
from sigact.data.corpus_files import read_articles
from sigact.data.jsonl import write_articles
from sigact.errors import DataError
from sigact.infer.calibration import Calibration, IncidentCurve, SpanCurve
from sigact.train.benchmarks.calibration import INCIDENTS, RELEVANCE, SPANS, read_unseen, run
from sigact.train.benchmarks.calibration_metrics import Sample, bins_of, brier, expected_calibration_error, qualities
from sigact.train.benchmarks.calibration_plot import reliability_plot

ARTICLES = [CORPUS / "dev" / name for name in ("iq-mortar-base.txt", "ec-mayor-killed.txt", "fj-none-ferry.txt")]
CALIBRATION = Calibration(SpanCurve(-1.0, 0.6, 100), {}, IncidentCurve(-1.0, 1.0, 0.5, 10))


def test_a_worked_example() -> None:
    confidences, outcomes = np.array([0.9, 0.1, 0.8, 0.2]), np.array([1.0, 0.0, 0.0, 0.0])
    assert expected_calibration_error(confidences, outcomes, bins=2) == pytest.approx((0.15 + 0.35) / 2)
    assert brier(confidences, outcomes) == pytest.approx((0.01 + 0.01 + 0.64 + 0.04) / 4)
    low, high = bins_of(Sample.of(list(zip(range(4), confidences, outcomes > 0, strict=True))), bins=2)
    assert low == pytest.approx((0.15, 0.0, 2))
    assert high == pytest.approx((0.85, 0.5, 2))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0, 1), st.booleans()), max_size=40))
def test_measures_stay_between_0_and_1_and_bins_are_of_equal_mass(predictions: list[tuple[int, float, bool]]) -> None:
    sample = Sample.of(predictions)
    assert 0 <= expected_calibration_error(sample.confidences, sample.outcomes) <= 1
    assert 0 <= brier(sample.confidences, sample.outcomes) <= 1
    sizes = [size for _, _, size in bins_of(sample)]
    assert sum(sizes) == len(predictions)
    assert not sizes or max(sizes) - min(sizes) <= 1


def test_exact_confidences_have_the_error_of_chance_and_overconfident_ones_more() -> None:
    generator = np.random.default_rng(1)
    confidences = generator.uniform(0.2, 0.9, 600)
    outcomes = generator.random(600) < confidences
    exact = qualities(Sample.of(list(zip(range(600), confidences, outcomes, strict=True))))
    over = qualities(Sample.of(list(zip(range(600), np.sqrt(confidences), outcomes, strict=True))))
    assert exact.ece.value < 1.5 * exact.by_chance < over.ece.low
    assert exact.brier.low < exact.brier.value < exact.brier.high < over.brier.high


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    model = calibrated_model(tmp_path / "model", CALIBRATION)
    arguments = ["benchmark", "calibration", *map(str, ARTICLES), "--model", str(model)]
    arguments += ["--plot", str(tmp_path / "r.png"), "--output", str(tmp_path / "r.json")]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.exception
    assert "15 bins of equal mass" in done.stdout
    assert (tmp_path / "r.png").read_bytes().startswith(b"\x89PNG")
    found = json.loads((tmp_path / "r.json").read_text())
    assert (found["documents"], found["bins"]) == (3, 15)
    for name in (SPANS, INCIDENTS, RELEVANCE):
        score = found["scores"][name]
        assert score["raw"]["brier"]["value"] != score["calibrated"]["brier"]["value"]
    assert found["scores"][RELEVANCE] | {"raw": 0, "calibrated": 0} == {"predictions": 3, "right": 0.6667, "raw": 0, "calibrated": 0}


def test_a_model_without_calibration_shows_raw_confidences_alone(tmp_path: Path) -> None:
    result = run(str(calibrated_model(tmp_path, None)), ARTICLES[:1], {})
    assert {row.name for row in result.rows} >= {SPANS, INCIDENTS, RELEVANCE}
    assert all(row.after is None for row in result.rows)
    assert "no calibration.json" in str(result.table("t").caption)
    assert [str(line.get_label())[:9] for line in reliability_plot(result).axes[0].lines][1:] == ["raw, ECE "]


def test_spans_without_incidents_are_judged_as_spans(tmp_path: Path) -> None:
    (article,) = read_articles(ARTICLES[0])
    write_articles(tmp_path / "spans.jsonl", [article.model_copy(update={"incidents": ()})])
    assert {row.name for row in run("embedded", [tmp_path / "spans.jsonl"], {}).rows}.isdisjoint({INCIDENTS, RELEVANCE})


def test_articles_of_the_fit_are_refused(tmp_path: Path) -> None:
    (tmp_path / "metrics.json").write_text('{"calibration_articles": ["iq-mortar-base"]}')
    with pytest.raises(DataError, match=r"fitted on 1 of the articles \(iq-mortar-base\); measure it on others"):
        read_unseen(tmp_path, ARTICLES, {})
