"""What readers hand over: records of another tool, still with its labels and offsets checked by nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from sigact.data.article import Article, annotation_record
from sigact.data.formats.report import Report
from sigact.data.incident import Incident
from sigact.data.standoff import text_digest
from sigact.errors import DataError

HEADER = "sigact"
UNKNOWN_LICENSE = "unknown"


@dataclass(frozen=True)
class Mark:
    """A labelled run of code points; `id` is the tool's own name for it."""

    start: int
    end: int
    label: str
    id: str | None = None


@dataclass(frozen=True)
class Draft:
    """One text with its marks. `header` is every other field of the annotation record; with `text_sha256` it came from `header_of`."""

    where: str
    text: str
    marks: tuple[Mark, ...]
    header: Mapping[str, Any]


def header_of(article: Article) -> dict[str, Any]:
    """Everything of an article but its text, which the format itself holds, and the text's SHA-256."""
    record = annotation_record(article)
    digest = text_digest(record.pop("text"))
    return {"id": record.pop("id"), "text_sha256": digest, **record}


def own_header(header: object, where: str) -> dict[str, Any]:
    """Check a header that `header_of` made and another tool carried. Raises DataError."""
    try:
        if not isinstance(header, dict) or not isinstance(header["text_sha256"], str):
            raise TypeError("text_sha256 must be a string")
        for incident in header["incidents"]:
            Incident.model_validate(incident)
        marks_of(header["spans"], where)
    except (KeyError, TypeError, ValidationError) as error:
        raise DataError(where, f"its {HEADER!r} metadata is damaged ({error}); remove the metadata to read text and spans alone") from None
    return header


def foreign_header(fields: Mapping[str, Any], identifier: str, tool: str, text: str, report: Report) -> dict[str, Any]:
    """Header of a record that sigact did not write, from the tool's free metadata.

    Read are id, title, published, language, source, url and license where they hold what the schema wants; others are reported as lost.
    Without them the id is `identifier`, the source "imported from TOOL" and the license "unknown".
    """
    known: dict[str, Any] = {}
    for key, value in fields.items():
        if value is not None and not _fits(key, value, text):
            report.lose(f"{key!r} field")
        elif value is not None:
            known[key] = value
    for key in ("source", "license"):
        report.note(f"record without a {key}", key not in known)
    name, license_text = known.get("source", f"imported from {tool}"), known.get("license", UNKNOWN_LICENSE)
    source = {"name": name, "url": known.get("url"), "license": license_text}
    header = {key: known[key] for key in ("title", "published", "language") if key in known}
    return header | {"id": str(known.get("id", identifier)), "source": source}


def _fits(key: str, value: object, text: str) -> bool:
    if key == "id":
        return isinstance(value, int) or (isinstance(value, str) and value != "")
    if not isinstance(value, str):
        return False
    if key == "title":
        return text == value or text.startswith(f"{value}\n\n")
    if key == "published":
        return _is_day(value)
    return key in {"language", "source", "url", "license"}


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def marks_of(spans: object, where: str) -> tuple[Mark, ...]:
    """Marks of a list of {"start", "end", "label", maybe "id"}. Raises DataError that quotes the first one of another shape."""
    if not isinstance(spans, list):
        raise DataError(where, f"spans must be a list, not {type(spans).__name__}")
    return tuple(mark_of(span, span, where) for span in spans)


def mark_of(span: object, quoted: object, where: str) -> Mark:
    """One mark of {"start", "end", "label", maybe "id"}; `quoted` is shown in the DataError that says it has another shape."""
    match span:
        case {"start": int(start), "end": int(end), "label": str(label), **rest}:
            identifier = rest.get("id")
            return Mark(start, end, label, identifier if isinstance(identifier, str) else None)
    raise DataError(where, f"a span must have whole numbers for its start and end and a string for its label, not {quoted!r}")
