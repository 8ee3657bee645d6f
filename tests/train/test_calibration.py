"""Fits on made-up and real predictions, and the part of the articles that is set apart for them."""

import json
from pathlib import Path

import numpy as np
import pytest
from helpers import CORPUS, calibrated_model, make_article, small_run

from sigact.data.corpus_files import read_articles
from sigact.errors import DataError, UsageError
from sigact.infer.calibration import CALIBRATION, Calibration, SpanCurve, read_calibration
from sigact.infer.decoding import TaggedSpan
from sigact.infer.tagger import Tagger
from sigact.train.calibration import OF_ALL_SPANS, Prior, calibrate, fit_logistic, fit_spans, judge_spans, set_apart
from sigact.train.card import model_card
from sigact.train.export import export
from sigact.train.finetune import finetune

SMOKE = Path(__file__).parents[2] / "configs" / "smoke.yaml"
DEV = [CORPUS / "dev" / name for name in ("iq-mortar-base.txt", "ec-mayor-killed.txt", "cm-school-burnt.txt", "fj-none-ferry.txt")]


def judged(count: int, share: float, label: str = "KILLED") -> list[tuple[TaggedSpan, bool]]:
    return [(TaggedSpan(0, 1, label, 0.95), number < share * count) for number in range(count)]


def test_the_fit_finds_the_curve_that_made_the_data() -> None:
    generator = np.random.default_rng(5)
    features = generator.normal(scale=2, size=(20_000, 2))
    right = generator.random(20_000) < 1 / (1 + np.exp(-(0.5 + features @ [0.8, -0.3])))
    assert fit_logistic(features, list(right), Prior((0, 1, 0), (3, 1, 1))) == pytest.approx([0.5, 0.8, -0.3], abs=0.05)


def test_what_is_all_right_or_all_wrong_or_absent_has_a_fit() -> None:
    assert fit_spans([], OF_ALL_SPANS) == SpanCurve(0.0, 1.0, 0)
    sure, hopeless = (fit_spans(judged(500, share), OF_ALL_SPANS) for share in (1.0, 0.0))
    assert sure(0.95) > 0.98
    assert hopeless(0.95) < 0.02


def test_few_spans_stay_near_the_prior_and_many_leave_it() -> None:
    prior = Prior((0.0, 1.0), (0.7, 0.3))
    few, many = (fit_spans(judged(count, 0.5), prior)(0.95) for count in (2, 1000))
    assert 0.8 < few < 0.95
    assert many == pytest.approx(0.5, abs=0.02)


def test_a_span_is_right_with_its_label_and_both_ends() -> None:
    article = make_article("Gunmen killed two guards", ("two guards", "KILLED"))
    spans = [TaggedSpan(14, 24, "KILLED", 0.9), TaggedSpan(14, 24, "INJURED", 0.9), TaggedSpan(18, 24, "KILLED", 0.9)]
    assert [right for _, right in judge_spans(article, spans)] == [True, False, False]


def test_the_part_set_apart_follows_from_the_articles() -> None:
    articles = read_articles(CORPUS / "dev")
    train, apart = set_apart(articles, 0.3)
    assert {one.id for one in train} | {one.id for one in apart} == {one.id for one in articles}
    assert not {one.id for one in train} & {one.id for one in apart}
    assert 0.15 < len(apart) / len(articles) < 0.45
    assert set_apart(articles, 0.3) == (train, apart)
    assert set_apart(articles, 0.0) == (tuple(articles), ())


def test_near_duplicates_stay_on_one_side() -> None:
    (original,) = read_articles(DEV[0])
    copies = [original.model_copy(update={"id": f"copy{number}", "text": f"{original.text} {number}"}) for number in range(20)]
    with pytest.raises(DataError, match=r"data\.calibration_share: 0\.5 of 20 articles leaves none for (training|calibration)"):
        set_apart(copies, 0.5)


@pytest.mark.parametrize("share", [-0.1, 1.0])
def test_impossible_shares(share: float) -> None:
    with pytest.raises(UsageError, match=r"data\.calibration_share: .* at least 0 and below 1"):
        set_apart(read_articles(DEV[0]), share)


def test_calibration_of_a_real_model(tmp_path: Path) -> None:
    """On the articles of the fit itself the sum of confidences must come near the number of right spans, which raw ones overstate."""
    folder = calibrated_model(tmp_path, Calibration(SpanCurve(5.0, 0.1, 0), {}))
    articles = [article for path in DEV for article in read_articles(path)]
    calibrate(folder, articles)
    calibration = read_calibration(folder)
    assert calibration is not None
    assert calibration.incidents is not None
    tagger = Tagger.from_folder(folder)
    found = [one for article in articles for one in judge_spans(article, tagger.tag(article.text))]
    assert calibration.spans.count == len(found) == sum(curve.count for curve in calibration.labels.values())
    assert sum(span.confidence for span, _ in found) == pytest.approx(sum(right for _, right in found), rel=0.1)
    calibrate(folder, [])
    assert read_calibration(folder) is None


def test_a_recipe_sets_articles_apart_and_export_takes_the_calibration_along(tmp_path: Path) -> None:
    overrides = small_run(tmp_path / "m") | {"data.train": [str(CORPUS / "train" / "iq-checkpoint-ied.txt"), *map(str, DEV[1:])]}
    folder = finetune(SMOKE, overrides | {"data.calibration_share": 0.6})
    metrics = json.loads((folder / "metrics.json").read_text())
    apart = metrics["calibration_articles"]
    assert sorted(apart) == ["ec-mayor-killed", "fj-none-ferry"]
    assert metrics["articles"]["train"] == 2
    assert read_calibration(folder) is not None
    exported = export(folder, tmp_path / "onnx")
    assert (exported / CALIBRATION).read_bytes() == (folder / CALIBRATION).read_bytes()
    assert f"calibrated on {len(apart)} articles" in (exported / "README.md").read_text()

    finetune(SMOKE, overrides)
    assert not (folder / CALIBRATION).exists()
    export(folder, exported)
    assert not (exported / CALIBRATION).exists()
    assert "Confidences are not calibrated." in model_card(Tagger.from_folder(exported).folder, {})
