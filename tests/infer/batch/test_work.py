"""One part: languages, reports, texts, faults and counts."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from batch_helpers import records, text_of
from pyarrow import parquet

from sigact.infer.batch.arrow import report_arrow_schema
from sigact.infer.batch.formats import OutputFormat
from sigact.infer.batch.items import Fault, Item, Limits, Record
from sigact.infer.batch.language import identify
from sigact.infer.batch.parts import cut, once_each
from sigact.infer.batch.records import record_from
from sigact.infer.batch.work import Counts, Options, PartResult, do_part
from sigact.infer.extractor import Document, Extractor
from sigact.infer.report import Report

SPANISH = (
    "Al menos tres policías murieron y cinco resultaron heridos el martes por la explosión de un coche bomba, informaron las autoridades."
)
PUBLISHED = date(2024, 5, 16)


def items(*fields: dict[str, Any]) -> list[Item]:
    return [record_from(one, f"x:{number}", Limits()) for number, one in enumerate(fields, start=1)]


def done(extractor: Any, found: Sequence[Item], format_: OutputFormat = "jsonl", **options: Any) -> PartResult:
    (part,) = cut(found, 100)
    return do_part(part, extractor, Options(format_, **options))


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().splitlines()]


def test_reports_are_those_of_the_extractor(extractor: Extractor) -> None:
    fields = records(3)
    result = done(extractor, items(*fields))
    expected = [
        extractor(one["text"], published=PUBLISHED, document=Document(one["id"], extra={"desk": one["desk"]})).as_json() for one in fields
    ]
    assert lines(result.reports) == expected
    assert (result.counts.records, result.counts.articles, result.counts.failed) == (3, 3, 0)
    assert result.counts.incidents == sum(len(one["incidents"]) for one in expected) > 0
    assert (result.texts, result.faults) == (b"", b"")


def test_other_languages_are_marked_and_skipped_unless_told_otherwise(extractor: Extractor) -> None:
    found = items(
        {"id": "en", "text": text_of(1)},
        {"id": "es", "text": SPANISH},
        {"id": "said", "text": text_of(2), "language": "fr"},
        {"id": "caps", "text": text_of(3).upper()},
    )
    result = done(extractor, found)
    assert [one["id"] for one in lines(result.reports)] == ["en", "caps"]
    assert [(one["level"], one["kind"], one["id"], one["language"]) for one in lines(result.faults)] == [
        ("skipped", "other_language", "es", "es"),
        ("skipped", "other_language", "said", "fr"),
    ]
    assert (result.counts.failed, result.counts.skipped, result.counts.languages) == (0, 2, {"en": 2, "es": 1, "fr": 1})
    everything = done(extractor, found, all_languages=True)
    assert [one["language"] for one in lines(everything.reports)] == ["en", "es", "fr", "en"]


def test_what_is_in_no_language_is_undetermined() -> None:
    assert [identify(text) for text in ("12:30 45 67", "Kabul", SPANISH.upper(), text_of(1))] == ["und", "und", "es", "en"]


def test_the_default_date_stands_in_where_a_record_has_none(extractor: Extractor) -> None:
    result = done(
        extractor, items({"id": "a", "text": text_of(1)}, {"id": "b", "text": text_of(1), "published": "2023-01-02"}), published=PUBLISHED
    )
    assert [one["published"] for one in lines(result.reports)] == ["2024-05-16", "2023-01-02"]


def test_texts_are_kept_where_the_input_does_not_hold_them(extractor: Extractor) -> None:
    found = [Record("kept", text_of(1), "x:1"), Record("found", text_of(2), "x:2", kept=False)]
    assert [one["id"] for one in lines(done(extractor, found).texts)] == ["found"]
    result = done(extractor, found, all_texts=True)
    for report, text in zip(lines(result.reports), lines(result.texts), strict=True):
        assert (report["id"], report["text_sha256"]) == (text["id"], text["text_sha256"])
        spans = [span for incident in report["incidents"] for trigger in incident["triggers"] for span in trigger["spans"]]
        assert [text["text"][span["start"] : span["end"]] for span in spans]


class Breaks:
    """An extractor that fails on one article."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor

    def many(self, articles: Sequence[tuple[str, date | None, Document]], *, min_confidence: float = 0.0) -> list[Report]:
        if any(document.id == "bad" for _, _, document in articles):
            raise ZeroDivisionError("by zero")
        return self._extractor.many(articles, min_confidence=min_confidence)


def test_an_article_that_breaks_extraction_costs_itself_alone(extractor: Extractor) -> None:
    result = done(
        Breaks(extractor), items({"id": "a", "text": text_of(1)}, {"id": "bad", "text": text_of(2)}, {"id": "c", "text": text_of(3)})
    )
    assert [one["id"] for one in lines(result.reports)] == ["a", "c"]
    assert [(one["kind"], one["id"], one["problem"]) for one in lines(result.faults)] == [
        ("extraction", "bad", "cannot be extracted: ZeroDivisionError: by zero")
    ]


def test_parquet_holds_what_the_json_holds(extractor: Extractor) -> None:
    found = items(*[{**one, "source": "Wire"} for one in records(4)])
    table = parquet.read_table(pa.BufferReader(done(extractor, found, "parquet").reports))
    assert table.schema.equals(report_arrow_schema())
    rows = [{**row, "extra": json.loads(row["extra"])} for row in table.to_pylist()]
    expected = lines(done(extractor, found).reports)
    assert json.loads(json.dumps(rows, default=str)) == expected
    empty = parquet.read_table(pa.BufferReader(done(extractor, [], "parquet").reports))
    assert (empty.num_rows, empty.schema) == (0, table.schema)


@pytest.mark.parametrize("format_", ["jsonl.gz", "jsonl.zst", "parquet"])
def test_the_same_part_gives_the_same_bytes(extractor: Extractor, format_: OutputFormat) -> None:
    found = items(*records(3))
    assert done(extractor, found, format_) == done(extractor, found, format_)


def test_parts_depend_on_the_items_alone() -> None:
    found = items(*records(10))
    assert [len(part.items) for part in cut(found, 4)] == [4, 4, 2]
    assert [len(part.items) for part in cut([Record(str(n), "x" * 20_000_000, "x") for n in range(3)], 4)] == [2, 1]
    assert [part.fingerprint for part in cut(found, 4)] == [part.fingerprint for part in cut(items(*records(10)), 4)]
    changed = [part.fingerprint for part in cut(items(*records(9), {"id": "a9", "text": "other"}), 4)]
    assert [a == b.fingerprint for a, b in zip(changed, cut(found, 4), strict=True)] == [True, True, False]


def test_an_id_is_used_once() -> None:
    found = [
        *items({"id": "a", "text": "x"}, {"id": "b", "text": "x"}, {"id": "a", "text": "y"}),
        Fault("error", "no_text", "x:4", "has no text", "b"),
    ]
    unique = list(once_each(found))
    assert [isinstance(item, Fault) for item in unique] == [False, False, True, True]
    assert unique[2] == Fault("error", "duplicate_id", "x:3", "its id was used at x:1", "a")


def test_counts_survive_json() -> None:
    counts = Counts(3, 2, 1)
    counts.faults["error no_text"] += 1
    assert Counts.from_json(json.loads(json.dumps(counts.as_json()))) == counts
    assert (counts + counts).faults == {"error no_text": 2}
