"""`sigact rows`: reports as rows of other data sets."""

from pathlib import Path
from typing import Annotated

import typer

from sigact.infer.rows import RowFormat


def rows(
    reports: Annotated[list[Path], typer.Argument(help="Reports as JSONL, also .gz; `-` reads standard input.")],
    *,
    to: Annotated[RowFormat, typer.Option(help="Whose rows.")],
    output: Annotated[Path, typer.Option(help="The file to write.")],
    background: Annotated[bool, typer.Option("--background", help="Also incidents that the article tells as background.")] = False,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Leave out incidents under this confidence.")] = 0.0,
) -> None:
    """Write incidents as rows that load next to GTD, ACLED and UCDP GED, as MUC-4 templates, GeoJSON or a spreadsheet."""
    from sigact.infer.rows.entries import Selection
    from sigact.infer.rows.export import write_rows

    selection = Selection(background=background, min_confidence=min_confidence)
    outcome = write_rows(reports, output, to, selection, lambda line: typer.echo(line, err=True))
    typer.echo(f"{output}: {outcome.tally.words()}")
    raise typer.Exit(1 if outcome.faults else 0)
