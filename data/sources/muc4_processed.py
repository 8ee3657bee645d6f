"""Readers of the processed MUC-4 forms: `ree/*.jsonl` (role-filler entities) and `templates/*.jsonl`.

Texts are lower-cased and without dateline; a mention is a string with its first code point in that text. `ree` has one set of
entities per document, `templates` one per incident, with its type.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sigact.data.jsonl import read_records
from sigact.errors import DataError

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")


@dataclass(frozen=True)
class Mention:
    """`text` stands in the document's text from code point `start`."""

    text: str
    start: int


Entity = tuple[Mention, ...]
Entities = Mapping[str, tuple[Entity, ...]]
"""The entities of each of ROLES; an entity is its mentions, one or more."""


@dataclass(frozen=True)
class EntityDocument:
    docid: str
    text: str
    entities: Entities


@dataclass(frozen=True)
class IncidentTemplate:
    """`types` are alternatives ("bombing / attack"), lower-cased, nearly always one."""

    types: tuple[str, ...]
    entities: Entities


@dataclass(frozen=True)
class TemplateDocument:
    docid: str
    text: str
    templates: tuple[IncidentTemplate, ...]


def read_entities(path: Path) -> list[EntityDocument]:
    """Read a file of `ree`. Raises DataError with file:line."""
    return [EntityDocument(docid, text, _entities(content, text, where)) for where, docid, text, content in _documents(path, "extracts")]


def read_templates(path: Path) -> list[TemplateDocument]:
    """Read a file of `templates`. Raises DataError with file:line."""
    documents = []
    for where, docid, text, content in _documents(path, "templates"):
        if not isinstance(content, list):
            raise DataError(where, "templates must be a list")
        documents.append(TemplateDocument(docid, text, tuple(_template(item, text, where) for item in content)))
    return documents


def _documents(path: Path, content: str) -> Iterator[tuple[str, str, str, Any]]:
    first_seen: dict[str, str] = {}
    for where, record in read_records(path):
        if set(record) != {"docid", "doctext", content}:
            raise DataError(where, f"must have exactly the keys docid, doctext, {content}")
        docid, text = record["docid"], record["doctext"]
        if not isinstance(docid, str) or not isinstance(text, str):
            raise DataError(where, "docid and doctext must be strings")
        if docid in first_seen:
            raise DataError(where, f"docid {docid!r} was used at {first_seen[docid]}")
        first_seen[docid] = where
        yield where, docid, text, record[content]


def _template(item: Any, text: str, where: str) -> IncidentTemplate:
    if not isinstance(item, dict) or not isinstance(item.get("incident_type"), str):
        raise DataError(where, "a template must be an object with an incident_type")
    types = tuple(item["incident_type"].split(" / "))
    return IncidentTemplate(types, _entities({key: item[key] for key in item if key != "incident_type"}, text, where))


def _entities(content: Any, text: str, where: str) -> Entities:
    if not isinstance(content, dict) or set(content) != set(ROLES):
        raise DataError(where, f"must have exactly the roles {', '.join(ROLES)}")
    return {role: tuple(_entity(entity, text, f"{where}: {role}") for entity in content[role]) for role in ROLES}


def _entity(entity: Any, text: str, where: str) -> Entity:
    if not isinstance(entity, list) or not entity:
        raise DataError(where, "an entity must be a list of mentions, not empty")
    mentions = []
    for mention in entity:
        match mention:
            case [str(words), int(start)] if start >= 0 and text.startswith(words, start) and words:
                mentions.append(Mention(words, start))
            case _:
                raise DataError(where, f"{mention!r} is not a string and the place where the text has it")
    return tuple(mentions)
