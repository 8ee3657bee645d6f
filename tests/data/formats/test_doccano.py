import json
from pathlib import Path
from typing import Any

import pytest
from helpers import make_article

from sigact.data.formats.doccano import read, write
from sigact.data.formats.drafts import Draft
from sigact.data.formats.report import Report
from sigact.errors import DataError

TEXT = "Gunmen shot two guards in Beketa."
WITH_EMOJI = f"\U0001f600 {TEXT}"


def drafts_of(folder: Path, *records: dict[str, Any]) -> tuple[list[Draft], Report]:
    file, report = folder / "all.jsonl", Report()
    file.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return list(read(file, report)), report


def marked(draft: Draft) -> list[tuple[str, str]]:
    return [(draft.text[mark.start : mark.end], mark.label) for mark in draft.marks]


def test_label_triples(tmp_path: Path) -> None:
    record = {
        "id": 31,
        "text": TEXT,
        "label": [[0, 6, "WHO"], [26, 32, "WHERE"]],
        "Comments": ["unsure"],
        "url": "https://example.org",
        "shift": 2,
    }
    (draft,), report = drafts_of(tmp_path, record)
    assert marked(draft) == [("Gunmen", "WHO"), ("Beketa", "WHERE")]
    assert draft.header == {"id": "31", "source": {"name": "imported from doccano", "url": "https://example.org", "license": "unknown"}}
    assert report.lines()[0] == "lost: 1 comment, 1 'shift' field"


def test_entities_and_relations(tmp_path: Path) -> None:
    entities = [
        {"id": 8, "label": "WHO", "start_offset": 0, "end_offset": 6},
        {"id": 9, "label": "HURT", "start_offset": 12, "end_offset": 22},
    ]
    relations = [{"id": 1, "from_id": 8, "to_id": 9, "type": "shot"}]
    (draft,), report = drafts_of(tmp_path, {"id": 0, "text": TEXT, "relations": relations, "entities": entities, "Comments": []})
    assert marked(draft) == [("Gunmen", "WHO"), ("two guards", "HURT")]
    assert [mark.id for mark in draft.marks] == ["8", "9"]
    assert draft.header["id"] == "0"
    assert report.lost == {"relation": 1}


def test_names_of_older_exports(tmp_path: Path) -> None:
    drafts, _ = drafts_of(tmp_path, {"data": TEXT, "label": []}, {"text": TEXT, "labels": [[0, 6, "WHO"]]})
    assert [(draft.header["id"], len(draft.marks)) for draft in drafts] == [("all-1", 0), ("all-2", 1)]


def test_offsets_count_utf16_code_units(tmp_path: Path) -> None:
    (draft,), report = drafts_of(tmp_path, {"text": WITH_EMOJI, "label": [[3, 9, "WHO"], [29, 35, "WHERE"]]})
    assert marked(draft) == [("Gunmen", "WHO"), ("Beketa", "WHERE")]
    assert report.lost == {}
    write(tmp_path / "out.jsonl", [make_article(WITH_EMOJI, ("two", "KILLED"))], Report())
    record = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert record["label"] == [[15, 18, "KILLED"]]
    assert (record["id"], record["text"], record["sigact"]["published"]) == ("a", WITH_EMOJI, "2024-05-16")


@pytest.mark.parametrize("label", [[[2, 8, "WHO"]], [[0, 1, "FACE"], [2, 8, "WHO"]]])
def test_offsets_that_only_fit_as_code_points_are_read_so(label: list[Any], tmp_path: Path) -> None:
    (draft,), report = drafts_of(tmp_path, {"text": WITH_EMOJI, "label": label})
    assert marked(draft)[-1] == ("Gunmen", "WHO")
    assert report.noted["record whose offsets were read as code points"] == 1


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"label": []}, "has no text"),
        ({"text": TEXT, "label": [[0, 6]]}, "a label must be"),
        ({"text": TEXT, "label": ["attack"]}, "a label must be"),
        ({"text": TEXT, "entities": 2}, "entities, label, labels must be lists"),
        ({"text": TEXT, "label": [["0", 6, "WHO"]]}, "whole numbers for its start and end"),
        ({"text": WITH_EMOJI, "label": [[1, 5, "WHO"]]}, "a span cuts a character in two"),
        ({"text": TEXT, "label": [], "sigact": 1}, "metadata is damaged"),
    ],
)
def test_other_shapes_are_an_error(record: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=rf"all\.jsonl:1: .*{message}"):
        drafts_of(tmp_path, record)
