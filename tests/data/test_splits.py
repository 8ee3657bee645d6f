import inspect
import json
import sys
from pathlib import Path

import pytest
from helpers import CORPUS, make_article

from sigact import cli_corpus
from sigact.cli import main
from sigact.data.article import Article
from sigact.data.corpus_files import read_articles
from sigact.data.near_duplicates import THRESHOLD
from sigact.data.splits import ClusterSplit, Shares, check_apart, split_by_cluster, split_by_document, split_report, write_parts
from sigact.errors import DataError, UsageError


def test_a_document_keeps_its_part_when_others_come() -> None:
    articles = [make_article(f"text {number}", id=f"a{number}") for number in range(300)]
    few, many = split_by_document(articles[:100], 0.2), split_by_document(articles, 0.2)
    assert {a.id for a in few.dev} == {a.id for a in many.dev} & {f"a{n}" for n in range(100)}
    assert 40 <= len(many.dev) <= 80
    assert len(many.train) + len(many.dev) == 300


def test_parts_must_not_share_documents() -> None:
    check_apart([make_article("one", id="a")], [make_article("two", id="b")])
    with pytest.raises(DataError, match="a: is in the dev part and in the training part; splits are by document"):
        check_apart([make_article("one", id="a")], [make_article("two", id="a")])


SHARES = Shares(dev=0.1, test=0.2)


def _parts(split: ClusterSplit) -> dict[str, str]:
    return {article.id: name for name in ("train", "dev", "test") for article in getattr(split, name)}


def _reports(count: int) -> list[Article]:
    """Every third repeats the one before it in other letters."""
    texts = [f"On day {n - (n % 3 == 2)} gunmen shot {n - (n % 3 == 2)} men dead near a market" for n in range(count)]
    return [make_article(text.upper() if n % 3 == 2 else text, id=f"a{n:04}") for n, text in enumerate(texts)]


def test_dev_and_test_lie_below_train() -> None:
    assert [SHARES.part(at, may_train=True) for at in (0.0, 0.09, 0.11, 0.29, 0.31, 0.99)] == [
        "dev",
        "dev",
        "test",
        "test",
        "train",
        "train",
    ]


def test_what_may_not_train_is_spread_over_dev_and_test() -> None:
    """0.65 is half of the way from 0.3 to 1, so half of the way from 0 to 0.3."""
    assert [SHARES.part(at, may_train=False) for at in (0.05, 0.2, 0.31, 0.65, 0.99)] == ["dev", "test", "dev", "test", "test"]


@pytest.mark.parametrize(("dev", "test"), [(0.5, 0.5), (-0.1, 0.2), (1.0, 0.1)])
def test_shares_leave_some_for_train(dev: float, test: float) -> None:
    with pytest.raises(UsageError, match="together below 1"):
        Shares(dev, test)


def test_near_duplicates_are_never_parted() -> None:
    articles = _reports(600)
    split = split_by_cluster(articles, SHARES)
    part = _parts(split)
    assert len(split.clusters) == 200
    assert all(part[first] == part[second] for first, second in split.clusters)
    assert (len(part), split.kept_from_train) == (600, ())
    assert 40 <= len(split.dev) <= 80
    assert 90 <= len(split.test) <= 150


def test_documents_stay_where_they_are_when_others_come() -> None:
    articles = _reports(300)
    few, many = _parts(split_by_cluster(articles[:101], SHARES)), _parts(split_by_cluster(articles, SHARES))
    assert few == {identifier: part for identifier, part in many.items() if identifier in few}
    other_test = _parts(split_by_cluster(articles, Shares(dev=0.1, test=0.4)))
    assert {i for i, part in many.items() if part == "dev"} == {i for i, part in other_test.items() if part == "dev"}


def test_single_documents_fall_into_dev_as_by_document() -> None:
    articles = [make_article(f"text {number}", id=f"a{number}") for number in range(200)]
    assert split_by_cluster(articles, SHARES).dev == split_by_document(articles, 0.1).dev


