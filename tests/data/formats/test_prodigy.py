import json
from pathlib import Path
from typing import Any

import pytest
from helpers import make_article

from sigact.data.formats.drafts import Draft
from sigact.data.formats.prodigy import read, write
from sigact.data.formats.report import Report
from sigact.errors import DataError

TEXT = "\U0001f600 Gunmen fled to Beketa."


def task(**others: Any) -> dict[str, Any]:
    tokens = [
        {"text": "\U0001f600", "start": 0, "end": 1, "id": 0, "ws": True},
        {"text": "Gunmen", "start": 2, "end": 8, "id": 1, "ws": True},
    ]
    spans = [{"start": 2, "end": 8, "token_start": 1, "token_end": 1, "label": "WHO"}]
    hashes = {"_input_hash": -1201, "_task_hash": 5502, "_session_id": "team-ana", "_view_id": "ner_manual", "_timestamp": 1715680000}
    return {"text": TEXT, "tokens": tokens, "spans": spans, "answer": "accept"} | hashes | others


def drafts_of(folder: Path, *tasks: dict[str, Any]) -> tuple[list[Draft], Report]:
    file, report = folder / "db.jsonl", Report()
    file.write_text("".join(f"{json.dumps(task)}\n" for task in tasks), encoding="utf-8")
    return list(read(file, report)), report


def test_an_accepted_task(tmp_path: Path) -> None:
    (draft,), report = drafts_of(tmp_path, task(meta={"source": "Desk", "pattern": 4}))
    assert [(mark.start, mark.end, mark.label) for mark in draft.marks] == [(2, 8, "WHO")]
    assert draft.header == {"id": "db-1", "source": {"name": "Desk", "url": None, "license": "unknown"}}
    assert report.lines() == ["lost: 1 'pattern' field", "note: 1 record without a license"]


def test_rejected_and_ignored_tasks_and_second_annotations_are_reported(tmp_path: Path) -> None:
    tasks = [task(answer="reject"), task(answer="ignore"), task(), task(_session_id="team-bo", spans=[]), task(_input_hash=7)]
    drafts, report = drafts_of(tmp_path, *tasks)
    assert [draft.header["id"] for draft in drafts] == ["db-3", "db-5"]
    assert report.lost == {"rejected record": 1, "ignored record": 1, "further annotation of a text": 1}


def test_records_that_need_a_second_look_are_noted(tmp_path: Path) -> None:
    unanswered = {"text": TEXT}
    binary = task(_is_binary=True, _view_id="ner", relations=[{"head": 0, "child": 1, "label": "of"}])
    drafts, report = drafts_of(tmp_path, unanswered, binary)
    assert [len(draft.marks) for draft in drafts] == [0, 1]
    assert report.lost == {"relation": 1}
    assert report.noted["record without an answer"] == 1
    assert report.noted["record whose answer is about one span"] == 1


def test_spans_stand_on_tokens(tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    write(file, [make_article("A 5kg bomb.\n", ("5", "WEAPON"), ("bomb", "WEAPON"))], Report())
    written = json.loads(file.read_text(encoding="utf-8"))
    assert [(token["id"], token["text"], token["ws"]) for token in written["tokens"]] == [
        (0, "A", True),
        (1, "5", False),
        (2, "kg", True),
        (3, "bomb", False),
        (4, ".", True),
    ]
    assert written["spans"] == [
        {"start": 2, "end": 3, "token_start": 1, "token_end": 1, "label": "WEAPON"},
        {"start": 6, "end": 10, "token_start": 3, "token_end": 3, "label": "WEAPON"},
    ]
    assert written["answer"] == "accept"
    assert written["meta"]["sigact"]["source"] == {"name": "test", "url": None, "license": "CC0-1.0"}


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"image": "x.png"}, 'has no "text"'),
        (task(answer="maybe"), "answer must be accept, reject or ignore, not 'maybe'"),
        (task(spans={"start": 0}), "spans must be a list"),
        (task(spans=[{"start": 0, "end": 2}]), "a span must have whole numbers"),
        (task(meta="x"), "meta must be an object"),
        (task(meta={"sigact": {}}), "metadata is damaged"),
    ],
)
def test_other_shapes_are_an_error(record: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=rf"db\.jsonl:1: .*{message}"):
        drafts_of(tmp_path, record)
