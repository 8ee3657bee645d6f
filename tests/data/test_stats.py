import json
import sys
from pathlib import Path

import pytest
from helpers import CORPUS, make_article
from rich.console import Console

from sigact.cli import main
from sigact.data.corpus_files import read_articles
from sigact.data.markup import compile_article
from sigact.data.stats import CorpusStats, Overlap, corpus_stats, sameness
from sigact.data.stats_tables import stats_tables
from sigact.data.styles import date_style, number_style
from sigact.errors import DataError
from sigact.infer.model_folder import embedded_model

TWO_TOLD = """---
id: aa-two
genre: wire brief
incidents:
  i1: {main: true, type: bombing_explosion, stage: accomplished, country: PE, weapons: [explosives/vehicle, explosives]}
  i2: {main: false, type: armed_assault, stage: attempted}
---
# [Blast|BOMBING i1] kills [at least six|KILLED i1]

A [bomb|WEAPON i1] [went off|BOMBING i1] in [Huanta|PLACE i1] on [Monday|DATE i1].
[Gunmen|PERP_INDIVIDUAL i2] had [fired|ARMED_ASSAULT i2] at [Ana Ruiz|KILLED i2] there.
"""
NONE_TOLD = """---
id: bb-none
genre: editorial
language: es
incidents: {}
---
Blast kills hope, says no one.
"""


@pytest.fixture
def stats() -> CorpusStats:
    return corpus_stats(
        [compile_article(TWO_TOLD, "aa"), compile_article(NONE_TOLD, "bb")], count_tokens=lambda text: 500 + len(text.split())
    )


