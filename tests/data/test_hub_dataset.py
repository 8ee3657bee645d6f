from pathlib import Path

from sigact.data.corpus_files import read_articles
from sigact.data.hub_dataset import FEATURES, to_dataset


def test_one_row_per_article_with_declared_features(root: Path) -> None:
    articles = read_articles(root / "data" / "corpus" / "dev")
    dataset = to_dataset(articles)
    assert dataset.features == FEATURES
    assert dataset["id"][:] == [article.id for article in articles]
    for article, row in zip(articles, dataset, strict=True):
        assert [(s["start"], s["end"], s["label"]) for s in row["spans"]] == [(s.start, s.end, s.label) for s in article.spans]
        assert [i["id"] for i in row["incidents"]] == [i.id for i in article.incidents]
        for plain, incident in zip(row["incidents"], article.incidents, strict=True):
            assert plain["date"] == (incident.date.value if incident.date else None)
            assert len(plain["args"]) == len(incident.args)