def test_what_is_like_a_held_out_text_never_enters_train() -> None:
    articles = _reports(300)
    free = _parts(split_by_cluster(articles, SHARES))
    trained = [article for article in articles if free[article.id] == "train"]
    split = split_by_cluster(articles, SHARES, [article.text for article in trained])
    assert split.train == ()
    assert {identifier for cluster in split.kept_from_train for identifier in cluster} == {article.id for article in trained}
    assert all(part == free[i] for i, part in _parts(split).items() if free[i] != "train")
    assert min(len(split.dev), len(split.test)) > 30


def test_a_held_out_text_keeps_its_whole_cluster_from_train() -> None:
    """Each text begins a word later and shares 6 of 8 shingles with the next (0.75), the first 3 of 11 with the last."""
    words = [f"w{n}" for n in range(16)]
    chain = [make_article(" ".join(words[n : n + 11]), id=f"b{n}") for n in range(5)]
    split = split_by_cluster(chain, SHARES, [chain[0].text])
    assert split.kept_from_train == (("b0", "b1", "b2", "b3", "b4"),)
    assert len(set(_parts(split).values())) == 1


def test_held_out_texts_need_a_part_for_what_is_like_them() -> None:
    with pytest.raises(UsageError, match="give dev or test a share above 0"):
        split_by_cluster([make_article("one")], Shares(0, 0), ["one"])
    assert len(split_by_cluster([make_article("one")], Shares(0, 0)).train) == 1


def test_the_parts_of_the_authored_articles_are_read_back(tmp_path: Path) -> None:
    articles = read_articles(CORPUS)
    split = split_by_cluster(articles, SHARES)
    write_parts(split, tmp_path)
    assert tuple(read_articles(tmp_path / "dev.jsonl")) == split.dev
    assert sorted(a.id for a in read_articles(tmp_path)) == sorted(a.id for a in articles)
    write_parts(split, tmp_path, ids_only=True)
    assert (tmp_path / "test.jsonl").read_text().splitlines() == [json.dumps({"id": article.id}) for article in split.test]


def test_report_names_clusters() -> None:
    first, second, third = _reports(3)
    report = split_report(split_by_cluster([first, second, third], Shares(0.5, 0), [third.text]))
    assert report.splitlines()[1:] == [
        "clusters of near-duplicates: 1, with 2 articles",
        "  2: a0001, a0002",
        "clusters kept from train, since they are like an excluded text: 1",
        "  2: a0001, a0002",
    ]


def test_the_command_has_the_threshold_of_the_module() -> None:
    assert inspect.signature(cli_corpus.split).parameters["threshold"].default == THRESHOLD


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> object:
    monkeypatch.setattr(sys, "argv", ["sigact", "corpus", "split", *map(str, arguments)])
    with pytest.raises(SystemExit) as exited:
        main()
    return exited.value.code


def test_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    article = CORPUS / "train" / "iq-checkpoint-ied.txt"
    assert _run(monkeypatch, CORPUS, "--output", tmp_path, "--exclude", article, "--exclude", CORPUS / "dev") == 0
    printed = capsys.readouterr().out
    dev = read_articles(CORPUS / "dev")
    assert f"clusters kept from train, since they are like an excluded text: {len(dev) + 1}\n" in printed
    train = {one.id for one in read_articles(tmp_path / "train.jsonl")}
    assert train
    assert train.isdisjoint({"iq-checkpoint-ied", *(one.id for one in dev)})


def test_command_refuses_wrong_use(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert _run(monkeypatch, CORPUS, "--output", tmp_path, "--dev", "0.6", "--test", "0.6") == 2
    assert _run(monkeypatch, CORPUS, "--output", tmp_path, "--threshold", "2") == 2
    assert _run(monkeypatch, CORPUS, CORPUS / "dev", "--output", tmp_path) == 1
    assert "was used in another of the paths" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
