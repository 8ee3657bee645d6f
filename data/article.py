"""The annotated article, version 1 of the schema: text, spans, incidents."""

from datetime import date
from itertools import pairwise
from typing import Any, Self

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator

from sigact.data.incident import Extent, Incident, Record
from sigact.data.labels import LabelList, sigact_labels
from sigact.errors import DataError


class Source(Record):
    """Where the text comes from; `license` is an SPDX id or words."""

    name: str
    url: str | None = None
    license: str


class Span(Extent):
    """A labelled run of code points of the article's text."""

    id: str
    label: str


class Article(Record):
    """One article. Checked on construction; `article_from` adds the check of a label list other than sigact's."""

    id: str = Field(min_length=1)
    text: str
    title: str | None = None
    published: date | None = None
    language: str = "en"
    genre: str | None = None
    fiction: bool = False
    source: Source
    spans: tuple[Span, ...] = ()
    incidents: tuple[Incident, ...] = ()

    @field_validator("spans")
    @classmethod
    def _spans_in_order(cls, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        ordered = tuple(sorted(spans, key=lambda span: span.start))
        for before, after in pairwise(ordered):
            if after.start < before.end:
                raise ValueError(f"spans {before.id} ({before.start}-{before.end}) and {after.id} ({after.start}-{after.end}) overlap")
        return ordered

    @model_validator(mode="after")
    def _consistent(self, info: ValidationInfo) -> Self:
        labels = (info.context or {}).get("labels") or sigact_labels()
        check_title(self.text, self.title)
        check_spans(self, labels)
        check_incidents(self, labels)
        return self


def check_title(text: str, title: str | None) -> None:
    """A title stands at the head of the text, followed by a blank line or nothing."""
    if title is not None and text != title and not text.startswith(f"{title}\n\n"):
        raise ValueError("text must begin with the title and a blank line")


def title_of(text: str) -> str | None:
    """The first line, if a blank line and more text follow and it does not end like a sentence."""
    first, blank, rest = text.partition("\n\n")
    is_title = blank and rest.strip() and "\n" not in first and first.strip() and not first.rstrip().endswith((".", ":", ";"))
    return first if is_title else None


def check_spans(article: Article, labels: LabelList) -> None:
    """Ids are distinct, extents inside the text and without white space at their ends, labels in the list."""
    seen: set[str] = set()
    for span in article.spans:
        if span.id in seen:
            raise ValueError(f"span id {span.id!r} is used twice")
        seen.add(span.id)
        if span.end > len(article.text):
            raise ValueError(f"span {span.id} ends at {span.end}, but the text has {len(article.text)} characters")
        phrase = article.text[span.start : span.end]
        if phrase != phrase.strip():
            raise ValueError(f"span {span.id} {phrase!r} begins or ends with white space")
        if span.label not in labels.labels:
            raise ValueError(f"span {span.id} {phrase!r} has label {span.label!r}, which is not in label list {labels.name!r}")


def check_incidents(article: Article, labels: LabelList) -> None:
    """Ids are distinct; every argument refers to a span and takes its role from the label list."""
    spans = {span.id for span in article.spans}
    seen: set[str] = set()
    for incident in article.incidents:
        if incident.id in seen:
            raise ValueError(f"incident id {incident.id!r} is used twice")
        seen.add(incident.id)
        for argument in incident.args:
            if argument.span not in spans:
                raise ValueError(f"incident {incident.id} refers to span {argument.span!r}, which does not exist")
            if argument.role not in labels.labels:
                raise ValueError(f"incident {incident.id}: role {argument.role!r} is not in label list {labels.name!r}")


def article_from(record: Any, where: object, labels: LabelList | None = None) -> Article:
    """Build an Article from its JSON form. Raises DataError with `where` and every fault found, field by field."""
    try:
        return Article.model_validate(record, context={"labels": labels})
    except ValidationError as error:
        raise DataError(where, "; ".join(map(fault_message, error.errors()))) from None


def fault_message(fault: Any) -> str:
    """The words for one of pydantic's errors: the path of the field and what is wrong."""
    path = ".".join(str(part) for part in fault["loc"])
    return f"{path}: {fault['msg']}" if path else str(fault["msg"])


def annotation_record(article: Article) -> dict[str, Any]:
    """The JSON form of an annotated article: every article field, and of each incident what is filled."""
    record = article.model_dump(mode="json", exclude={"incidents", "genre"})
    if article.genre:
        record["genre"] = article.genre
    record["incidents"] = [
        incident.model_dump(mode="json", exclude_defaults=True) | {"args": [a.model_dump() for a in incident.args]}
        for incident in article.incidents
    ]
    return record
