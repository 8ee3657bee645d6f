"""Web pages and WARC to articles; pages that are made to break the reader cost a fault."""

import gzip
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from batch_helpers import PARAGRAPH, page
from fastwarc.warc import WarcRecord, WarcRecordType

from sigact.infer.batch.html import PageReader, article_of
from sigact.infer.batch.inputs import find_inputs
from sigact.infer.batch.items import Fault, Item, Limits, Page, Record
from sigact.infer.batch.readers import read_items

TITLE = "Bomb kills three at Kano bus station"
BODY = f"<p>A bomb exploded at a bus station in Kano on Tuesday evening, killing three people, police said.</p><p>{PARAGRAPH}</p>"
TEXT = f"{TITLE}\n\nA bomb exploded at a bus station in Kano on Tuesday evening, killing three people, police said.\n\n{PARAGRAPH}"
META = '<meta property="article:published_time" content="2024-05-15T20:11:00Z"><meta property="article:modified_time" content="2024-05-19">'
JSON_LD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-05-15", "dateModified": "2024-05-19"}</script>'
)
HEADER = b"HTTP/1.1 %s\r\nContent-Type: %s\r\n%s\r\n"


def record_of(html: bytes, **values: object) -> Record:
    item = article_of(Page("p", html, "p.html", **values), Limits())  # type: ignore[arg-type]
    assert isinstance(item, Record), item
    return item


@pytest.mark.parametrize("head", [META, JSON_LD])
def test_title_paragraphs_and_date_of_a_page(head: str) -> None:
    record = record_of(page(TITLE, BODY, head), url="https://www.example.org/kano")
    assert (record.text, record.title, record.published) == (TEXT, TITLE, date(2024, 5, 15))
    assert record.source is not None
    assert record.source.url == "https://www.example.org/kano"
    assert not record.kept


def test_a_date_in_the_story_is_not_taken_for_the_publication_date() -> None:
    assert record_of(page(TITLE, BODY.replace("on Tuesday evening", "on 3 March 2021"))).published is None
    assert record_of(page(TITLE, f"<p class=byline>By Ann Example, 15 May 2024</p>{BODY}")).published == date(2024, 5, 15)


def test_no_page_is_dated_later_than_it_was_fetched() -> None:
    assert record_of(page(TITLE, BODY, META), fetched=date(2024, 5, 14)).published == date(2024, 5, 15)
    assert record_of(page(TITLE, BODY, META), fetched=date(2024, 5, 10)).published is None


@pytest.mark.parametrize(("encoding", "charset"), [("utf-8", None), ("latin-1", "iso-8859-1"), ("utf-8", "iso-8859-1"), ("utf-16", None)])
def test_encodings(encoding: str, charset: str | None) -> None:
    html = page(TITLE, BODY.replace("Kano", "Kaño")).decode().encode(encoding)
    assert "in Kaño on Tuesday" in record_of(html, charset=charset).text


def test_broken_pages_are_read_as_far_as_they_go_and_empty_ones_are_faults() -> None:
    assert record_of(page(TITLE, BODY)[:-150]).title == TITLE
    for html in (b"", b"\0\1\2", b"<html></html>", b"{}"):
        item = article_of(Page("p", html, "p.html"), Limits())
        assert isinstance(item, Fault)
        assert item.kind == "no_text"


@pytest.fixture(scope="module")
def reader() -> Iterator[PageReader]:
    reader = PageReader(2, Limits(page_seconds=10))
    yield reader
    reader.close()


def test_hostile_pages_cost_a_fault_each(reader: PageReader) -> None:
    nested = page(TITLE, "<div>" * 1_000_000 + BODY)
    slow = page(TITLE, "<p>A sentence that is repeated.</p>" * 150_000)
    good = page(TITLE, BODY)
    items = reader.start([Page(str(n), html, str(n)) for n, html in enumerate([good, nested, slow, good])])()
    assert [isinstance(item, Record) for item in (items[0], items[3])] == [True, True]
    assert isinstance(items[2], Fault)
    assert items[2].problem == "its article was not found within 10 seconds"
    assert not isinstance(items[1], Record) or items[1].title == TITLE


