import json
from pathlib import Path
from typing import Any

import pytest
from helpers import make_article

from sigact.data.article import Article
from sigact.data.formats import FormatName, Overlaps
from sigact.data.formats.convert import Conversion, Options, convert
from sigact.data.formats.label_studio import read, write
from sigact.data.formats.report import Report
from sigact.data.jsonl import read_jsonl
from sigact.data.labels import LabelList
from sigact.errors import DataError

TEXT = "\U0001f600 Gunmen shot two guards in Beketa."
OWN = LabelList("own", 1, ("Attacker", "Hurt", "Where"))


def region(phrase: str, *labels: str, kind: str = "labels", text: str = TEXT, shift: int = 0, name: str = "r1") -> dict[str, Any]:
    start = text.index(phrase) + shift
    value = {"start": start, "end": start + len(phrase), "text": phrase, kind: list(labels)}
    return {"id": name, "from_name": "label", "to_name": "text", "type": kind, "origin": "manual", "value": value}


def annotation(*result: dict[str, Any], cancelled: bool = False) -> dict[str, Any]:
    return {
        "id": 900,
        "completed_by": 2,
        "result": list(result),
        "was_cancelled": cancelled,
        "ground_truth": False,
        "created_at": "2024-05-14T10:00:00Z",
        "lead_time": 12.5,
        "result_count": len(result),
    }


def task(*annotations: dict[str, Any], data: dict[str, Any] | None = None, **others: Any) -> dict[str, Any]:
    whole = {"id": 12, "inner_id": 1, "file_upload": "x.json", "project": 3, "meta": {}, "predictions": [], "drafts": []}
    return whole | {"data": data or {"text": TEXT}, "annotations": list(annotations)} | others


def convert_tasks(tasks: object, folder: Path, overlaps: Overlaps = Overlaps.ERROR) -> tuple[list[Article], Conversion]:
    export, output = folder / "export.json", folder / "team.jsonl"
    export.write_text(json.dumps(tasks), encoding="utf-8")
    conversion = convert(export, output, Options(FormatName.SIGACT, FormatName.LABEL_STUDIO, OWN, overlaps))
    return read_jsonl(output, OWN), conversion


def found(article: Article) -> list[tuple[str, str, str]]:
    return [(span.id, article.text[span.start : span.end], span.label) for span in article.spans]


def test_an_export_with_a_teams_own_labels(tmp_path: Path) -> None:
    result = [region("Beketa", "Where", name="r2"), region("Gunmen", "Attacker")]
    articles, conversion = convert_tasks([task(annotation(*result))], tmp_path)
    assert found(articles[0]) == [("r1", "Gunmen", "Attacker"), ("r2", "Beketa", "Where")]
    assert articles[0].id == "12"
    assert articles[0].source.model_dump() == {"name": "imported from label-studio", "url": None, "license": "unknown"}
    assert conversion.report.lines() == ["note: 1 record without a source, 1 record without a license"]


def test_fields_of_the_task_are_kept_where_the_schema_has_them(tmp_path: Path) -> None:
    data = {"body": TEXT, "id": 5, "published": "2024-05-14", "votes": 3}
    fields = {key: value for key, value in data.items() if key != "published"}
    articles, conversion = convert_tasks([task(annotation(), data=fields, meta={"source": "Desk", "license": "CC0-1.0"})], tmp_path)
    assert (articles[0].id, articles[0].text, articles[0].source.name) == ("5", TEXT, "Desk")
    assert conversion.report.lines() == ["lost: 1 'votes' field"]
    with pytest.raises(DataError, match=r"task 12: its data must have the annotated text as \"text\"; it has 'body', 'id', 'published'"):
        convert_tasks([task(annotation(), data=data)], tmp_path)


def test_the_first_annotation_that_was_not_cancelled_counts(tmp_path: Path) -> None:
    annotations = [annotation(cancelled=True), annotation(region("Gunmen", "Attacker")), annotation(region("Beketa", "Where"))]
    articles, conversion = convert_tasks([task(*annotations, predictions=[{"id": 1}, {"id": 2}], drafts=[{"id": 3}])], tmp_path)
    assert found(articles[0]) == [("r1", "Gunmen", "Attacker")]
    assert conversion.report.lines()[0] == "lost: 1 cancelled annotation, 1 further annotation of a task, 2 predictions, 1 draft"


