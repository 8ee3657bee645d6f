"""The card: metadata that the Hub takes, and every figure from metrics.json."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from helpers import make_article
from huggingface_hub import ModelCard

from sigact.data.incident import Argument, Incident, Place
from sigact.errors import DataError, ModelError
from sigact.infer.calibration import CALIBRATION, Calibration, SpanCurve, calibration_json
from sigact.train.card import write_card
from sigact.train.card_metadata import card_metadata, read_metadata, slug
from sigact.train.card_tables import group_tables, rare_labels
from sigact.train.group_scores import group_scores, region_of, side_of

SCORE = {"precision": 0.8, "recall": 0.9, "f1": 0.8471, "support": 40}
PART = {"micro": SCORE, "labels": {"PLACE": SCORE, "FOILED": SCORE | {"support": 14}}, "interval": [0.81, 0.89], "documents": 12}
GROUP = {"articles": 10, "micro": SCORE, "interval": [0.7, 0.9]}


@pytest.fixture
def folder(tiny_export: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_export, tmp_path / "model"))


def with_metrics(folder: Path, **entries: Any) -> Path:
    metrics = json.loads((folder / "metrics.json").read_text())
    (folder / "metrics.json").write_text(json.dumps(metrics | entries))
    return folder


def report(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content))
    return path


def test_the_metadata_is_what_the_hub_reads(folder: Path) -> None:
    card = ModelCard.load(write_card(with_metrics(folder, tests={"corpus/test": PART}, encoder="embedded")))
    data = card.data.to_dict()
    assert data["base_model"] == "sentence-transformers/all-MiniLM-L6-v2"
    assert (data["language"], data["license"], data["library_name"], data["pipeline_tag"]) == (
        "en",
        "apache-2.0",
        "sigact",
        "token-classification",
    )
    assert data["datasets"] == ["sigact-authored-corpus"]
    (model,) = data["model-index"]
    results = {metric["type"]: metric["value"] for result in model["results"] for metric in result["metrics"]}
    assert results == {"f1": 0.8471, "precision": 0.8, "recall": 0.9}
    assert {result["dataset"]["name"] for result in model["results"]} == {"corpus/test"}
    assert read_metadata(folder / "README.md") == data


def test_a_model_without_scores_has_no_model_index() -> None:
    text = card_metadata("mine", {"encoder": "./folder"}).to_yaml()
    assert "model-index" not in text
    assert "base_model" not in text
    assert "base_model: org/encoder" in card_metadata("mine", {"encoder": "org/encoder", "license": "mit"}).to_yaml()
    assert slug("MUC-3/MUC-4") == "muc-3-muc-4"


def test_labels_and_groups_of_little_support_are_not_quoted(folder: Path) -> None:
    groups = {"region": {"South Asia": GROUP, "Americas": GROUP | {"articles": 9}}}
    card = write_card(with_metrics(folder, tests={"corpus/test": PART | {"groups": groups}})).read_text()
    assert "| PLACE | 80.0 | 90.0 | 84.7 | 40 |" in card
    assert "FOILED |" not in card.split("## Bias")[0].split("### Test data")[1]
    assert "| South Asia | 10 | 40 | 84.7 | 70.0 to 90.0 |" in card
    assert "Too few articles to be quoted: Americas (9)." in card
    assert "by region of the main incident" in group_tables({"a": {"groups": groups}})


def test_rare_labels_say_what_would_help() -> None:
    shown = rare_labels(
        {"HIJACKING": {"spans": 38, "articles": 20}, "PLACE": {"spans": 60, "articles": 30}, "FOILED": {"spans": 0, "articles": 0}}
    )
    assert "| HIJACKING | 38 | 20 | about 12 more |" in shown
    assert "| FOILED | 0 | 0 | up to 60 |" in shown
    assert "PLACE" not in shown
    assert rare_labels({"PLACE": {"spans": 60, "articles": 30}}) == "Every label has at least 60 gold spans in training."


def test_reports_of_benchmarks_go_into_the_card_and_stay(folder: Path, tmp_path: Path) -> None:
    row = {"precision": 0.5, "recall": 0.25, "f1": 0.3333}
    muc4 = [{"metric": "CEAF-REE", "documents": 200, "scores": {"Weapon": row, "all, micro": row}, "interval": [0.3, 0.36]}]
    rates = [{"name": "onnx fp32", "turns": [10.0, 12.0, 11.0]}, {"name": "products fp32", "turns": [154.0]}]
    speed = {"machine": "a Xeon", "load": [3.5, 2.8], "rates": rates, "fresh": [{"name": "onnx fp32"}]}
    raw = {"ece": {"value": 0.08}, "brier": {"value": 0.15}}
    scores = {"spans": {"predictions": 500, "right": 0.75, "raw": raw, "calibrated": None}}
    calibration = {"model": "m", "documents": 40, "bins": 15, "scores": scores}
    write_card(folder, [report(tmp_path / "scores.json", muc4), report(tmp_path / "speed.json", speed)])
    card = write_card(folder, [report(tmp_path / "calibration.json", calibration)], "cc-by-4.0").read_text()
    assert "| CEAF-REE | all, micro | 50.0 | 25.0 | 33.3 | 30.0 to 36.0 |" in card
    assert "| CEAF-REE | Weapon | 50.0 | 25.0 | 33.3 |  |" in card
    assert "| onnx fp32 | 11.0 | 10.0 to 12.0 |" in card
    assert "products" not in card
    assert "| spans | 500 | 75.0 | 8.0 | 0.150 |  |  |" in card
    assert "license: cc-by-4.0" in card
    with pytest.raises(DataError, match=r"other\.json: is none of the files that `sigact benchmark`"):
        write_card(folder, [report(tmp_path / "other.json", {"scores": {}})])
    with pytest.raises(ModelError, match=r"config\.json: is missing"):
        write_card(tmp_path)


def test_the_card_speaks_of_misuse_and_leaves_nothing_unfilled(folder: Path) -> None:
    card = write_card(folder).read_text()
    for words in ("A suspect is not a culprit", "personal data", "Not for targeting", "Confidences are not calibrated", "## Bias"):
        assert words in card
    assert "$" not in card
    (folder / CALIBRATION).write_text(calibration_json(Calibration(SpanCurve(0.0, 1.0, 0), {})))
    assert "Confidences are calibrated" in write_card(folder).read_text()


TEXT = "Army troops shelled Lima. Gunmen of the Red Front replied."


def article(country: str | None, *accused: str) -> Any:
    marks = [(phrase, "PERP_INDIVIDUAL" if phrase in ("Gunmen", "Army troops") else "PERP_ORGANIZATION") for phrase in accused]
    made = make_article(TEXT, *marks)
    args = tuple(Argument(span=span.id, role=span.label) for span in made.spans)
    return made.model_copy(update={"incidents": (Incident(id="i1", main=True, place=Place(country=country), args=args),)})


def test_groups_of_an_article() -> None:
    assert region_of(article("PE")) == "Americas"
    assert region_of(article("IN")) == "South Asia"
    assert region_of(article("KE")) == "Sub-Saharan Africa"
    assert region_of(article(None)) == "no country told"
    assert region_of(make_article(TEXT)) == side_of(make_article(TEXT)) == "no incident"
    assert side_of(article("PE")) == "nobody named"
    assert side_of(article("PE", "Army troops")) == "state"
    assert side_of(article("PE", "Red Front")) == "non-state"
    assert side_of(article("PE", "Army troops", "Red Front")) == "state and non-state"
    assert side_of(article("PE", "Gunmen")) == 'side not told ("gunmen")'


def test_group_scores_are_those_of_the_groups_articles() -> None:
    south, other = article("IN", "Gunmen").model_copy(update={"id": "a"}), article("PE", "Gunmen").model_copy(update={"id": "b"})
    found = group_scores([south, other], {"a": [(TEXT.index("Gunmen"), TEXT.index("Gunmen") + 6, "PERP_INDIVIDUAL")], "b": []})
    assert set(found) == {"region"}
    assert found["region"]["South Asia"]["micro"]["f1"] == 1.0
    assert found["region"]["Americas"]["micro"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 1}
    assert found["region"]["Americas"]["articles"] == 1
