"""Prodigy's JSONL, as `prodigy db-out` writes and ner.manual reads it: text, tokens, spans, meta, answer.

Offsets count code points. Tokens are the words of `sigact.data.words`, cut where a span begins or ends inside one, so that every span
has its `token_start` and `token_end` (inclusive). `meta.sigact` holds the rest of the article's record.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from sigact.data.article import Article
from sigact.data.formats.drafts import HEADER, Draft, foreign_header, header_of, marks_of, own_header
from sigact.data.formats.report import Report
from sigact.data.formats.sigact_jsonl import first_record_keys
from sigact.data.jsonl import read_records, write_jsonl
from sigact.data.words import words_of
from sigact.errors import DataError

_OF_THE_TOOL = {"text", "tokens", "spans", "meta", "answer", "relations", "label", "html", "config", "view_id"}


def recognises(path: Path) -> bool:
    """A .jsonl file whose first record has `answer`, `_input_hash` or `tokens`, or text and spans without a source."""
    if path.suffix != ".jsonl" or not path.is_file():
        return False
    keys = first_record_keys(path)
    return bool({"answer", "_input_hash", "tokens"} & keys) or ({"text", "spans"} <= keys and "source" not in keys)


def write(path: Path, articles: Sequence[Article], _report: Report) -> None:
    """Write one task per line, each with the answer accept."""
    write_jsonl(path, map(_task, articles))


def _task(article: Article) -> dict[str, Any]:
    tokens = _tokens(article)
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    spans = [
        {"start": span.start, "end": span.end, "token_start": first[span.start], "token_end": last[span.end], "label": span.label}
        for span in article.spans
    ]
    meta = {"id": article.id, HEADER: header_of(article)}
    return {"text": article.text, "tokens": tokens, "spans": spans, "meta": meta, "answer": "accept"}


def _tokens(article: Article) -> list[dict[str, Any]]:
    text, cuts = article.text, {edge for span in article.spans for edge in (span.start, span.end)}
    tokens: list[dict[str, Any]] = []
    for word in words_of(text):
        edges = [word.start, *sorted(cut for cut in cuts if word.start < cut < word.end), word.end]
        for start, end in pairwise(edges):
            token = {"text": text[start:end], "start": start, "end": end, "id": len(tokens), "ws": text[end : end + 1].isspace()}
            tokens.append(token)
    return tokens


def read(path: Path, report: Report) -> Iterator[Draft]:
    """Read accepted tasks; others and further annotations of one text are reported as lost. Raises DataError with file:line."""
    seen: set[int] = set()
    for number, (where, task) in enumerate(read_records(path), start=1):
        text, answer, text_hash = task.get("text"), task.get("answer", "accept"), task.get("_input_hash")
        if not isinstance(text, str):
            raise DataError(where, 'has no "text": only text tasks can be read')
        if answer not in ("accept", "reject", "ignore"):
            raise DataError(where, f"answer must be accept, reject or ignore, not {answer!r}")
        if answer != "accept":
            report.lose(f"{'rejected' if answer == 'reject' else 'ignored'} record")
        elif isinstance(text_hash, int) and text_hash in seen:
            report.lose("further annotation of a text")
        else:
            if isinstance(text_hash, int):
                seen.add(text_hash)
            yield _draft(task, where, f"{path.stem}-{number}", report)


def _draft(task: dict[str, Any], where: str, identifier: str, report: Report) -> Draft:
    meta = task.get("meta") or {}
    if not isinstance(meta, dict):
        raise DataError(where, f"meta must be an object, not {meta!r}")
    report.note("record without an answer", "answer" not in task)
    report.note("record whose answer is about one span", task.get("_is_binary") is True)
    report.lose_each("relation", task.get("relations"))
    if HEADER in meta:
        header = own_header(meta[HEADER], where)
    else:
        others = {key: value for key, value in task.items() if key not in _OF_THE_TOOL and not key.startswith("_")}
        header = foreign_header(others | meta, identifier, "prodigy", task["text"], report)
    return Draft(where, task["text"], marks_of(task.get("spans") or [], where), header)
