"""The authored corpus is as wide as its card says, and its parts share nothing."""

from collections.abc import Mapping

import pytest
from helpers import CORPUS

from sigact.data.article import Article
from sigact.data.corpus_files import read_articles
from sigact.data.near_duplicates import word_grams
from sigact.data.stats import CorpusStats, corpus_stats
from sigact.infer.model_folder import embedded_model, read_model_folder

PARTS = ("train", "dev", "test")
SHARED_WORDS = 8


@pytest.fixture(scope="module")
def parts() -> Mapping[str, list[Article]]:
    return {part: read_articles(CORPUS / part) for part in PARTS}


@pytest.fixture(scope="module")
def stats(parts: Mapping[str, list[Article]]) -> CorpusStats:
    tokenizer = read_model_folder(embedded_model()).tokenizer
    articles = [article for part in parts.values() for article in part]
    return corpus_stats(articles, count_tokens=lambda text: len(tokenizer.encode(text).ids))


def test_size(stats: CorpusStats, parts: Mapping[str, list[Article]]) -> None:
    assert stats.articles >= 400
    assert stats.words >= 100_000
    assert (len(parts["dev"]), len(parts["test"])) == (60, 100)
    assert stats.over_limit is not None
    assert stats.over_limit >= 60
    assert stats.lengths["minimum"] >= 60
    assert stats.lengths["maximum"] <= 1500


def test_incidents_per_article(stats: CorpusStats) -> None:
    numbers = stats.counts["articles_per_number_of_incidents"]
    assert numbers["0"] >= 0.2 * stats.articles
    assert numbers["2"] + numbers["3 or more"] >= 0.3 * stats.articles


def test_every_type_means_weapon_class_and_stage(stats: CorpusStats) -> None:
    assert min(stats.counts["incidents_per_type"].values()) >= 20
    assert min(stats.counts["means_of_incidents"].values()) >= 8
    assert min(stats.counts["incidents_per_stage"].values()) >= 15
    practised = ("chemical", "firearms", "explosives", "fake_weapons", "incendiary", "melee", "vehicle", "sabotage_equipment")
    assert min(stats.counts["weapon_classes_of_incidents"][name] for name in practised) >= 10


def test_every_label_and_style(stats: CorpusStats) -> None:
    assert min(stats.counts["spans_per_label"].values()) >= 25
    assert min(stats.counts["number_styles_of_people"].values()) >= 20
    assert min(stats.counts["date_styles"].values()) > 0


def test_countries_and_genres(stats: CorpusStats) -> None:
    assert len(stats.counts["incidents_per_country"]) >= 60
    assert len(stats.counts["articles_per_genre"]) >= 14
    assert "not said" not in stats.counts["articles_per_genre"]


def test_no_two_articles_are_alike(stats: CorpusStats) -> None:
    assert stats.sameness.near_duplicates == []
    assert max(stats.sameness.openings["body"].values(), default=0) <= 3


def test_the_test_articles_share_no_passage_with_the_others(parts: Mapping[str, list[Article]]) -> None:
    known = {gram for part in ("train", "dev") for article in parts[part] for gram in word_grams(article.text, SHARED_WORDS)}
    shared = {gram for article in parts["test"] for gram in word_grams(article.text, SHARED_WORDS) if gram in known}
    assert len(shared) < 20


def test_all_articles_are_fiction_of_ours(parts: Mapping[str, list[Article]]) -> None:
    assert all(article.fiction and article.source.license == "CC0-1.0" for part in parts.values() for article in part)
