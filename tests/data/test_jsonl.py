import json
from pathlib import Path

import pytest

from sigact.data.jsonl import read_jsonl, read_text, write_articles, write_atomically
from sigact.errors import DataError

LINE = {"id": "a", "text": "x", "source": {"name": "t", "license": "CC0-1.0"}}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "articles.jsonl"
    file.parent.mkdir()
    file.write_text(json.dumps(LINE) + "\n\n" + json.dumps({**LINE, "id": "b", "text": "Ünï 🙂"}) + "\n", encoding="utf-8-sig")
    articles = read_jsonl(file)
    write_articles(tmp_path / "again.jsonl", articles)
    assert read_jsonl(tmp_path / "again.jsonl") == articles
    assert "Ünï 🙂" in (tmp_path / "again.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('{"id": "a"', r":2: is not JSON"),
        ("[1]", r":2: must be a JSON object, not list"),
        ('{"id": "b"}', r":2: text: Field required; source: Field required"),
        (json.dumps(LINE), r":2: id 'a' was used at .*:1"),
    ],
)
def test_errors_carry_file_and_line(tmp_path: Path, content: str, problem: str) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps(LINE) + "\n" + content + "\n")
    with pytest.raises(DataError, match=problem):
        read_jsonl(file)


@pytest.mark.parametrize(("raw", "problem"), [(b"ab\0c", "binary"), (b"caf\xe9", r"not UTF-8 \(byte 3\)")])
def test_files_that_are_no_text(tmp_path: Path, raw: bytes, problem: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(raw)
    with pytest.raises(DataError, match=problem):
        read_text(file)
    with pytest.raises(DataError, match="No such file"):
        read_text(tmp_path / "missing.txt")


def test_line_ends_stay_and_a_byte_order_mark_goes(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbfone\r\ntwo\n")
    assert read_text(file) == "one\r\ntwo\n"


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataError, match="cannot be written"):
        write_atomically(tmp_path / "file" / "below.jsonl", "text")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
