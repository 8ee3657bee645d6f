from pathlib import Path

import pytest
import yaml
from helpers import make_article

from sigact.data.article import Article, Source
from sigact.data.formats.dataset_card import card_text
from sigact.data.formats.parquet import read, write
from sigact.data.formats.report import Report
from sigact.errors import DataError

datasets = pytest.importorskip("datasets")


def test_the_card_makes_the_folder_a_data_set(corpus_articles: list[Article], tmp_path: Path) -> None:
    folder = tmp_path / "attacks"
    write(folder, corpus_articles, Report())
    _, metadata, body = (folder / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    loaded = yaml.safe_load(metadata)
    assert loaded["configs"] == [{"config_name": "default", "data_files": "data.parquet"}]
    assert (loaded["pretty_name"], loaded["language"], loaded["license"]) == ("attacks", ["en"], ["cc0-1.0"])
    assert (loaded["task_categories"], loaded["size_categories"]) == (["token-classification"], ["n<1K"])
    assert f"{len(corpus_articles)} articles with {sum(len(article.spans) for article in corpus_articles)} labelled spans" in body
    data = datasets.load_dataset(str(folder), split="train", cache_dir=str(tmp_path / "cache"))
    assert data["id"][:] == [article.id for article in corpus_articles]
    assert data[0]["spans"][0] == corpus_articles[0].spans[0].model_dump()


def test_incident_details_that_have_no_column_are_reported(odd_article: Article, tmp_path: Path) -> None:
    report, file = Report(), tmp_path / "out.parquet"
    write(file, [odd_article], report)
    assert report.lost == {f"detail of the incident field {field!r}": 1 for field in ("date", "killed", "weapons")}
    (draft,) = read(file, Report())
    assert draft.text == odd_article.text
    assert [(mark.id, mark.start, mark.end, mark.label) for mark in draft.marks] == [
        (span.id, span.start, span.end, span.label) for span in odd_article.spans
    ]
    incident = draft.header["incidents"][0]
    assert (incident["date"], incident["claimed"], incident["killed"]) == ({"value": "2024-05-13"}, True, {"min": 3})
    assert draft.header["title"] == odd_article.title


def test_another_readme_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    with pytest.raises(DataError, match=r"README\.md: is not a card that sigact wrote"):
        write(tmp_path / "out.parquet", [make_article("Calm.")], Report())
    assert [file.name for file in tmp_path.iterdir()] == ["README.md"]


def test_a_card_of_an_earlier_run_is_replaced(tmp_path: Path) -> None:
    for article in (make_article("Calm."), make_article("Calm.", language="fr")):
        write(tmp_path / "out.parquet", [article], Report())
    assert "- fr\n" in (tmp_path / "README.md").read_text(encoding="utf-8")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["README.md", "out.parquet"]


def test_licenses_that_the_hub_does_not_know_are_other() -> None:
    article = make_article("Calm.", source=Source(name="Desk | one", license="all rights reserved"))
    card = card_text(Path("out.parquet"), [article, make_article("Calm.", id="b")])
    assert yaml.safe_load(card.split("---\n")[1])["license"] == ["cc0-1.0", "other"]
    assert "| Desk \\| one | all rights reserved | 1 |" in card


def test_other_columns_are_an_error(tmp_path: Path) -> None:
    file = tmp_path / "other.parquet"
    datasets.Dataset.from_dict({"id": ["a"], "tokens": [["x"]]}).to_parquet(file)
    with pytest.raises(DataError, match=r"other\.parquet: row 1: text: Field required"):
        list(read(file, Report()))
    datasets.Dataset.from_dict({"id": ["a"], "incidents": ["none"]}).to_parquet(file)
    with pytest.raises(DataError, match=r"row 1: its incidents are not those of sigact's columns"):
        list(read(file, Report()))
    file.write_bytes(b"PAR1")
    with pytest.raises(DataError, match=r"other\.parquet: cannot be read as Parquet"):
        list(read(file, Report()))
