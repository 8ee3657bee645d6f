"""Reports in, one file of rows out, in one pass."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from sigact.data.atomic import atomic_path
from sigact.errors import DataError, UsageError, require
from sigact.infer.report import Report
from sigact.infer.rows import RowFormat, acled, gtd, ucdp
from sigact.infer.rows.csv_table import write_csv
from sigact.infer.rows.entries import Entry, Selection, Tally, select
from sigact.infer.rows.geojson import write_geojson
from sigact.infer.rows.muc4 import write_templates
from sigact.infer.rows.muc4_key import write_keys
from sigact.infer.rows.reading import read_reports
from sigact.infer.rows.spreadsheet import write_spreadsheet

Articles = Iterator[tuple[str, list[Entry]]]


def _flat(articles: Articles) -> Iterator[Entry]:
    return chain.from_iterable(entries for _, entries in articles)


WRITERS: dict[RowFormat, Callable[[Path, Articles], None]] = {
    RowFormat.GTD: lambda path, articles: write_csv(path, gtd.COLUMNS, _flat(articles)),
    RowFormat.ACLED: lambda path, articles: write_csv(path, acled.COLUMNS, _flat(articles)),
    RowFormat.UCDP: lambda path, articles: write_csv(path, ucdp.COLUMNS, _flat(articles)),
    RowFormat.MUC4: write_templates,
    RowFormat.MUC4_KEY: write_keys,
    RowFormat.GEOJSON: lambda path, articles: write_geojson(path, _flat(articles)),
    RowFormat.XLSX: lambda path, articles: write_spreadsheet(path, _flat(articles)),
}


@dataclass
class Outcome:
    """What a run did. `faults` are lines that are no reports, `warnings` what deserves a look; `tell` hears of each at once."""

    tell: Callable[[str], None]
    tally: Tally = field(default_factory=Tally)
    faults: int = 0
    seen: dict[str, str] = field(default_factory=dict)

    def fault(self, fault: DataError) -> None:
        self.faults += 1
        self.tell(f"error: {fault}")

    def check_id(self, report: Report, where: str) -> None:
        first = self.seen.setdefault(report.id, where)
        if first != where:
            self.tell(f"warning: {where}: article id {report.id!r} was used at {first}; rows of both have the same ids")


def write_rows(paths: Sequence[Path], output: Path, to: RowFormat, selection: Selection, tell: Callable[[str], None]) -> Outcome:
    """Write the incidents of all reports to `output`, which appears when everything is read.

    Raises UsageError if the output is one of the inputs, MissingExtra for xlsx without its library, DataError if it cannot be written.
    """
    if any(path.exists() and output.exists() and path.samefile(output) for path in paths):
        raise UsageError(f"{output} is an input: write to another file")
    if to is RowFormat.XLSX:
        require("rows", "openpyxl")
    outcome = Outcome(tell)
    with atomic_path(output) as beside:
        WRITERS[to](beside, _articles(paths, selection, outcome))
    return outcome


def _articles(paths: Iterable[Path], selection: Selection, outcome: Outcome) -> Articles:
    for path in paths:
        for where, report in read_reports(path):
            if isinstance(report, DataError):
                outcome.fault(report)
                continue
            outcome.check_id(report, where)
            yield report.id, list(select(report, selection, outcome.tally))
