"""An agreement as tables for reading in a terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from sigact.data.agreement import Agreement, Disagreement, Tally, micro

_FIELD_COLUMNS = ("field", "agree", "differ", "only A", "only B", "share")


def agreement_tables(result: Agreement, show: int) -> Group:
    """The figures and the first `show` disagreements for reading in a terminal."""
    paired = result.incidents.both
    alone = f"{result.incidents.a - paired} only in A, {result.incidents.b - paired} only in B"
    return Group(
        Text(f"{result.articles} articles in both; only in A: {_names(result.only_a)}; only in B: {_names(result.only_b)}"),
        Text(f"incidents: {paired} paired, {alone}; F1 {_percent(result.incidents.f1)}\n"),
        _table("spans", ["label", "A", "B", "exact", "F1", "overlap", "F1"], _span_rows(result)),
        _table("fields of paired incidents", _FIELD_COLUMNS, ([name, *t, _percent(t.share)] for name, t in result.fields.items())),
        _table("arguments over spans that both marked", ["role", "A", "B", "both", "F1"], _rows(result.arguments)),
        _listing(result.disagreements, show),
    )


def _span_rows(result: Agreement) -> Iterator[list[object]]:
    overlap = _rows(result.overlap)
    for exact in _rows(result.exact):
        yield [*exact, *next(overlap)[3:]]


def _rows(tallies: Mapping[str, Tally]) -> Iterator[list[object]]:
    for name, tally in [*tallies.items(), ("micro", micro(tallies))]:
        yield [name, *tally, _percent(tally.f1)]


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*map(str, row))
    return table


def _listing(disagreements: Sequence[Disagreement], show: int) -> Table:
    table = Table(title=f"disagreements: {min(show, len(disagreements))} of {len(disagreements)}", title_justify="left", show_lines=True)
    for column in ("article", "kind", "in context", "A", "B"):
        table.add_column(column, overflow="fold")
    for one in disagreements[:show]:
        before, phrase, after = (" ".join(part.splitlines()) for part in (one.before, one.phrase, one.after))
        context = Text.assemble((before, "dim"), "[", (phrase, "bold"), "]", (after, "dim"))
        table.add_row(Text(one.article), one.kind, context, Text(one.a), Text(one.b))
    return table


def _names(ids: Sequence[str]) -> str:
    return ", ".join(ids) or "none"


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"
