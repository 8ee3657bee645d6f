"""What a model finds in a text, in MUC-4's terms: role-filler entities and templates.

A model with MUC-4's own labels marks mentions, which are merged into entities (`muc4_entities`) and these into templates
(`muc4_templates`).

A model with sigact's labels makes reports, whose incidents are templates by `sigact.infer.rows.muc4`, background included; its role-filler
entities are the first mentions of all its templates, merged in the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sigact.data.jsonl import read_records
from sigact.data.sources.muc4_articles import MUC4_LABELS
from sigact.data.sources.muc4_processed import ROLES
from sigact.errors import DataError, ModelError
from sigact.infer.decision import Decision
from sigact.infer.extractor import Document, Extractor
from sigact.infer.phrases import occurrences
from sigact.infer.report import Report
from sigact.infer.rows.muc4 import template
from sigact.train.benchmarks.muc4_entities import Entities, Mention, RoleEntity, mentions_of, role_entities, written
from sigact.train.benchmarks.muc4_templates import templates_of


@dataclass(frozen=True)
class Text:
    """One record of a benchmark's texts."""

    docid: str
    text: str
    published: date | None


@dataclass(frozen=True)
class Extraction:
    """The entities of each of ROLES, and templates: an `incident_type` and entities by role."""

    extracts: Entities
    templates: list[dict[str, Any]]


def read_texts(path: Path) -> list[Text]:
    """Read `{"docid", "doctext"[, "published"]}` records; other keys are left alone. Raises DataError with file:line."""
    texts: dict[str, Text] = {}
    for where, record in read_records(path):
        docid, text, published = (record.get(key) for key in ("docid", "doctext", "published"))
        if not isinstance(docid, str) or not isinstance(text, str):
            raise DataError(where, "docid and doctext must be strings")
        if docid in texts:
            raise DataError(where, f"docid {docid!r} is used twice")
        try:
            texts[docid] = Text(docid, text, date.fromisoformat(published) if published else None)
        except (TypeError, ValueError):
            raise DataError(where, f"published {published!r} is not a date such as 1990-01-03") from None
    return list(texts.values())


def extract(extractor: Extractor, texts: Sequence[Text], decision: Decision | None = None) -> dict[str, Extraction]:
    """Extractions by docid; `decision` is for models with MUC-4's labels.

    Raises ModelError for a model with other labels than MUC-4's or sigact's.
    """
    if extractor.labels == MUC4_LABELS:
        tagger = extractor.tagger
        bias = decision.bias if decision else 0.0
        marked = (
            (one, tagger.spans_of(encoded, bias)) for one, encoded in zip(texts, tagger.encode_many([x.text for x in texts]), strict=True)
        )
        return {one.docid: of_entities(one.text, role_entities(one.text, mentions_of(one.text, spans), decision)) for one, spans in marked}
    if not extractor.labels.tells_incidents:
        raise ModelError(
            f"{extractor.name}: label list {extractor.labels.name!r} tells no MUC-4 roles; use a model with the labels muc4 or sigact"
        )
    reports = extractor.many([(one.text, one.published, Document(id=one.docid)) for one in texts])
    return {one.docid: of_report(one.text, report) for one, report in zip(texts, reports, strict=True)}


def of_report(text: str, report: Report) -> Extraction:
    """The extraction of a model with sigact's labels."""
    templates = [template(incident) for incident in report.incidents]
    phrases = [(role, entity[0]) for found in templates for role in ROLES for entity in found[role]]
    mentions = [Mention(role, phrase, start, 1.0) for role, phrase in phrases for start in occurrences(text, phrase)]
    return Extraction(written(role_entities(text, mentions)), templates)


def of_entities(text: str, entities: Sequence[RoleEntity]) -> Extraction:
    """The extraction of a model with MUC-4's labels."""
    return Extraction(written(entities), [{"incident_type": kind} | written(own) for kind, own in templates_of(text, entities)])


def ree_record(docid: str, found: Extraction) -> dict[str, Any]:
    """A line of ree.jsonl."""
    return {"docid": docid, "extracts": found.extracts}


def template_record(docid: str, found: Extraction) -> dict[str, Any]:
    """A line of templates.jsonl."""
    return {"docid": docid, "templates": found.templates}