def test_a_task_that_nobody_annotated_is_no_article_without_spans(tmp_path: Path) -> None:
    tasks = [task(annotation(cancelled=True), id=1), task(id=2), task(annotation(), id=3)]
    articles, conversion = convert_tasks(tasks, tmp_path)
    assert [(article.id, article.spans) for article in articles] == [("3", ())]
    assert conversion.report.lost["task without annotations"] == 2
    with pytest.raises(DataError, match="holds no annotated text; lost: 1 task without annotations"):
        convert_tasks([task()], tmp_path)


def test_results_that_are_not_labels_are_reported(tmp_path: Path) -> None:
    relation = {"from_id": "r1", "to_id": "r2", "type": "relation", "direction": "right"}
    choice = {"id": "c", "from_name": "kind", "to_name": "text", "type": "choices", "value": {"choices": ["attack"]}}
    unlabelled = {"id": "u", "type": "labels", "value": {"start": 0, "end": 2, "text": "x"}}
    articles, conversion = convert_tasks([task(annotation(region("Gunmen", "Attacker"), relation, choice, unlabelled))], tmp_path)
    assert len(articles[0].spans) == 1
    assert conversion.report.lines()[0] == "lost: 1 relation, 1 'choices' result, 1 region without a label"


def test_two_labels_of_one_region_overlap(tmp_path: Path) -> None:
    tasks = [task(annotation(region("guards", "Hurt", "Where")))]
    with pytest.raises(DataError, match=r"task 12: spans Hurt 18-24 'guards' and Where 18-24 'guards' overlap"):
        convert_tasks(tasks, tmp_path)
    articles, conversion = convert_tasks(tasks, tmp_path, Overlaps.LONGEST)
    assert found(articles[0]) == [("r1", "guards", "Hurt")]
    assert conversion.report.lost == {"overlapping span": 1}


def test_words_beside_the_offsets_reveal_utf16_offsets(tmp_path: Path) -> None:
    articles, conversion = convert_tasks([task(annotation(region("Gunmen", "Attacker", shift=1)))], tmp_path)
    assert found(articles[0]) == [("r1", "Gunmen", "Attacker")]
    assert conversion.report.noted["span whose offsets counted UTF-16 code units"] == 1


def test_words_that_stand_elsewhere_are_noted(tmp_path: Path) -> None:
    doubtful = region("Gunmen", "Attacker")
    doubtful["value"]["text"] = "nmen sh"
    articles, conversion = convert_tasks([task(annotation(doubtful))], tmp_path)
    assert found(articles[0]) == [("r1", "Gunmen", "Attacker")]
    assert conversion.report.noted["span whose words differ from those at its offsets"] == 1


@pytest.mark.parametrize(
    ("tasks", "message"),
    [
        ({"id": 1}, "must be a list of tasks"),
        ([{"id": 4, "text": TEXT, "label": []}], "task 4: must have data and annotations: choose the export format JSON, not JSON-MIN"),
        ([[]], "task 1: must have data and annotations"),
        ([task(annotation({"type": "labels", "value": {"start": "/p", "end": 2}}))], "task 12: a region must have whole numbers"),
        ([task(annotation() | {"result": 3})], "task 12: result must be a list"),
        ([task(annotation({"value": {}}))], "task 12: a result must have a type"),
        ([task(annotation(), meta=[1])], "task 12: meta must be an object"),
    ],
)
def test_other_shapes_are_an_error(tasks: object, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=message):
        convert_tasks(tasks, tmp_path)


def test_a_file_that_is_no_json_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    file.write_text("[{", encoding="utf-8")
    with pytest.raises(DataError, match="is not JSON"):
        list(read(file, Report()))


def test_what_is_written_is_what_label_studio_imports(tmp_path: Path) -> None:
    file = tmp_path / "tasks.json"
    write(file, [make_article(TEXT, ("guards", "KILLED"))], Report())
    tasks = json.loads(file.read_text(encoding="utf-8"))
    assert tasks[0]["data"] == {"text": TEXT, "id": "a"}
    value = {"start": 18, "end": 24, "text": "guards", "labels": ["KILLED"]}
    result = {"id": "s1", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    assert tasks[0]["annotations"] == [{"result": [result], "was_cancelled": False, "ground_truth": False}]
    assert tasks[0]["meta"]["sigact"]["published"] == "2024-05-16"
