"""A part -> the bytes of its reports, texts and faults. The same part gives the same bytes in whichever process it is done."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

from sigact.infer.batch.formats import OutputFormat
from sigact.infer.batch.items import Fault, Limits, Page, Record
from sigact.infer.batch.language import MODEL_LANGUAGES, UNDETERMINED, identify
from sigact.infer.batch.outputs import encoded
from sigact.infer.batch.parts import Part
from sigact.infer.extractor import Document
from sigact.infer.report import Report


class Extracts(Protocol):
    """What a part needs of an Extractor."""

    def many(self, articles: Sequence[tuple[str, date | None, Document]], *, min_confidence: float = 0.0) -> list[Report]: ...


@dataclass(frozen=True)
class Options:
    """What decides the bytes of a part besides its items and the model. `published` stands in where a record has none."""

    format: OutputFormat
    published: date | None = None
    min_confidence: float = 0.0
    all_languages: bool = False
    all_texts: bool = False
    limits: Limits = field(default_factory=Limits)
    backend: str = "auto"
    precision: str = "auto"


@dataclass(frozen=True)
class Counts:
    """How many records came to what; `faults` by "level kind", `languages` of all texts, skipped ones too."""

    records: int = 0
    articles: int = 0
    incidents: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.records + other.records,
            self.articles + other.articles,
            self.incidents + other.incidents,
            self.faults + other.faults,
            self.languages + other.languages,
        )

    def as_json(self) -> dict[str, Any]:
        """The JSON form, keys sorted."""
        counts = {"records": self.records, "articles": self.articles, "incidents": self.incidents}
        return counts | {"faults": dict(sorted(self.faults.items())), "languages": dict(sorted(self.languages.items()))}

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> "Counts":
        """The counts of `as_json`."""
        return cls(**record | {"faults": Counter(record["faults"]), "languages": Counter(record["languages"])})

    @property
    def failed(self) -> int:
        """Records without a report because something is wrong with them."""
        return sum(count for key, count in self.faults.items() if key.startswith("error "))

    @property
    def skipped(self) -> int:
        """Records without a report that are not for the model, such as those in other languages."""
        return sum(count for key, count in self.faults.items() if key.startswith("skipped "))


@dataclass(frozen=True)
class PartResult:
    """The files of one part, ready to be written."""

    index: int
    fingerprint: str
    reports: bytes
    texts: bytes
    faults: bytes
    counts: Counts


@dataclass(frozen=True)
class _Done:
    record: Record
    report: Report
    line: str


def do_part(part: Part, extractor: Extracts, options: Options) -> PartResult:
    """Tell the languages, extract, write everything in the order of the items. Pages have become articles before."""
    found = [_with_language(item, options) for item in part.items if not isinstance(item, Page)]
    outcomes = _extracted(found, extractor, options)
    done = [outcome for outcome in outcomes if isinstance(outcome, _Done)]
    faults = [fault for outcome in outcomes for fault in (outcome.record.faults if isinstance(outcome, _Done) else [outcome])]
    texts = [_text_line(one) for one in done if options.all_texts or not one.record.kept]
    counts = Counts(
        records=len(part.items),
        articles=len(done),
        incidents=sum(len(one.report.incidents) for one in done),
        faults=Counter(f"{fault.level} {fault.kind}" for fault in faults),
        languages=Counter(item.language for item in found if item.language),
    )
    return PartResult(
        part.index,
        part.fingerprint,
        reports=encoded([one.report for one in done], [one.line for one in done], options.format),
        texts="".join(texts).encode(),
        faults="".join(json.dumps(fault.as_json(), ensure_ascii=False) + "\n" for fault in faults).encode(),
        counts=counts,
    )


def _with_language(item: Record | Fault, options: Options) -> Record | Fault:
    """The record with its language, which its source may have told; a fault for one that the model does not read."""
    if isinstance(item, Fault):
        return item
    language = item.language or (identify(item.text) if item.text.strip() else UNDETERMINED)
    if language in MODEL_LANGUAGES or language == UNDETERMINED or options.all_languages:
        return replace(item, language=language)
    problem = f"its language is {language}, which the model was not trained on; --all-languages extracts it all the same"
    return Fault("skipped", "other_language", item.where, problem, item.id, language)


def _extracted(found: Sequence[Record | Fault], extractor: Extracts, options: Options) -> list[_Done | Fault]:
    records = [item for item in found if isinstance(item, Record)]
    try:
        done: Iterator[_Done | Fault] = iter(_done(records, extractor, options))
    except Exception:  # one article must not cost the others: find out which it is
        done = iter([_done_alone(record, extractor, options) for record in records])
    return [next(done) if isinstance(item, Record) else item for item in found]


def _done_alone(record: Record, extractor: Extracts, options: Options) -> _Done | Fault:
    try:
        return _done([record], extractor, options)[0]
    except Exception as error:
        return Fault("error", "extraction", record.where, f"cannot be extracted: {type(error).__name__}: {error}", record.id)


def _done(records: Sequence[Record], extractor: Extracts, options: Options) -> list[_Done]:
    articles = [(record.text, record.published or options.published, _document(record)) for record in records]
    reports = extractor.many(articles, min_confidence=options.min_confidence)
    return [
        _Done(record, report, json.dumps(report.as_json(), ensure_ascii=False) + "\n")
        for record, report in zip(records, reports, strict=True)
    ]


def _document(record: Record) -> Document:
    return Document(record.id, record.title, record.language or UNDETERMINED, record.source, record.extra)


def _text_line(done: _Done) -> str:
    record = {"id": done.record.id, "text_sha256": done.report.text_sha256, "text": done.record.text}
    return json.dumps(record, ensure_ascii=False) + "\n"
