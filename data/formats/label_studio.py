"""Label Studio's JSON: a list of tasks with `data`, `meta` and `annotations`; the export format JSON, also the import format.

Offsets count code points, as Label Studio does; exports of early versions counted UTF-16 code units, which the words beside the
offsets reveal. Span ids are region ids. `meta.sigact` holds the rest of the article's record. Of a task's annotations the first that was
not cancelled counts.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sigact.data.article import Article
from sigact.data.formats.drafts import HEADER, Draft, Mark, foreign_header, header_of, mark_of, own_header
from sigact.data.formats.offsets import Extent, find_words
from sigact.data.formats.report import Report
from sigact.data.jsonl import read_text, write_atomically
from sigact.errors import DataError


def recognises(path: Path) -> bool:
    """A .json file that begins with a list."""
    if path.suffix != ".json" or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(64).removeprefix(BOM_UTF8).lstrip().startswith(b"[")


def write(path: Path, articles: Sequence[Article], _report: Report) -> None:
    """Write one task per article; the labelling set-up needs <Labels name="label" toName="text"> and <Text name="text" value="$text">."""
    write_atomically(path, json.dumps([_task(article) for article in articles], ensure_ascii=False, indent=1) + "\n")


def _task(article: Article) -> dict[str, Any]:
    result = [
        {
            "id": span.id,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": span.start, "end": span.end, "text": article.text[span.start : span.end], "labels": [span.label]},
        }
        for span in article.spans
    ]
    annotations = [{"result": result, "was_cancelled": False, "ground_truth": False}]
    return {"data": {"text": article.text, "id": article.id}, "meta": {HEADER: header_of(article)}, "annotations": annotations}


def read(path: Path, report: Report) -> Iterator[Draft]:
    """Read an export. Tasks that nobody annotated are reported as lost, not read as articles without spans. Raises DataError."""
    try:
        tasks = json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise DataError(path, f"is not JSON: {error}") from None
    if not isinstance(tasks, list):
        raise DataError(path, "must be a list of tasks: choose the export format JSON")
    for number, task in enumerate(tasks, start=1):
        where = f"{path}: task {task.get('id', number) if isinstance(task, dict) else number}"
        match task:
            case {"data": dict(), "annotations": [*annotations]} if all(isinstance(annotation, dict) for annotation in annotations):
                yield from _drafts(task, where, str(task.get("id", f"{path.stem}-{number}")), report)
            case _:
                raise DataError(where, "must have data and annotations: choose the export format JSON, not JSON-MIN")


def _drafts(task: dict[str, Any], where: str, identifier: str, report: Report) -> Iterator[Draft]:
    cancelled = [annotation for annotation in task["annotations"] if annotation.get("was_cancelled")]
    valid = [annotation for annotation in task["annotations"] if not annotation.get("was_cancelled")]
    report.lose("cancelled annotation", len(cancelled))
    report.lose("further annotation of a task", len(valid[1:]))
    report.lose_each("prediction", task.get("predictions"))
    report.lose_each("draft", task.get("drafts"))
    if not valid:
        report.lose("task without annotations")
        return
    text_key = _text_key(task["data"], where)
    text = task["data"][text_key]
    meta = task.get("meta") or {}
    if not isinstance(meta, dict):
        raise DataError(where, f"meta must be an object, not {meta!r}")
    if HEADER in meta:
        header = own_header(meta[HEADER], where)
    else:
        fields = {key: value for key, value in task["data"].items() if key != text_key}
        header = foreign_header(meta | fields, identifier, "label-studio", text, report)
    yield Draft(where, text, tuple(_marks(valid[0].get("result") or [], text, where, report)), header)


def _text_key(data: dict[str, Any], where: str) -> str:
    strings = [key for key, value in data.items() if isinstance(value, str)]
    if "text" in strings:
        return "text"
    if len(strings) == 1:
        return strings[0]
    raise DataError(where, f'its data must have the annotated text as "text"; it has {", ".join(map(repr, data)) or "nothing"}')


def _marks(result: object, text: str, where: str, report: Report) -> Iterator[Mark]:
    if not isinstance(result, list):
        raise DataError(where, f"result must be a list, not {result!r}")
    for region in result:
        match region:
            case {"type": "labels", "value": {"start": int(start), "end": int(end), "labels": [*labels], **value}}:
                extent = _extent(text, Extent(start, end), value.get("text"), report)
                for label in labels:
                    yield mark_of({"start": extent.start, "end": extent.end, "label": label, "id": region.get("id")}, region, where)
            case {"type": "labels", "value": {"start": int(), "end": int()}}:
                report.lose("region without a label")
            case {"type": "labels"}:
                raise DataError(where, f"a region must have whole numbers for its start and end, not {region.get('value')!r}")
            case {"type": str(kind)}:
                report.lose("relation" if kind == "relation" else f"{kind!r} result")
            case _:
                raise DataError(where, f"a result must have a type, unlike {region!r}")


def _extent(text: str, extent: Extent, words: object, report: Report) -> Extent:
    """The extent that the words beside the offsets confirm; the offsets as they are where neither way of counting does."""
    if not isinstance(words, str) or text[slice(*extent)] == words:
        return extent
    found = find_words(text, extent, words.replace("\\n", "\n"))
    report.note("span whose offsets counted UTF-16 code units", found not in {None, extent})
    report.note("span whose words differ from those at its offsets", found is None)
    return found or extent
