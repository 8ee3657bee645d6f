from itertools import pairwise
from pathlib import Path

import pytest
from helpers import CORPUS, make_article

from sigact.data.corpus_files import read_articles
from sigact.data.plots import PLOTTED, bar_chart, write_plots
from sigact.data.stats import corpus_stats
from sigact.errors import DataError


def test_charts_of_the_authored_articles(tmp_path: Path) -> None:
    files = write_plots(corpus_stats(read_articles(CORPUS)), tmp_path / "new" / "plots")
    assert [file.stem for file in files] == list(PLOTTED)
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)


def test_charts_of_a_corpus_without_spans_and_incidents(tmp_path: Path) -> None:
    assert len(write_plots(corpus_stats([make_article("text")]), tmp_path)) == len(PLOTTED)


@pytest.mark.parametrize("bars", [1, 8, 90])
def test_labels_do_not_overlap(bars: int) -> None:
    figure = bar_chart("incidents per country", {f"a long name for country {number}": number for number in range(bars)})
    figure.draw_without_rendering()
    (axes,) = figure.axes
    for labels in (axes.get_yticklabels(), axes.get_xticklabels()):
        boxes = [label.get_window_extent() for label in labels]
        assert not any(first.overlaps(second) for first, second in pairwise(boxes))
    assert [label.get_text() for label in axes.get_yticklabels()] == [f"a long name for country {number}" for number in range(bars)]
    assert axes.get_title(loc="left") == f"incidents per country (total {sum(range(bars))})"
    assert axes.get_yticklabels()[0].get_window_extent().x0 >= 0


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match="cannot be written"):
        write_plots(corpus_stats([make_article("text")]), tmp_path / "file")
