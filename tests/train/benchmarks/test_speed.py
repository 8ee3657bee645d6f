"""The speed benchmark with a tiny model."""

import json
from pathlib import Path

import pytest
from helpers import CORPUS
from rich.console import Console

from sigact.data.corpus_files import read_articles
from sigact.infer.model_folder import embedded_model
from sigact.train.benchmarks.speed import Rate, Sample, Speed, interleave, measure
from sigact.train.benchmarks.speed_articles import operations, timed_articles
from sigact.train.benchmarks.speed_contenders import Contender
from sigact.train.export import export


def test_articles_have_the_length_asked_for() -> None:
    corpus = read_articles(CORPUS / "train")
    made = timed_articles(corpus, 40)
    lengths = [len(text.split()) for text, _, _ in made]
    assert 180 <= min(lengths) < max(lengths) <= 480
    assert 300 < sum(lengths) / len(lengths) < 360
    assert made == timed_articles(corpus, 40)
    assert {len(text.split()) for text, _, _ in timed_articles(corpus, 3, spread=0)} == {330}


def test_operations_of_an_encoder() -> None:
    config = json.loads((embedded_model() / "config.json").read_text())
    products = 6 * (4 * 384 * 384 + 2 * 384 * 1536) + 384 * 49
    attention = 6 * 2 * 100 * 384
    assert operations([100], config) == 2 * 100 * (products + attention)
    assert operations([100], {"id2label": {}}) is None


def test_turns_are_interleaved_and_the_first_is_not_counted() -> None:
    called: list[str] = []
    rates = interleave([Contender(name, 2, lambda name=name: called.append(name), 6e9) for name in ("a", "b")], turns=2)  # type: ignore[misc]
    assert called == ["a", "b"] * 3
    assert [(rate.name, len(rate.turns), rate.operations) for rate in rates] == [("a", 2, 3e9), ("b", 2, 3e9)]


def test_ratios() -> None:
    rates = (
        Rate("onnx fp32", (9.0, 18.0), (5.4, 5.4), None),
        Rate("onnx fp32, model alone", (10.0, 20.0), (6.0, 6.0), 2e9),
        Rate("pipeline, batch 1", (3.0, 6.0), (2.7, 2.7), None),
        Rate("products fp32", (40.0, 80.0), (24.0, 24.0), None),
    )
    speed = Speed("two cores", (0.0, 0.0), Sample(turns=2), rates, ())
    assert speed.against(rates[0], "pipeline, batch 1") == pytest.approx(3.0)
    assert speed.against(rates[0], "pipeline, batch 1", worked=True) == pytest.approx(2.0)
    assert speed.against(rates[0], "another") is None
    assert speed.around(rates[0]) == pytest.approx(0.1)
    assert speed.around(rates[1]) is None
    assert speed.of_products(rates[1]) == pytest.approx(0.5)


@pytest.mark.slow
def test_the_whole_benchmark(tiny_model: Path, tmp_path: Path) -> None:
    folder = export(tiny_model, tmp_path)
    speed = measure(str(folder), CORPUS / "train", Sample(articles=2, spread=0, turns=1), checkpoint=tiny_model)
    names = {rate.name for rate in speed.rates}
    assert {"onnx fp32", "onnx fp32, model alone", "torch fp32", "pipeline, batch 1", "pipeline, BERT-base", "products fp32"} <= names
    assert all(turn > 0 for rate in speed.rates for turn in rate.turns)
    assert {process.name for process in speed.fresh} == {name for name in names if name.startswith(("onnx", "openvino", "torch"))} - {
        name for name in names if name.endswith("alone")
    }
    assert all(process.first_report > 0 for process in speed.fresh)
    console = Console(width=200, record=True)
    for table in speed.tables():
        console.print(table)
    assert "pipeline, batch 8" in console.export_text()
    assert json.loads(json.dumps(speed.as_json()))["sample"]["articles"] == 2
