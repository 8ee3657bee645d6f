"""Corpus figures as tables for reading in a terminal."""

from collections.abc import Mapping

from rich.columns import Columns
from rich.console import Group
from rich.table import Table
from rich.text import Text

from sigact.data.near_duplicates import THRESHOLD
from sigact.data.stats import OVERLAP_WORDS, TOKEN_LIMIT, CorpusStats, Sameness, title_of

_ROWS = 25
_LISTED = 10


def stats_tables(stats: CorpusStats) -> Group:
    """The figures for reading in a terminal."""
    over = (
        f"; {stats.over_limit} exceed {TOKEN_LIMIT} tokens" if stats.over_limit is not None else " (tokens were not counted: no tokenizer)"
    )
    lengths = ", ".join(f"{title_of(name)} {value:g}" for name, value in stats.lengths.items())
    spans, incidents = (sum(stats.counts[key].values()) for key in ("spans_per_label", "incidents_per_type"))
    head = Text(
        f"{stats.articles} articles, {stats.words} words, {spans} spans, {incidents} incidents\nwords per article: {lengths}{over}\n"
    )
    tables = [_table(key, counts) for key, counts in stats.counts.items()]
    return Group(head, Columns(tables, padding=(0, 3)), _sameness_lines(stats.sameness))


def _table(key: str, counts: Mapping[str, int]) -> Table:
    table = Table(title=title_of(key), show_header=False, title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    rows = list(counts.items())
    for name, count in rows[:_ROWS]:
        table.add_row(Text(name), str(count))
    if rows[_ROWS:]:
        table.add_row(Text(f"{len(rows) - _ROWS} others", style="dim"), str(sum(count for _, count in rows[_ROWS:])))
    return table


def _sameness_lines(same: Sameness) -> Group:
    lines = [f"distinct {size}-grams: {100 * share:.1f} % of all" for size, share in same.distinct.items()]
    for part, openings in same.openings.items():
        shown = ", ".join(f"{opening!r} {count}" for opening, count in openings.items()) or "each its own"
        lines.append(f"most frequent openings of the {part}: {shown}")
    lines.append(f"near-duplicate pairs (Jaccard index of word 5-grams at least {THRESHOLD}): {len(same.near_duplicates)}")
    lines += [f"  {pair.first} and {pair.second}: {pair.jaccard:.2f}" for pair in same.near_duplicates[:_LISTED]]
    lines.append(f"articles that share word {OVERLAP_WORDS}-grams with the reference texts: {len(same.overlaps)}")
    lines += [f"  {one.id}: {one.shared} of {one.grams}, first {one.first!r}" for one in same.overlaps[:_LISTED]]
    return Group("", *map(Text, lines))
