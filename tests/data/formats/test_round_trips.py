from pathlib import Path

import pytest
from helpers import CORPUS, make_article
from hypothesis import given, settings
from hypothesis import strategies as st

from sigact.data.article import Article, Source, Span
from sigact.data.corpus_files import read_articles
from sigact.data.formats import FormatName, Overlaps
from sigact.data.formats.building import build_articles, found_labels
from sigact.data.formats.convert import Options, convert
from sigact.data.formats.registry import FORMATS
from sigact.data.formats.report import Report
from sigact.data.words import to_word_spans, words_of

SUFFIXES = {FormatName.CONLL: ".conll", FormatName.LABEL_STUDIO: ".json", FormatName.PARQUET: ".parquet"}
FOLDERS = {FormatName.BRAT, FormatName.UIMA_CAS}
EVERY_FORMAT = pytest.mark.parametrize("name", FormatName)
HOLDS_ALL = [name for name in FormatName if name is not FormatName.PARQUET]


def path_of(name: FormatName, folder: Path) -> Path:
    for module in FORMATS[name].needs:
        pytest.importorskip(module)
    return folder / (f"{name}" if name in FOLDERS else f"{name}{SUFFIXES.get(name, '.jsonl')}")


def there_and_back(articles: list[Article], name: FormatName, folder: Path) -> tuple[list[Article], Report]:
    """Articles after a way through the format, and what that lost."""
    path, report = path_of(name, folder), Report()
    FORMATS[name].write(path, articles, report)
    drafts = list(FORMATS[name].read(path, report))
    return build_articles(drafts, found_labels(drafts, "found"), Overlaps.ERROR, report), report


@EVERY_FORMAT
def test_authored_articles_come_back_as_they_were(name: FormatName, corpus_articles: list[Article], tmp_path: Path) -> None:
    out, back = path_of(name, tmp_path / "out"), tmp_path / "back.jsonl"
    there = convert(CORPUS / "dev", out, Options(name))
    again = convert(out, back, Options(FormatName.SIGACT))
    assert read_articles(back) == corpus_articles
    assert (there.source_format, again.source_format) == (FormatName.SIGACT, name)
    assert (there.labels_file, again.labels_file) == (None, None)
    assert there.report.lines() + again.report.lines() == []


@pytest.mark.parametrize("name", HOLDS_ALL)
def test_an_odd_article_comes_back_as_it_was(name: FormatName, odd_article: Article, tmp_path: Path) -> None:
    other = make_article("No span here.", id="plain", title=None)
    articles, report = there_and_back([odd_article, other], name, tmp_path)
    assert sorted(articles, key=lambda article: article.id) == sorted([odd_article, other], key=lambda article: article.id)
    assert report.lines() == []


@st.composite
def _articles(draw: st.DrawFn) -> Article:
    text = draw(st.text(st.sampled_from("ab.'\"#|\\=-\u00e9\u4e2d\U0001f600\u200b \t\n\r\u00a0\u2028\x85"), min_size=1, max_size=40))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans: list[Span] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if text[start:end].strip() == text[start:end]:
            label = draw(st.sampled_from(["KILLED", "PLACE"]))
            spans.append(Span(id=f"s{len(spans) + 1}", start=start, end=end, label=label))
    return Article(id="x", text=text, source=Source(name="n", license="l"), spans=tuple(spans))


@pytest.mark.parametrize("name", [name for name in HOLDS_ALL if name is not FormatName.CONLL])
@settings(max_examples=60, deadline=None)
@given(article=_articles())
def test_any_text_and_flat_spans_come_back(name: FormatName, article: Article, tmp_path_factory: pytest.TempPathFactory) -> None:
    articles, report = there_and_back([article], name, tmp_path_factory.mktemp("any"))
    assert articles == [article]
    assert report.lines() == []


@settings(max_examples=150, deadline=None)
@given(article=_articles())
def test_conll_brings_back_the_text_and_every_span_of_whole_words(article: Article, tmp_path_factory: pytest.TempPathFactory) -> None:
    articles, report = there_and_back([article], FormatName.CONLL, tmp_path_factory.mktemp("any"))
    words = words_of(article.text)
    whole = [span for span in article.spans if not to_word_spans(words, [(span.start, span.end, "")])[1]]
    assert report.lost["span that cuts a word"] == len(article.spans) - len(whole)
    assert articles[0].text == (article.text if words else "")
    assert articles[0].spans == tuple(whole)
