"""Stand-off annotation: version 1 of the schema without the texts, which users fetch themselves.

A record is that of an annotated article with `text_sha256`, the SHA-256 of the UTF-8 text, in place of `text`, without title and
without the phrases of incident fields, which spans and arguments give back. Joining finds the text by this checksum in the user's
copies; offsets then hold by construction.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sigact.data.article import Article, annotation_record, article_from
from sigact.data.jsonl import read_records, write_jsonl
from sigact.data.labels import LabelList
from sigact.data.sources.manifest import MUC34, SATP
from sigact.data.sources.muc4_raw import read_raw_folder
from sigact.data.sources.satp import read_satp_folder
from sigact.errors import DataError

_PHRASE_LISTS = frozenset({"places", "weapons", "targets", "perpetrators", "victims", "triggers"})
_PHRASES = frozenset({"text", "name", "time_text", "mentions", "groups"})
_WEAPON_FACTS = ("class", "subclass", "count")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def text_digest(text: str) -> str:
    """SHA-256 of the UTF-8 text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def to_standoff(article: Article) -> dict[str, Any]:
    """The stand-off record of an article: no words of the text stay in it."""
    record = annotation_record(article)
    kept = {key: value for key, value in record.items() if key not in {"id", "text", "title"}}
    kept["incidents"] = [_without_phrases(incident) for incident in record["incidents"]]
    return {"id": article.id, "text_sha256": text_digest(article.text), **kept}


def _without_phrases(incident: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in incident.items() if key not in _PHRASE_LISTS}
    kept["weapons"] = [weapon for one in incident.get("weapons", []) if (weapon := {k: one[k] for k in _WEAPON_FACTS if k in one})]
    for key, value in kept.items():
        if isinstance(value, dict):
            kept[key] = {inner: value[inner] for inner in value if inner not in _PHRASES}
    return {key: value for key, value in kept.items() if value not in ({}, [])}


def write_standoff(path: Path, articles: Iterable[Article]) -> None:
    """Write stand-off records as JSONL."""
    write_jsonl(path, map(to_standoff, articles))


def is_standoff(record: object) -> bool:
    """True for a record that refers to its text."""
    return isinstance(record, dict) and "text_sha256" in record


@dataclass(frozen=True)
class TextCopies:
    """The user's copies of texts by record id."""

    by_id: Mapping[str, str]

    @cached_property
    def by_digest(self) -> dict[str, str]:
        return {text_digest(text): text for text in self.by_id.values()}

    def article(self, record: Mapping[str, Any], where: str, labels: LabelList | None = None) -> Article:
        """Join a stand-off record with its text. Raises DataError that says what to do if there is none with its checksum."""
        digest = record.get("text_sha256")
        if not isinstance(digest, str) or not _SHA256.fullmatch(digest):
            raise DataError(where, f"text_sha256 must be 64 hexadecimal digits, not {digest!r}")
        for key in ("text", "title"):
            if key in record:
                raise DataError(where, f"a stand-off record has text_sha256 and no {key}")
        text = self.by_digest.get(digest)
        if text is None:
            raise DataError(where, self._missing(record, digest))
        return article_from({key: value for key, value in record.items() if key != "text_sha256"} | {"text": text}, where, labels)

    def _missing(self, record: Mapping[str, Any], digest: str) -> str:
        identifier = str(record.get("id"))
        text = self.by_id.get(identifier)
        if text is not None:
            return (
                f"the text of {identifier!r} has SHA-256 {text_digest(text)}, but the annotation was made on {digest}: "
                "get the version of the source that data/sources/README.md lists"
            )
        return f"no text of {identifier!r} with SHA-256 {digest}: give its source with {_option(record)}"


def _option(record: Mapping[str, Any]) -> str:
    source = record.get("source")
    title = source.get("name") if isinstance(source, Mapping) else None
    named = [folder for folder in (SATP, MUC34) if folder.title == title]
    return " or ".join(f"--{folder.name} DIR" for folder in named or (SATP, MUC34))


def standoff_texts(satp: Path | None, muc34: Path | None) -> dict[str, str]:
    """The texts of the user's copies by record id: T0000, D000 and DEV-MUC3-0001 are the forms. Raises DataError."""
    texts = {report.id: report.text for report in read_satp_folder(satp)} if satp else {}
    return texts | ({document.docid: document.text for document in read_raw_folder(muc34)} if muc34 else {})


def read_standoff(path: Path, texts: Mapping[str, str], labels: LabelList | None = None) -> list[Article]:
    """Read a stand-off file joined with `texts`, texts by record id.

    Raises DataError that names every record whose text is missing or another one, is malformed, or uses an id again.
    """
    copies = TextCopies(texts)
    articles: dict[str, Article] = {}
    faults: list[str] = []
    for where, record in read_records(path):
        try:
            article = copies.article(record, where, labels)
            if article.id in articles:
                raise DataError(where, f"id {article.id!r} is used twice")
            articles[article.id] = article
        except DataError as error:
            faults.append(str(error))
    if faults:
        raise DataError(path, "\n".join([f"{len(faults)} of {len(faults) + len(articles)} records cannot be read", *faults]))
    return list(articles.values())
