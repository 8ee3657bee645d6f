import shutil
from pathlib import Path

import pytest

from sigact.data.corpus_files import article_files, checksum, read_articles
from sigact.data.jsonl import write_articles
from sigact.data.validation import validate
from sigact.errors import DataError


def test_the_authored_articles_show_every_label(root: Path) -> None:
    articles = read_articles(root / "data" / "corpus" / "train")
    assert len(articles) >= 60
    labels = {span.label for article in articles for span in article.spans}
    assert len(labels) == 24
    assert sum(not article.incidents for article in articles) >= 8
    assert sum(len(article.incidents) > 1 for article in articles) >= 15
    assert all(article.fiction and article.source.license == "CC0-1.0" for article in articles)


def test_compiled_and_marked_articles_are_the_same(root: Path, tmp_path: Path) -> None:
    articles = read_articles(root / "data" / "corpus" / "dev")
    write_articles(tmp_path / "dev.jsonl", articles)
    assert read_articles(tmp_path / "dev.jsonl") == articles
    assert read_articles(tmp_path) == articles


def test_faults(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        article_files(tmp_path / "missing")
    with pytest.raises(DataError, match=r"no \.txt or \.jsonl"):
        article_files(tmp_path)


def test_ids_are_distinct_over_files(root: Path, tmp_path: Path) -> None:
    source = root / "data" / "corpus" / "dev" / "iq-mortar-base.txt"
    shutil.copy(source, tmp_path)
    (tmp_path / "below").mkdir()
    shutil.copy(source, tmp_path / "below")
    with pytest.raises(DataError, match="'iq-mortar-base' was used in"):
        read_articles(tmp_path)
    assert "was used at" in validate([tmp_path]).faults[0]


def test_the_checksum_follows_the_content(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one")
    first = checksum(tmp_path)
    file.write_text("two")
    assert checksum(tmp_path) != first


def test_validation_names_every_fault_at_once(root: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("no front matter")
    (tmp_path / "lines.jsonl").write_text('{"id": "a"}\n{"id"\n')
    (tmp_path / "binary.txt").write_bytes(b"\0")
    result = validate([tmp_path, tmp_path / "missing", root / "data" / "corpus" / "dev"])
    assert [fault.split(str(tmp_path))[1].split(" ")[0] for fault in result.faults] == [
        "/bad.txt:1:",
        "/binary.txt:",
        "/lines.jsonl:1:",
        "/lines.jsonl:2:",
        "/missing:",
    ]
    assert result.articles >= 12
