"""Small articles, spans and runs for tests."""

from datetime import date
from pathlib import Path
from typing import Any

from sigact.data.article import Article, Source, Span
from sigact.infer.calibration import CALIBRATION, Calibration, calibration_json
from sigact.infer.decoding import TaggedSpan
from sigact.infer.grouping import Group, group_spans
from sigact.infer.model_folder import embedded_model
from sigact.infer.sentences import split_sentences

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "data" / "corpus"
PUBLISHED = date(2024, 5, 16)


def tag(text: str, *marks: tuple[str, str]) -> list[TaggedSpan]:
    """Spans of (phrase, label), each searched after the one before."""
    spans, at = [], 0
    for phrase, label in marks:
        start = text.index(phrase, at)
        at = start + len(phrase)
        spans.append(TaggedSpan(start, at, label, 0.9))
    return spans


def grouped(text: str, *marks: tuple[str, str]) -> tuple[list[Group], list[str]]:
    groups, loose = group_spans(text, tag(text, *marks), split_sentences(text), PUBLISHED)
    return groups, [text[span.start : span.end] for span in loose]


def small_run(output: Path) -> dict[str, Any]:
    """Overrides of configs/smoke.yaml that train on two short articles in a second."""
    one, other = CORPUS / "train" / "iq-checkpoint-ied.txt", CORPUS / "dev" / "iq-mortar-base.txt"
    return {"output": str(output), "data.train": [str(one)], "data.dev": [str(other)], "data.dev_share": 0.0}


def make_article(text: str, *marks: tuple[str, str], **values: Any) -> Article:
    """An article whose spans are the first places of (phrase, label)."""
    spans = [
        Span(id=f"s{number}", start=text.index(phrase), end=text.index(phrase) + len(phrase), label=label)
        for number, (phrase, label) in enumerate(marks, start=1)
    ]
    fields: dict[str, Any] = {"id": "a", "published": date(2024, 5, 16), "source": Source(name="test", license="CC0-1.0")}
    return Article(text=text, spans=tuple(spans), **(fields | values))


def calibrated_model(folder: Path, calibration: Calibration | None) -> Path:
    """The embedded model with another calibration or none, in `folder`."""
    for name in ("config.json", "tokenizer.json", "model.onnx"):
        (folder / name).symlink_to(embedded_model() / name)
    if calibration is not None:
        (folder / CALIBRATION).write_text(calibration_json(calibration), encoding="utf-8")
    return folder
