"""Authored articles without an incident, beside the corpus."""

from helpers import CORPUS, ROOT

from sigact.data.corpus_files import read_articles
from sigact.data.near_duplicates import near_duplicate_pairs


def test_they_tell_of_no_incident_and_are_unlike_the_corpus() -> None:
    negatives, corpus = read_articles(ROOT / "data" / "negatives"), read_articles(CORPUS)
    assert len(negatives) == 60
    assert not any(article.incidents for article in negatives)
    assert all(article.fiction for article in negatives)
    assert not {article.id for article in negatives} & {article.id for article in corpus}
    assert near_duplicate_pairs({article.id: article.text for article in [*negatives, *corpus]}) == []