def _said(counts: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


def test_counts(stats: CorpusStats) -> None:
    counts = {key: _said(value) for key, value in stats.counts.items()}
    assert counts == {
        "articles_per_genre": {"wire brief": 1, "editorial": 1},
        "articles_per_language": {"en": 1, "es": 1},
        "articles_per_length_in_words": {"0-99": 2},
        "articles_per_number_of_incidents": {"0": 1, "2": 1},
        "incidents_per_type": {"bombing_explosion": 1, "armed_assault": 1},
        "weapon_classes_of_incidents": {"explosives": 1, "not said": 1},
        "means_of_incidents": {"car bomb": 1, "foiled": 1},
        "incidents_per_stage": {"accomplished": 1, "attempted": 1},
        "incidents_per_country": {"PE": 1, "not said": 1},
        "incidents_main_or_background": {"main": 1, "background": 1},
        "incidents_per_genre": {"wire brief": 2},
        "incidents_per_language": {"en": 2},
        "spans_per_label": {"ARMED_ASSAULT": 1, "BOMBING": 2, "DATE": 1, "PLACE": 1, "WEAPON": 1, "PERP_INDIVIDUAL": 1, "KILLED": 2},
        "number_styles_of_people": {"at least, more than, up to": 1, "name or noun only": 1},
        "date_styles": {"weekday": 1, "none (incidents without a date phrase)": 1},
    }


def test_what_never_occurs_is_counted_as_none(stats: CorpusStats) -> None:
    assert len(stats.counts["spans_per_label"]) == 24
    assert stats.counts["spans_per_label"]["HIJACKING"] == 0
    assert stats.counts["incidents_per_type"]["unknown"] == 0
    assert list(stats.counts["articles_per_number_of_incidents"]) == ["0", "1", "2", "3 or more"]


def test_lengths(stats: CorpusStats) -> None:
    """20 words with the title and 6 words; with 500 more, 520 and 506 tokens."""
    assert (stats.articles, stats.words, stats.over_limit) == (2, 26, 1)
    assert stats.lengths == {"minimum": 6, "first_quartile": 9.5, "median": 13, "third_quartile": 16.5, "maximum": 20}


def test_long_articles_share_the_last_bin() -> None:
    lengths = corpus_stats([make_article("word " * number + "end", id=str(number)) for number in (99, 998, 999, 5000)])
    bins = lengths.counts["articles_per_length_in_words"]
    assert _said(bins) == {"100-199": 1, "900-999": 1, "1000 or more": 2}
    assert len(bins) == 11
    assert lengths.over_limit is None


def test_three_or_more_incidents() -> None:
    incidents = [{"id": f"i{number}", "main": True} for number in range(4)]
    several = corpus_stats([make_article("text", incidents=incidents)])
    assert _said(several.counts["articles_per_number_of_incidents"]) == {"3 or more": 1}
    assert _said(several.counts["incidents_per_type"]) == {"not said": 4}


@pytest.mark.parametrize(
    ("phrase", "style"),
    [
        ("28 to 35 civilians", "range"),
        ("between three and five girls", "range"),
        ("10-12 men", "range"),
        ("At least nine people", "at least, more than, up to"),
        ("no fewer than 3 nurses", "at least, more than, up to"),
        ("About 40 people", "about"),
        ("about a dozen others", "about"),
        ("dozens of children", "dozens, several"),
        ("several", "dozens, several"),
        ("1,200 pupils", "digits"),
        ("Thirty-two men", "words"),
        ("One paramedic", "words"),
        ("Ana Ruiz", "name or noun only"),
        ("Ana Ruiz, a Grade 7 pupil", "name or noun only"),
        ("38-year-old woman", "name or noun only"),
        ("stoned nurse", "name or noun only"),
    ],
)
def test_number_styles(phrase: str, style: str) -> None:
    assert number_style(phrase) == style


@pytest.mark.parametrize(
    ("phrase", "style"),
    [
        ("evening of Monday 10 February", "absolute"),
        ("mid-January", "absolute"),
        ("2007", "absolute"),
        ("Sept. 11", "absolute"),
        ("14/05/2024", "absolute"),
        ("about 5:30am on Saturday", "weekday"),
        ("Wed night", "weekday"),
        ("LATE LAST NIGHT", "relative"),
        ("Three days later", "relative"),
        ("weekend", "relative"),
        ("shortly before 7am", "time of day only"),
        ("2010 hours", "time of day only"),
        ("sunrise", "time of day only"),
    ],
)
def test_date_styles(phrase: str, style: str) -> None:
    assert date_style(phrase) == style


def test_distinct_grams_and_openings() -> None:
    """Words: 3 distinct of 6; pairs: "a b" and "b c" twice; triples: "a b c" twice."""
    same = sameness([make_article("A b c", id="x"), make_article("a, b: c.", id="y", title="a, b: c.")])
    assert same.distinct == {1: 0.5, 2: 0.5, 3: 0.5}
    assert same.openings == {"title": {}, "body": {}}
    assert [(pair.first, pair.second) for pair in same.near_duplicates] == [("x", "y")]
    bodies = sameness([make_article(f"Title {n}\n\nA bomb went off in {n}", id=str(n), title=f"Title {n}") for n in range(3)])
    assert bodies.openings == {"title": {}, "body": {"a bomb went": 3}}


def test_overlap_with_reference_texts() -> None:
    """Of 10 words, 8-grams 2 and 3 are in the reference text."""
    reference = "before B c d e f g h i j after"
    copied, free = make_article("a b c d e f g h i j", id="x"), make_article("j i h g f e d c b a", id="y")
    assert sameness([free, copied], [reference]).overlaps == [Overlap("x", 2, 3, "b c d e f g h i")]
    assert sameness([free, copied]).overlaps == []


def test_no_article_is_an_error() -> None:
    with pytest.raises(DataError, match="holds no article"):
        corpus_stats([])


def test_the_authored_articles_add_up() -> None:
    articles = read_articles(CORPUS)
    stats = corpus_stats(articles, [articles[0].text])
    incidents = sum(len(article.incidents) for article in articles)
    assert {key: sum(counts.values()) for key, counts in stats.counts.items() if key.startswith("articles")} == dict.fromkeys(
        (key for key in stats.counts if key.startswith("articles")), len(articles)
    )
    assert all(sum(counts.values()) == incidents for key, counts in stats.counts.items() if key.startswith("incidents"))
    assert sum(stats.counts["spans_per_label"].values()) == sum(len(article.spans) for article in articles)
    assert stats.sameness.near_duplicates == []
    assert stats.sameness.overlaps[0].id == articles[0].id
    assert stats.sameness.overlaps[0].shared == stats.sameness.overlaps[0].grams


def test_tables_name_what_they_fold(capsys: pytest.CaptureFixture[str]) -> None:
    articles = [make_article(f"text {n} [x]", id=f"a{n}", genre=f"genre [{n}]") for n in range(30)]
    Console(width=140).print(stats_tables(corpus_stats(articles, ["none"])))
    printed = capsys.readouterr().out
    assert "genre [24]" in printed
    assert "genre [25]" not in printed
    assert "5 others" in printed
    assert "tokens were not counted" in printed
    assert "articles that share word 8-grams with the reference texts: 0" in printed


def test_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    output, plots, dev = tmp_path / "stats.json", tmp_path / "plots", CORPUS / "dev"
    command = ["sigact", "corpus", "stats", dev, "--output", output, "--plots", plots, "--against", CORPUS / "dev" / "iq-mortar-base.txt"]
    monkeypatch.setattr(sys, "argv", list(map(str, command)))
    with pytest.raises(SystemExit) as exited:
        main()
    assert exited.value.code == 0
    figures = json.loads(output.read_text())
    assert figures["articles"] == len(read_articles(dev))
    assert [overlap["id"] for overlap in figures["sameness"]["overlaps"]] == ["iq-mortar-base"]
    assert isinstance(figures["over_limit"], int) == (embedded_model() / "tokenizer.json").is_file()
    assert set(figures["sameness"]["distinct"]) == {"1", "2", "3"}
    assert len(list(plots.iterdir())) == 6
    assert "incidents per type" in capsys.readouterr().out
