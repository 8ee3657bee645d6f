"""Articles of drafts: labels made fit for BIO tags, spans checked, flat and named, incidents kept where their spans are."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from sigact.data.article import Article, article_from
from sigact.data.formats import Overlaps
from sigact.data.formats.drafts import Draft, Mark, marks_of
from sigact.data.formats.report import Report
from sigact.data.labels import LabelList, sigact_labels
from sigact.data.standoff import text_digest
from sigact.errors import DataError


def build_articles(drafts: Iterable[Draft], labels: LabelList, overlaps: Overlaps, report: Report) -> list[Article]:
    """Check drafts against a label list. Raises DataError that names the record and its fault, and for an id used twice."""
    first_seen: dict[str, str] = {}
    articles = []
    for draft in drafts:
        article = build_article(draft, labels, overlaps, report)
        if article.id in first_seen:
            raise DataError(draft.where, f"id {article.id!r} was used at {first_seen[article.id]}")
        first_seen[article.id] = draft.where
        articles.append(article)
    return articles


def build_article(draft: Draft, labels: LabelList, overlaps: Overlaps, report: Report) -> Article:
    """One article: marks trimmed, made flat and given ids; what is left out on the way is counted in `report`."""
    _check_characters(draft)
    digest = text_digest(draft.text)
    unchanged = draft.header.get("text_sha256", digest) == digest
    marks = _flat(_sound(draft, report), draft, overlaps, report)
    known = marks_of(draft.header["spans"], draft.where) if unchanged and "spans" in draft.header else ()
    spans, kept = _identified(marks, known)
    if "spans" not in draft.header:
        kept = {span["id"] for span in spans}
    record = {key: value for key, value in draft.header.items() if key != "text_sha256"} | {"text": draft.text, "spans": spans}
    if unchanged:
        record["incidents"] = [_with_spans(incident, kept, report) for incident in draft.header.get("incidents", ())]
    else:
        _drop_what_points_into_text(record, report)
    return article_from(record, draft.where, labels)


def _check_characters(draft: Draft) -> None:
    whole = [draft.text, draft.header, [(mark.label, mark.id) for mark in draft.marks]]
    try:
        json.dumps(whole, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise DataError(draft.where, "holds half of a surrogate pair, which is no character; correct it in the tool") from None


def _drop_what_points_into_text(record: dict[str, Any], report: Report) -> None:
    report.note("record whose text was changed")
    report.lose("incident", len(record.pop("incidents")))
    title = record.get("title")
    if title is not None and record["text"] != title and not record["text"].startswith(f"{title}\n\n"):
        report.lose("title")
        record["title"] = None


def _sound(draft: Draft, report: Report) -> list[Mark]:
    """Marks inside the text, in order, without white space at their ends and without repetitions."""
    marks: dict[tuple[int, int, str], Mark] = {}
    for mark in draft.marks:
        if not 0 <= mark.start < mark.end <= len(draft.text):
            raise DataError(draft.where, f"span {mark.start}-{mark.end} {mark.label} is not in the text of {len(draft.text)} characters")
        phrase = draft.text[mark.start : mark.end]
        if not phrase.strip():
            report.lose("span of white space")
            continue
        trimmed = replace(mark, start=mark.end - len(phrase.lstrip()), end=mark.start + len(phrase.rstrip()))
        report.note("span with white space at its ends", trimmed != mark)
        repeated = marks.setdefault((trimmed.start, trimmed.end, trimmed.label), trimmed) is not trimmed
        report.note("repeated span", repeated)
    return sorted(marks.values(), key=lambda mark: (mark.start, -mark.end))


def _flat(marks: Sequence[Mark], draft: Draft, overlaps: Overlaps, report: Report) -> list[Mark]:
    if overlaps is Overlaps.LONGEST:
        flat = _longest(marks)
        report.lose("overlapping span", len(marks) - len(flat))
        return flat
    for before, after in pairwise(marks):
        if after.start < before.end:
            one, other = (f"{m.label} {m.start}-{m.end} {draft.text[m.start : m.end]!r}" for m in (before, after))
            raise DataError(draft.where, f"spans {one} and {other} overlap; correct the record, or use --overlaps longest")
    return list(marks)


def _longest(marks: Sequence[Mark]) -> list[Mark]:
    """The longest marks that do not overlap; of equally long ones the first."""
    chosen: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: mark.start - mark.end):
        if all(mark.end <= other.start or other.end <= mark.start for other in chosen):
            chosen.append(mark)
    return sorted(chosen, key=lambda mark: mark.start)


def _identified(marks: Sequence[Mark], known: Iterable[Mark]) -> tuple[list[dict[str, Any]], set[str]]:
    """Spans with ids: a known mark keeps its id, others keep the tool's where it is free. Also the ids of the known marks found again."""
    ids = {(mark.start, mark.end, mark.label): mark.id for mark in known if mark.id}
    found = {name for mark in marks if (name := ids.get((mark.start, mark.end, mark.label)))}
    taken = set(found)
    spans = []
    for mark in marks:
        name = ids.get((mark.start, mark.end, mark.label))
        if name is None:
            name = mark.id if mark.id and mark.id not in taken else _free_id(taken)
            taken.add(name)
        spans.append({"id": name, "start": mark.start, "end": mark.end, "label": mark.label})
    return spans, found


def _free_id(taken: set[str]) -> str:
    number = len(taken) + 1
    while f"s{number}" in taken:
        number += 1
    return f"s{number}"


def _with_spans(incident: dict[str, Any], kept: set[str], report: Report) -> dict[str, Any]:
    arguments = incident.get("args", [])
    left = [argument for argument in arguments if argument["span"] in kept]
    report.lose("argument whose span is gone or changed", len(arguments) - len(left))
    return incident | {"args": left}


def fit_labels(drafts: Sequence[Draft], report: Report) -> list[Draft]:
    """Write white space in labels as _, since BIO tags cannot carry it. Raises DataError for O and empty ones and if two become one."""
    first_seen = {mark.label: draft.where for draft in reversed(drafts) for mark in draft.marks}
    new = {label: re.sub(r"\s+", "_", label.strip()) for label in sorted(first_seen)}
    before: dict[str, str] = {}
    for label, fitted in new.items():
        where = first_seen[label]
        if fitted in {"", "O"}:
            raise DataError(where, f"{label!r} cannot be a label; rename it in the tool")
        if fitted in before:
            raise DataError(where, f"labels {before[fitted]!r} and {label!r} both become {fitted!r}; rename one in the tool")
        before[fitted] = label
        report.note(f"rename of label {label!r} to {fitted!r}", label != fitted)
    return [replace(draft, marks=tuple(replace(mark, label=new[mark.label]) for mark in draft.marks)) for draft in drafts]


def found_labels(drafts: Iterable[Draft], name: str) -> LabelList:
    """sigact's label list if it has every label that is used, else a list of the used ones in alphabetical order."""
    used = {mark.label for draft in drafts for mark in draft.marks}
    used |= {
        argument["role"] for draft in drafts for incident in draft.header.get("incidents", ()) for argument in incident.get("args", ())
    }
    return sigact_labels() if used <= set(sigact_labels().labels) else LabelList(name, 1, tuple(sorted(used)))
