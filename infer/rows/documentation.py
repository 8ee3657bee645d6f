"""The tables of docs/rows.md, written from the code: `python -m sigact.infer.rows.documentation docs/rows.md`."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from sigact.data.jsonl import read_text, write_atomically
from sigact.infer.codebooks import acled as acled_codebook
from sigact.infer.codebooks import plover
from sigact.infer.rows import acled, gtd, overview, ucdp
from sigact.infer.rows.columns import Column
from sigact.infer.rows.flags import FLAGS
from sigact.infer.rows.own import own_columns

_BLOCK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def column_table(columns: Sequence[Column]) -> str:
    """A row for each column that is filled, then the names of those that stay empty."""
    rows = "".join(f"| `{column.name}` | {column.kind} | {column.filled} |\n" for column in columns if column.filled)
    unfilled = ", ".join(f"`{column.name}`" for column in columns if not column.filled)
    return f"| column | kind | how it is filled |\n|---|---|---|\n{rows}" + (f"\nStay empty: {unfilled}.\n" if unfilled else "")


def flag_table() -> str:
    rows = "".join(f"| `{flag.name}` | {', '.join(sorted(flag.data_sets))} | {flag.meaning} |\n" for flag in FLAGS)
    return f"| flag | in | meaning |\n|---|---|---|\n{rows}"


def rule_table(docstring: str | None) -> str:
    """The table in a module's docstring."""
    return "".join(f"{line}\n" for line in (docstring or "").splitlines() if line.startswith("|"))


def tables() -> dict[str, str]:
    """Every table by the name of its block."""
    return {
        "gtd": column_table(gtd.GTD_COLUMNS),
        "acled": column_table(acled.ACLED_COLUMNS),
        "ucdp": column_table(ucdp.UCDP_COLUMNS),
        "own": column_table(own_columns("gtd")),
        "overview": column_table(overview.COLUMNS),
        "flags": flag_table(),
        "acled_events": rule_table(acled_codebook.__doc__),
        "plover": rule_table(plover.__doc__),
    }


def with_tables(page: str) -> str:
    """The page with the content of its blocks renewed."""
    known = tables()
    return _BLOCK.sub(lambda block: f"{block[1]}{known[block[2]]}{block[3]}", page)


if __name__ == "__main__":
    path = Path(sys.argv[1])
    write_atomically(path, with_tables(read_text(path)))