def response(url: str, body: bytes, status: bytes = b"200 OK", kind: bytes = b"text/html; charset=utf-8", more: bytes = b"") -> bytes:
    record = WarcRecord()
    record.init_headers(record_type=WarcRecordType.response)
    record.headers["WARC-Target-URI"] = url
    record.headers["WARC-Date"] = "2024-05-16T10:00:00Z"
    record.is_http = True
    record.set_bytes_content(HEADER % (status, kind, more) + body)
    buffer = io.BytesIO()
    record.write(buffer)
    return buffer.getvalue()


def read(path: Path, content: bytes, **limits: int) -> list[Item]:
    path.write_bytes(content)
    return list(read_items(find_inputs([str(path)], Path("out.jsonl")), Limits(**limits)))


def outcomes(items: list[Item]) -> list[str]:
    return [f"{item.level} {item.kind}" if isinstance(item, Fault) else str(getattr(item, "url", None)) for item in items]


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True)])
def test_warc_responses(tmp_path: Path, name: str, packed: bool) -> None:
    html = page(TITLE, BODY)
    parts = [
        response("http://a.example/1", html),
        response("http://a.example/2", gzip.compress(html), more=b"Content-Encoding: gzip\r\n"),
        response("http://a.example/3", b"gone", status=b"404 Not Found"),
        response("http://a.example/4", b"\x89PNG", kind=b"image/png"),
        response("http://a.example/5", b"no gzip", more=b"Content-Encoding: gzip\r\n"),
        response("http://a.example/6", gzip.compress(b"0" * 3_000_000), more=b"Content-Encoding: gzip\r\n"),
        response("http://a.example/7", b"x" * 2_200_000),
        response("http://a.example/8", html),
    ]
    content = b"".join(gzip.compress(part) if packed else part for part in parts)
    items = read(tmp_path / name, content, record_bytes=2_000_000)
    skipped = "skipped not_an_article"
    assert outcomes(items) == [
        "http://a.example/1",
        "http://a.example/2",
        skipped,
        skipped,
        "error page",
        "error too_large",
        "error too_large",
        "http://a.example/8",
    ]
    first, second = items[:2]
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.html, second.html, first.fetched) == (html, html, date(2024, 5, 16))
    assert first.id.startswith("urn:uuid:")
    assert first.extra == {"url": "http://a.example/1", "fetched": "2024-05-16T10:00:00+00:00"}


def test_warcs_that_break_off(tmp_path: Path) -> None:
    one, two = response("http://a.example/1", page(TITLE, BODY)), response("http://a.example/2", page(TITLE, BODY * 20))
    assert outcomes(read(tmp_path / "a.warc", one + two[:-100])) == ["http://a.example/1", "error truncated"]
    assert outcomes(read(tmp_path / "b.warc", one + b"GARBAGE\r\n\r\n" + two)) == ["http://a.example/1", "error malformed"]
    assert outcomes(read(tmp_path / "c.warc.gz", gzip.compress(one) + gzip.compress(two)[:-20]))[-1] == "error truncated"
    assert outcomes(read(tmp_path / "d.warc", b"")) == []


def test_lengths_that_lie(tmp_path: Path) -> None:
    one = response("http://a.example/1", page(TITLE, BODY))
    length = one.split(b"Content-Length: ")[1].split(b"\r\n")[0]
    for lie in (b"0", b"9" * 12, b"-5", b"99999999999999999999", b"x"):
        items = read(tmp_path / "a.warc", one.replace(b"Content-Length: " + length, b"Content-Length: " + lie, 1) + one)
        assert items, lie
        assert any(isinstance(item, Fault) for item in items), (lie, outcomes(items))


def test_pages_of_the_reader_are_those_of_one_process(reader: PageReader) -> None:
    pages = [
        Page(str(n), page(f"{TITLE} {n}", BODY, META), f"{n}.html", fetched=date(2024, 5, 16), extra=json.loads("{}")) for n in range(8)
    ]
    assert reader.start(pages)() == [article_of(one, Limits()) for one in pages]
