"""The same texts in any company, order, number of cores and backend."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from helpers import CORPUS

from sigact import ConfigError, Document, Extractor, ModelError
from sigact.data.corpus_files import read_articles
from sigact.infer.backends import OnnxBackend, Rows, load_backend
from sigact.infer.decoding import Scores
from sigact.infer.model_folder import embedded_model, read_model_folder
from sigact.infer.packing import Packing
from sigact.infer.report import Report
from sigact.infer.tagger import Tagger

ARTICLES = read_articles(CORPUS / "dev")[::3]
needs_openvino = pytest.mark.skipif(find_spec("openvino") is None, reason="the extra openvino is not installed")


def tagger(backend: str = "onnx", precision: str = "fp32", packing: Packing | None = None) -> Tagger:
    loaded = load_backend(embedded_model(), backend, precision)
    loaded.packing = packing or loaded.packing
    return Tagger(read_model_folder(embedded_model()), loaded)


def scores(one: Tagger) -> list[Scores]:
    return [encoded.scores for encoded in one.encode_many([article.text for article in ARTICLES])]


@pytest.fixture(scope="module")
def alone() -> list[Scores]:
    """Each article's scores without a neighbour in its batch and without padding."""
    return scores(tagger(packing=Packing(step=1, tokens=1, buffer=1, workers=1)))


def same_words(found: Sequence[Scores], expected: Sequence[Scores]) -> float:
    return float((np.concatenate(found).argmax(axis=1) == np.concatenate(expected).argmax(axis=1)).mean())


def furthest(found: Sequence[Scores], expected: Sequence[Scores]) -> float:
    return float(np.abs(np.exp(np.concatenate(found)) - np.exp(np.concatenate(expected))).max())


def values(report: Report) -> Any:
    """A report without its confidences."""

    def stripped(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: stripped(inner) for key, inner in value.items() if key not in ("confidence", "relevance")}
        return [stripped(inner) for inner in value] if isinstance(value, list) else value

    return stripped(report.as_json())


