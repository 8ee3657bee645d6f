"""Files to records and faults with their positions; a bad record costs itself alone."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from sigact.infer.batch.inputs import find_inputs
from sigact.infer.batch.items import Fault, Item, Limits, Record
from sigact.infer.batch.readers import read_items
from sigact.infer.batch.records import language_of, record_from

TEXT = "A bomb exploded in Lima, killing two people."


def read(path: Path, content: bytes | None = None, **limits: int) -> list[Item]:
    if content is not None:
        path.write_bytes(content)
    return list(read_items(find_inputs([str(path)], Path("out.jsonl")), Limits(**limits)))


def short(items: list[Item], path: Path) -> list[str]:
    """`id` of records; kind and position of faults."""
    return [f"{item.kind} {item.where.removeprefix(str(path))}" if isinstance(item, Fault) else item.id for item in items]


def test_a_jsonl_record(tmp_path: Path) -> None:
    line = {
        "id": 7,
        "text": TEXT,
        "published": "2024-05-14T23:30:00-05:00",
        "title": "T",
        "language": "en-GB",
        "source": "Reuters",
        "desk": {"a": [1]},
    }
    (record,) = read(tmp_path / "a.jsonl", json.dumps(line).encode())
    assert isinstance(record, Record)
    assert (record.id, record.text, record.published, record.title, record.language) == ("7", TEXT, date(2024, 5, 14), "T", "en")
    assert record.source is not None
    assert (record.source.name, record.source.license) == ("Reuters", "unknown")
    assert (record.extra, record.where, record.kept) == ({"desk": {"a": [1]}}, f"{tmp_path}/a.jsonl:1", True)


@pytest.mark.parametrize(
    ("name", "code"), [("en", "en"), ("EN_us", "en"), ("eng", "en"), ("English", "en"), ("fil", "fil"), ("es-419", "es")]
)
def test_languages_are_told_by_tag_code_or_name(name: str, code: str) -> None:
    assert language_of(name) == code


def test_bad_lines_cost_themselves_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"id": "good", "text": TEXT}).encode()
    lines = [
        b"\xef\xbb\xbf" + good,
        b"",
        b"{",
        b"[1]",
        b'{"id": "x"}',
        b'{"id": "x", "text": "  "}',
        b'{"id": "x", "text": 5}',
        b'{"id": true, "text": "a"}',
        b'{"text": "caf\xe9"}',
        b'{"id": "x", "text": "a", "published": "16 May"}',
        b'{"id": "x", "text": "a", "published": 1715900000}',
        b'{"id": "x", "text": "a", "language": "Klingonish"}',
        b'{"id": "x", "text": "a", "source": {"name": 5}}',
        b'{"id": "x", "text": "a", "score": NaN}',
        b'{"id": "x", "text": "a", "n": ' + b"9" * 5000 + b"}",
        b'{"text": "' + b"a" * 20_000 + b'"}',
        b"[" * 15_000,
        good.replace(b"good", b"last"),
    ]
    assert short(read(path, b"\n".join(lines), record_bytes=16_000), path) == [
        "good",
        "malformed :3",
        "wrong_type :4",
        "no_text :5",
        "no_text :6",
        "wrong_type :7",
        "wrong_type :8",
        "not_utf8 :9",
        "bad_date :10",
        "bad_date :11",
        "bad_language :12",
        "wrong_type :13",
        "malformed :14",
        "malformed :15",
        "too_large :16",
        "malformed :17",
        "last",
    ]


def test_unpaired_surrogates_become_one_character_each(tmp_path: Path) -> None:
    line = rb'{"id": "s\ud83d", "text": "\ud83d A bomb \ude00\ud83d\ude42 in Lima", "by": {"\udc00": ["\ud800"]}}'
    (record,) = read(tmp_path / "a.jsonl", line)
    assert isinstance(record, Record)
    assert (record.id, record.text, record.extra) == ("s\ufffd", "\ufffd A bomb \ufffd🙂 in Lima", {"by": {"\ufffd": ["\ufffd"]}})
    assert len(record.text) == len(json.loads(line)["text"])
    assert not record.kept
    assert [(fault.level, fault.kind) for fault in record.faults] == [("warning", "surrogates")]
    (escaped,) = read(tmp_path / "b.jsonl", rb'{"text": "a \\ud83d and \ud83d\ude42"}')
    assert isinstance(escaped, Record)
    assert (escaped.text, escaped.kept) == (r"a \ud83d and 🙂", True)


def test_csv_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    content = (
        b"\xef\xbb\xbfid,text,published,desk\r\n"
        b'1,"A bomb, they said,\r\nexploded.",2024-05-14,world\r\n'
        b"2,too,few\r\n"
        b"3,caf\xe9,,\r\n"
        b"\r\n"
        b"4," + b"x" * 2000 + b",,\r\n"
        b"5,=cmd(),,\r\n"
        b'6,"never closed,,\r\n' + b"y\n" * 600
    )
    items = read(path, content, record_bytes=1000)
    assert short(items, path)[:5] == ["1", "malformed :4", "not_utf8 :5", "too_large :7", "5"]
    first = items[0]
    assert isinstance(first, Record)
    assert (first.text, first.published, first.extra, first.where) == (
        "A bomb, they said,\r\nexploded.",
        date(2024, 5, 14),
        {"desk": "world"},
        f"{path}:3",
    )
    assert isinstance(items[5], Fault)
    assert "field larger than field limit" in items[5].problem
    assert short(read(tmp_path / "b.tsv", b"id\ttext\nt\tA bomb\n"), path) == ["t"]
    assert short(read(tmp_path / "c.csv", b"id,body\n1,a\n"), tmp_path / "c.csv") == ["malformed "]
    assert read(tmp_path / "d.csv", b"") == []


def test_parquet_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table(
        {
            "id": pa.array([1, 2, 3]),
            "text": pa.array([TEXT, None, "A bomb"]),
            "published": pa.array([datetime(2024, 5, 14, 20), None, None]),
            "score": pa.array([float("nan"), 1.0, 2.0]),
            "tags": pa.array([["a"], [], None]),
        }
    )
    parquet.write_table(table, path)
    first, second, third = read(path)
    assert isinstance(first, Record)
    assert (first.id, first.published, first.extra) == ("1", date(2024, 5, 14), {"score": None, "tags": ["a"]})
    assert short([second, third], path) == ["no_text :row 2", "3"]
    assert short(read(tmp_path / "b.parquet", b"PAR1 nothing"), tmp_path / "b.parquet") == ["malformed "]
    parquet.write_table(pa.table({"body": ["a"]}), tmp_path / "c.parquet")
    assert short(read(tmp_path / "c.parquet"), tmp_path / "c.parquet") == ["malformed "]
    invalid = pa.Array.from_buffers(pa.string(), 2, [None, pa.array([0, 1, 2], pa.int32()).buffers()[1], pa.py_buffer(b"a\xff")])
    parquet.write_table(pa.table({"text": invalid}), tmp_path / "d.parquet")
    assert short(read(tmp_path / "d.parquet"), tmp_path / "d.parquet") == [f"{tmp_path}/d.parquet:row 1", "not_utf8 :row 2"]


def test_text_files(tmp_path: Path) -> None:
    titled, empty = read(tmp_path / "a.txt", f"A title\n\n{TEXT}".encode())[0], read(tmp_path / "b.txt", b" \n")[0]
    assert isinstance(titled, Record)
    assert isinstance(empty, Record)
    assert (titled.id, titled.title) == (f"{tmp_path}/a.txt", "A title")
    assert [fault.kind for fault in empty.faults] == ["empty"]
    assert short(read(tmp_path / "c.txt", b"caf\xe9"), tmp_path / "c.txt") == ["not_utf8 "]
    assert short(read(tmp_path / "d.txt", b"a\0b"), tmp_path / "d.txt") == ["not_utf8 "]
    assert short(read(tmp_path / "e.txt", b"a" * 2000, record_bytes=1000), tmp_path / "e.txt") == ["too_large "]
    assert short(read(tmp_path / "f.txt", b"a" * 900, text_length=800), tmp_path / "f.txt") == ["too_large "]


def test_what_came_before_a_cut_is_kept(tmp_path: Path) -> None:
    import gzip
    import random

    noise = random.Random(1)
    lines = [json.dumps({"id": str(n), "text": "".join(noise.choices("abcdefghij ", k=800))}) + "\n" for n in range(1000)]
    path = tmp_path / "a.jsonl.gz"
    items = read(path, gzip.compress("".join(lines).encode())[:-2000])
    assert [item.id for item in items[:-1]] == [str(n) for n in range(len(items) - 1)]
    assert len(items) > 700
    assert short(items[-1:], path) == [f"truncated , after {path}:{len(items) - 1}"]


@given(
    fields=st.dictionaries(
        st.sampled_from(["id", "text", "published", "title", "language", "source", "more"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.floats()) | st.dictionaries(st.text(), st.text()),
    )
)
def test_any_json_object_is_a_record_or_a_fault(fields: dict[str, Any]) -> None:
    item = record_from(fields, "x:1", Limits())
    assert item.where == "x:1"
    if isinstance(item, Record):
        assert item.text == fields["text"]
        json.dumps(item.extra, allow_nan=False)
