"""Bar charts of a corpus as PNG (extra: corpus)."""

from collections.abc import Mapping
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sigact.data.stats import CorpusStats, title_of
from sigact.errors import DataError

PLOTTED = (
    "spans_per_label",
    "incidents_per_type",
    "incidents_per_country",
    "articles_per_length_in_words",
    "articles_per_genre",
    "articles_per_number_of_incidents",
)
_INCHES_PER_BAR = 0.24
_INCHES_AROUND = 0.9
_WIDTH = 8.0


def write_plots(stats: CorpusStats, folder: Path) -> list[Path]:
    """Write one chart for each key of `PLOTTED`, named after it, and return the files. Raises DataError if the folder cannot be written."""
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for key in PLOTTED:
            files.append(folder / f"{key}.png")
            bar_chart(title_of(key), stats.counts[key]).savefig(files[-1], dpi=120)
    except OSError as error:
        raise DataError(folder, f"cannot be written: {error.strerror}") from None
    return files


def bar_chart(title: str, counts: Mapping[str, int]) -> Figure:
    """Horizontal bars from top to bottom, each with its count; as high as the number of bars needs."""
    figure = Figure(figsize=(_WIDTH, _INCHES_AROUND + _INCHES_PER_BAR * max(len(counts), 1)), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh(range(len(counts)), list(counts.values()), height=0.7, color="#3b6ea5")
    axes.bar_label(bars, padding=3, fontsize=8)
    axes.set_yticks(range(len(counts)), list(counts), fontsize=9)
    axes.set_ylim(len(counts) - 0.4, -0.6)
    axes.margins(x=0.08)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_title(f"{title} (total {sum(counts.values())})", loc="left", fontsize=11)
    axes.set_xlabel(title.split(maxsplit=1)[0])
    return figure