def leaves(value: Any, path: str = "") -> dict[str, Any]:
    """Every value of a report by its path in it."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if pairs is None:
        return {path: value}
    return {name: leaf for key, inner in pairs for name, leaf in leaves(inner, f"{path}/{key}").items()}


def assert_reports_agree(one: Tagger, other: Tagger) -> None:
    """Spans and values on at least 99.9%, confidences of what both have within 0.001."""
    found, expected = (
        leaves(
            [report.as_json() for report in Extractor(tagger).many([(article.text, article.published, Document()) for article in ARTICLES])]
        )
        for tagger in (one, other)
    )
    both = found.keys() & expected.keys()
    confidences = {path for path in both if path.endswith(("/confidence", "/relevance")) and found[path] is not None}
    same = sum(found[path] == expected[path] for path in both - confidences)
    assert same / (len(found.keys() | expected.keys()) - len(confidences)) >= 0.999
    assert all(abs(found[path] - expected[path]) <= 1e-3 for path in confidences)


@pytest.mark.parametrize("packing", [Packing(1, 256, 3, 1), Packing(16, 4096, 64, 2)])
def test_reports_do_not_depend_on_the_size_of_batches(packing: Packing) -> None:
    assert_reports_agree(tagger(packing=packing), tagger())


@needs_openvino
def test_openvino_gives_the_same_reports() -> None:
    assert_reports_agree(tagger("openvino", "fp32"), tagger())


@pytest.mark.parametrize("packing", [Packing(1, 256, 64, 2), Packing(16, 4096, 7, 3), Packing(64, 1024, 64, 1)])
def test_padding_and_neighbours_change_nothing(alone: list[Scores], packing: Packing) -> None:
    found = scores(tagger(packing=packing))
    assert same_words(found, alone) >= 0.999
    assert furthest(found, alone) <= 1e-3


def test_the_number_of_workers_changes_no_bit() -> None:
    one, three = (scores(tagger(packing=Packing(16, 1024, 8, workers))) for workers in (1, 3))
    assert all(np.array_equal(first, second) for first, second in zip(one, three, strict=True))


@needs_openvino
@pytest.mark.parametrize(("precision", "agreement", "distance"), [("fp32", 0.999, 1e-3), ("bf16", 0.998, 1.0), ("int8", 0.995, 1.0)])
def test_openvino_agrees(alone: list[Scores], precision: str, agreement: float, distance: float) -> None:
    found = scores(tagger("openvino", precision))
    assert same_words(found, alone) >= agreement
    assert furthest(found, alone) <= distance


def test_reports_on_many_articles_are_those_on_each_alone() -> None:
    extractor = Extractor(tagger())
    articles = [(article.text, article.published, Document(id=article.id)) for article in ARTICLES]
    together = extractor.many(articles)
    turned = extractor.many(articles[::-1])[::-1]
    each = [extractor(text, published=published, document=document) for text, published, document in articles]
    assert [report.id for report in together] == [article.id for article in ARTICLES]
    assert list(map(values, together)) == list(map(values, turned)) == list(map(values, each))
    assert together == extractor.many(articles)


def test_many_articles_may_be_none_empty_or_without_words() -> None:
    extractor = Extractor(tagger())
    texts = ["", "Gunmen killed two guards in Herat on Monday.", " \n", "\u0000"]
    reports = extractor.many([(text, date(2024, 5, 16), Document(id=str(number))) for number, text in enumerate(texts)])
    assert [bool(report.incidents) for report in reports] == [False, True, False, False]
    assert extractor.many([]) == []
    assert all(not report.incidents for report in extractor.many([(texts[1], None, Document())], min_confidence=1.0))


def test_spans_of_many_texts() -> None:
    one = tagger()
    texts = [article.text for article in ARTICLES[:4]]
    assert [[replace(span, confidence=0.0) for span in spans] for spans in one.tag_many(texts)] == [
        [replace(span, confidence=0.0) for span in one.tag(text)] for text in texts
    ]


def test_torch_agrees_with_the_exported_model(tiny_model: Path, tmp_path: Path) -> None:
    from sigact.train.export import export

    found, expected = (scores(Tagger.from_folder(folder)) for folder in (tiny_model, export(tiny_model, tmp_path / "onnx", "fp32")))
    assert same_words(found, expected) >= 0.999
    assert furthest(found, expected) <= 1e-3


def test_torch_and_vectors_in_batches(tiny_model: Path) -> None:
    """The trained folder through torch, one window at a time and batched; a linker's vectors are cut as the scores are."""

    class WithVectors(OnnxBackend):
        def __call__(self, input_ids: Any, attention_mask: Any) -> Any:
            found = super().__call__(input_ids, attention_mask)
            vectors: Rows = found.logits[..., :3] * attention_mask[..., None]
            return found._replace(vectors=vectors.astype(np.float32))

    torch_tagger = Tagger.from_folder(tiny_model)
    texts = [article.text for article in ARTICLES]
    together, each = list(torch_tagger.encode_many(texts)), [torch_tagger.encode(text) for text in texts]
    assert furthest([one.scores for one in together], [one.scores for one in each]) <= 1e-3
    linked = Tagger(read_model_folder(embedded_model()), WithVectors(embedded_model() / "model.onnx"))
    for encoded in linked.encode_many(texts):
        assert encoded.vectors is not None
        differences = encoded.vectors - encoded.scores[:, :3]
        np.testing.assert_allclose(differences, np.repeat(differences[:, :1], 3, axis=1), atol=1e-3)


@pytest.mark.parametrize(
    ("backend", "precision", "message"),
    [
        ("tensorrt", "auto", "choose one of auto, onnx, openvino, torch"),
        ("onnx", "int8", "backend onnx computes in fp32"),
        ("torch", "fp16", "computes in fp32 or bf16"),
    ],
)
def test_names_that_do_not_go_together(backend: str, precision: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        Extractor.from_pretrained(backend=backend, precision=precision)


def test_weights_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.safetensors: is missing; backend torch reads it"):
        load_backend(embedded_model(), "torch")
    with pytest.raises(ModelError, match=r"holds neither model\.onnx nor model\.safetensors"):
        load_backend(tmp_path)


@needs_openvino
def test_openvino_sends_no_usage_statistics_and_binds_no_thread() -> None:
    code = (
        "import os, sys; before = os.sched_getaffinity(0); from sigact import Extractor; "
        "Extractor.from_pretrained(backend='openvino')('A bomb exploded in Lima.'); "
        "assert before == os.sched_getaffinity(0); assert not sys.modules.get('openvino_telemetry')"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@needs_openvino
def test_a_broken_graph(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no graph")
    for backend in ("onnx", "openvino"):
        with pytest.raises(ModelError, match="cannot be loaded"):
            load_backend(tmp_path, backend)
