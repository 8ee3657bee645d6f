"""What extraction returns, version 1. `sigact schema` publishes it as JSON Schema."""

from datetime import date
from typing import Any

from sigact.data.article import Source
from sigact.data.incident import Confidence, Extent, Incident, Record


class Unassigned(Record):
    """A labelled phrase that belongs to no incident."""

    label: str
    text: str
    spans: tuple[Extent, ...]
    confidence: Confidence


class Report(Record):
    """One article's incidents. Offsets are code points into the text whose SHA-256 (of its UTF-8 form) is `text_sha256`."""

    id: str
    title: str | None
    published: date | None
    language: str
    source: Source | None
    extra: dict[str, Any]
    text_sha256: str
    model: str
    relevance: Confidence
    incidents: tuple[Incident, ...]
    unassigned: tuple[Unassigned, ...]

    def as_json(self) -> dict[str, Any]:
        """The JSON form: every field of the schema, null where the text says nothing; annotation arguments are left out."""
        return self.model_dump(mode="json", exclude={"incidents": {"__all__": {"args"}}})


def report_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a report."""
    schema = Report.model_json_schema(mode="serialization", by_alias=True)
    schema["$defs"]["Incident"]["properties"].pop("args")
    schema["$defs"].pop("Argument")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "sigact report, version 1", **schema}
