"""The code of docs/scale.md does what it says."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from batch_helpers import records, write_jsonl
from helpers import ROOT

from sigact import Document, Extractor

RECORDS = records(5)


def reports_of(extractor: Extractor, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [report.as_json() for report in extractor.many([(one["text"], None, Document(one["id"])) for one in items])]


def code_of(heading: str) -> str:
    document = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {heading}\n.*?^```python\n(.*?)^```", document, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_datasets(extractor: Extractor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("datasets", reason="datasets comes with the extra `train` or `corpus`")
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path / "cache")
    monkeypatch.chdir(tmp_path)
    write_jsonl(tmp_path / "news.jsonl", RECORDS)
    names: dict[str, Any] = {"__name__": "documented"}
    exec(code_of("datasets"), names)
    assert [json.loads(report) for report in names["reports"]["report"]] == reports_of(extractor, RECORDS)


def test_spark_frames(extractor: Extractor) -> None:
    """mapInPandas hands a function an iterator of frames and takes one of frames with the columns of the schema."""
    pandas = pytest.importorskip("pandas", reason="pandas comes with the extra `train` or `corpus`")
    names: dict[str, Any] = {}
    exec(code_of("Spark"), names)

    chunks = [RECORDS[:3], RECORDS[3:], []]

    def frames() -> Iterator[Any]:
        yield from (pandas.DataFrame(chunk, columns=["id", "text"]) for chunk in chunks)

    found = list(names["extract"](frames()))
    assert [list(frame.columns) for frame in found] == [["id", "report"]] * 3
    assert [[*map(json.loads, frame["report"])] for frame in found] == [reports_of(extractor, chunk) for chunk in chunks]
