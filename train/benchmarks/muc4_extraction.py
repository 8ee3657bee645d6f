"""What a model finds in a text, in MUC-4's terms: role-filler entities and templates.

A model with MUC-4's own labels marks mentions; mentions of one role are merged into entities, and each victim, target and weapon gets an
incident type from the words around it: the entities of one type are one template, to which all perpetrators of the text are added.

A model with sigact's labels makes reports, whose incidents are templates by `sigact.infer.rows.muc4`, background included; its role-filler
entities are the first mentions of all its templates, merged in the same way.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sigact.data.jsonl import read_records
from sigact.data.sources.muc4_articles import MUC4_LABELS
from sigact.data.sources.muc4_processed import ROLES
from sigact.errors import DataError, ModelError
from sigact.infer.decoding import TaggedSpan
from sigact.infer.extractor import Document, Extractor
from sigact.infer.report import Report
from sigact.infer.rows.muc4 import template
from sigact.train.benchmarks.tallies import normalised

_PERPETRATORS = ("PerpInd", "PerpOrg")
_EXPLOSIVE = re.compile(r"\b(?:bomb\w*|dynamit\w*|explos\w*|grenades?|mines?|charges?)\b")
_BLAST = re.compile(r"\b(?:bomb\w*|explo\w+|dynamit\w+|detonat\w*|blasts?|grenades?|mines?)\b")
_FIRE = re.compile(r"\b(?:burn\w*|arson|set (?:on )?fire|fire ?bomb\w*|torch\w*|incendiar\w*|molotov)\b")
_TAKING = re.compile(r"\b(?:kidnap\w*|abduct\w*|hostages?|held captive|ransom)\b")
_AROUND = 80

Entities = dict[str, list[list[str]]]


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


def extract(extractor: Extractor, texts: Sequence[Text]) -> dict[str, Extraction]:
    """Extractions by docid. Raises ModelError for a model with other labels than MUC-4's or sigact's."""
    if extractor.labels == MUC4_LABELS:
        marked = extractor.tag_many([one.text for one in texts])
        return {one.docid: of_mentions(one.text, spans) for one, spans in zip(texts, marked, strict=True)}
    if not extractor.labels.tells_incidents:
        raise ModelError(
            f"{extractor.name}: label list {extractor.labels.name!r} tells no MUC-4 roles; use a model with the labels muc4 or sigact"
        )
    reports = extractor.many([(one.text, one.published, Document(id=one.docid)) for one in texts])
    return {report.id: of_report(report) for report in reports}


def of_report(report: Report) -> Extraction:
    """The extraction of a model with sigact's labels."""
    templates = [template(incident) for incident in report.incidents]
    return Extraction(
        {role: merge_mentions([(entity[0], 1.0) for found in templates for entity in found[role]]) for role in ROLES}, templates
    )


def of_mentions(text: str, spans: Sequence[TaggedSpan]) -> Extraction:
    """The extraction of a model with MUC-4's labels."""
    entities = {role: merge_mentions([(text[s.start : s.end], s.confidence) for s in spans if s.label == role]) for role in ROLES}
    perpetrators = {role: entities[role] for role in _PERPETRATORS}
    by_type: dict[str, Entities] = {}
    for role in ROLES:
        for entity in entities[role]:
            if role not in _PERPETRATORS:
                by_type.setdefault(_type_of(text, role, entity), {name: [] for name in ROLES} | perpetrators)[role].append(entity)
    if not by_type and any(perpetrators.values()):
        by_type["attack"] = {name: [] for name in ROLES} | perpetrators
    return Extraction(entities, [{"incident_type": kind} | found for kind, found in by_type.items()])


def merge_mentions(mentions: Sequence[tuple[str, float]]) -> list[list[str]]:
    """Mentions of one role with their confidence -> entities, in the order of the text; an entity is given by its most certain wording.

    Two wordings are one entity if they are equal but for case, punctuation and articles, if one is the other's acronym, or if all words
    of one are words of the other.
    """
    clusters: list[dict[str, float]] = []
    for phrase, confidence in mentions:
        home = next((one for one in clusters if any(_same(phrase, other) for other in one)), None)
        if home is None:
            home = {}
            clusters.append(home)
        home[phrase] = home.get(phrase, 0.0) + confidence
    return [[max(one, key=lambda phrase: one[phrase])] for one in clusters]


def _same(one: str, other: str) -> bool:
    words, others = normalised(one).split(), normalised(other).split()
    if not words or not others:
        return words == others
    return set(words) <= set(others) or set(others) <= set(words) or _acronym(words, others) or _acronym(others, words)


def _acronym(short: Sequence[str], long: Sequence[str]) -> bool:
    initials = "".join(word[0] for word in long if word not in {"of", "and", "for"})
    return len(short) == 1 and len(short[0]) > 1 and short[0] == initials


def _type_of(text: str, role: str, entity: Sequence[str]) -> str:
    """The incident type of a victim, target or weapon."""
    if role == "Weapon":
        return "bombing" if any(_EXPLOSIVE.search(mention) for mention in entity) else "attack"
    blast, fire, taking = (_near(text, entity, pattern) for pattern in (_BLAST, _FIRE, _TAKING))
    if role == "Victim":
        return "kidnapping" if taking and taking >= blast else "bombing" if blast else "attack"
    return "arson" if fire and not blast else "bombing" if blast else "attack"


def _near(text: str, entity: Sequence[str], pattern: re.Pattern[str]) -> int:
    places = [match.span() for mention in entity for match in re.finditer(re.escape(mention), text)]
    return sum(bool(pattern.search(text[max(0, start - _AROUND) : end + _AROUND].lower())) for start, end in places)


def ree_record(docid: str, found: Extraction) -> dict[str, Any]:
    """A line of ree.jsonl."""
    return {"docid": docid, "extracts": found.extracts}


def template_record(docid: str, found: Extraction) -> dict[str, Any]:
    """A line of templates.jsonl."""
    return {"docid": docid, "templates": found.templates}
