import sys
from pathlib import Path

import pytest
from helpers import CORPUS, ROOT

from sigact.data.corpus_files import read_articles
from sigact.data.near_duplicates import (
    THRESHOLD,
    NearDuplicates,
    near_duplicate_clusters,
    near_duplicate_pairs,
    plain_words,
    read_texts,
    seen_in,
    word_grams,
)
from sigact.errors import DataError, MissingExtra, UsageError


def test_words_and_grams_have_no_case_and_no_punctuation() -> None:
    assert plain_words("Two dead: Kano's «market», 5 May") == ["two", "dead", "kano", "s", "market", "5", "may"]
    assert word_grams("A b. C d", 3) == ["a b c", "b c d"]
    assert word_grams("A b", 3) == []


def test_jaccard_index_is_exact() -> None:
    """abcde bcdef cdefg against abcde bcdef cdefh: 2 shared of 4."""
    texts = {"x": "a b c d e f g", "y": "a b c d e f h", "z": "q r s t u v w"}
    assert near_duplicate_pairs(texts, 0.5) == [NearDuplicates("x", "y", 0.5)]
    assert near_duplicate_pairs(texts, 0.51) == []


@pytest.mark.parametrize("threshold", [0.1, 0.7, 1.0])
def test_the_same_words_are_duplicates_at_every_threshold(threshold: float) -> None:
    texts = {"a": "A bomb, in Kano, killed two.", "b": "a BOMB in Kano killed two"}
    assert near_duplicate_pairs(texts, threshold) == [NearDuplicates("a", "b", 1.0)]


def test_short_and_empty_texts() -> None:
    texts = {"a": "Two dead.", "b": "two dead", "c": "two", "d": "", "e": " ... "}
    assert near_duplicate_pairs(texts) == [NearDuplicates("a", "b", 1.0)]
    assert seen_in(texts, ["", "two"]) == {"c"}


def test_a_chain_of_pairs_is_one_cluster() -> None:
    """a and b share 4 of 6 shingles, b and c too, a and c 3 of 7."""
    texts = {"lone": "n o p q r s t", "a": "a b c d e f g h i", "b": "b c d e f g h i j", "c": "c d e f g h i j k"}
    assert [(p.first, p.second) for p in near_duplicate_pairs(texts, 0.6)] == [("a", "b"), ("b", "c")]
    assert near_duplicate_clusters(texts, 0.6) == [("lone",), ("a", "b", "c")]


def test_an_authored_article_with_a_few_words_changed_is_found() -> None:
    texts = {article.id: article.text for article in read_articles(CORPUS)}
    name, text = next(iter(texts.items()))
    words = text.split()
    for position in range(20, len(words), 60):
        words[position] = "changed"
    assert seen_in(texts, [" ".join(words)]) == {name}
    assert near_duplicate_clusters(texts | {"copy": " ".join(words)})[0] == (name, "copy")


def test_the_authored_parts_share_no_text() -> None:
    train, dev = (read_articles(CORPUS / part) for part in ("train", "dev"))
    assert seen_in({article.id: article.text for article in train}, [article.text for article in dev], 0.3) == set()


@pytest.mark.parametrize("threshold", [0.0, -1.0, 1.01])
def test_a_threshold_outside_its_range_is_wrong_use(threshold: float) -> None:
    with pytest.raises(UsageError, match="must be above 0 and at most 1"):
        seen_in({}, [], threshold)


def test_without_datasketch_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasketch", None)
    with pytest.raises(MissingExtra, match=r"pip install 'sigact\[corpus\]'"):
        near_duplicate_pairs({"a": "b"})


def test_reads_plain_texts_authored_articles_and_records(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Two dead in Kano")
    (tmp_path / "aa.txt").write_bytes(b"---\r\nid: aa\r\nincidents: {}\r\n---\r\nA [raid|ATTACK] in Kano\r\n")
    (tmp_path / "more.jsonl").write_text('{"id": 1, "text": "One"}\n\n{"text": "Three"}\n')
    assert read_texts(tmp_path) == {
        str(tmp_path / "aa.txt"): "A raid in Kano",
        f"{tmp_path / 'more.jsonl'}:1": "One",
        f"{tmp_path / 'more.jsonl'}:3": "Three",
        str(tmp_path / "plain.txt"): "Two dead in Kano",
    }


def test_a_record_without_text_and_another_kind_of_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "ids.jsonl").write_text('{"id": "a", "text": "b"}\n{"id": "a"}\n')
    with pytest.raises(DataError, match=r"ids\.jsonl:2: must hold the article as a string `text`"):
        read_texts(tmp_path)
    (tmp_path / "table.tsv").write_text("a\t0\n")
    with pytest.raises(DataError, match=r"table\.tsv: must be \.txt"):
        read_texts(tmp_path / "table.tsv")


def test_clusters_of_reports_beside_the_project() -> None:
    folder = ROOT / ".." / "shared" / "satp"
    if not folder.is_dir():
        pytest.skip("../shared/satp is absent")
    train, dev = (
        {
            f"{name}:{number}": line.split("\t")[0]
            for number, line in enumerate((folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines(), start=1)
        }
        for name in ("train", "dev")
    )
    assert (len(train), len(dev)) == (1085, 232)
    assert [len(cluster) for cluster in near_duplicate_clusters(train) if len(cluster) > 1].count(2) == 24
    assert sum(len(cluster) > 1 for cluster in near_duplicate_clusters(train)) == 26
    assert sum(len(cluster) > 1 for cluster in near_duplicate_clusters(dev)) == 1
    assert len(seen_in(train, dev.values(), THRESHOLD)) == 6
