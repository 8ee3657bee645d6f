"""`sigact batch`: many articles, resumable."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sigact.cli_benchmark import ModelOption
from sigact.cli_options import BackendOption, PrecisionOption, PublishedOption
from sigact.infer.batch.formats import InputFormat, output_format
from sigact.infer.batch.job import Engine

if TYPE_CHECKING:
    from sigact.infer.batch.run import Outcome

_SECONDS_BETWEEN_LINES = 10.0


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(help="JSONL, CSV, TSV, Parquet, .txt, .html or WARC files (also .gz, .zst), folders, globs, URLs; `-` is stdin."),
    ],
    *,
    output: Annotated[Path, typer.Option(help="The reports: .jsonl, .jsonl.gz, .jsonl.zst, or .parquet (a folder of parts).")],
    published: PublishedOption = None,
    model: ModelOption = "embedded",
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Leave out incidents under this confidence.")] = 0.0,
    backend: BackendOption = "auto",
    precision: PrecisionOption = "auto",
    engine: Annotated[Engine, typer.Option(help="local: this machine; ray: a Ray cluster (RAY_ADDRESS, else one started here).")] = "local",
    workers: Annotated[int, typer.Option(min=1, help="Processes or actors; one already uses every core. The output is the same.")] = 1,
    input_format: Annotated[InputFormat | None, typer.Option(help="Read every input as this, whatever its name.")] = None,
    all_languages: Annotated[bool, typer.Option("--all-languages", help="Extract texts in other languages than the model's too.")] = False,
    all_texts: Annotated[bool, typer.Option("--all-texts", help="Write every text beside the output, not only those of pages.")] = False,
    part_size: Annotated[int, typer.Option(min=1, help="Articles that are written at once: what a stop can cost.")] = 256,
    max_record_bytes: Annotated[int, typer.Option(min=1, help="A longer line, row, page or file is an error.")] = 10_000_000,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace another run's output; start anew if options differ.")] = False,
) -> None:
    """Extract incidents from many articles. Stopped at any moment, the same command goes on where it was."""
    from sigact.infer.batch.items import Limits
    from sigact.infer.batch.job import Job
    from sigact.infer.batch.run import run
    from sigact.infer.batch.work import Options

    limits = Limits(record_bytes=max_record_bytes)
    options = Options(output_format(output), published, min_confidence, all_languages, all_texts, limits, backend, precision)
    job = Job(inputs, output, options, model, input_format, part_size, engine, workers, overwrite)
    try:
        outcome = run(job, _Lines())
    except KeyboardInterrupt:
        typer.echo("stopped; what is done is kept: run the same command again to go on", err=True)
        raise typer.Exit(130) from None
    _tell(output, outcome)
    raise typer.Exit(1 if outcome.counts.failed else 0)


class _Lines:
    """Progress: a line on standard error every ten seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, articles: int, seconds: float) -> None:
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN_LINES:
            self._last = now
            typer.echo(f"{articles:,} articles, {articles / seconds:.1f} a second", file=sys.stderr)


def _tell(output: Path, outcome: "Outcome") -> None:
    counts = outcome.counts
    if not counts.records:
        typer.echo("warning: the inputs hold no articles", err=True)
    line = f"{output}: {counts.articles:,} articles, {counts.incidents:,} incidents"
    if counts.failed or counts.skipped:
        line += f"; {counts.failed:,} failed, {counts.skipped:,} skipped: see {output}.errors.jsonl"
    line += "; finished before" if outcome.finished_before else f"; {outcome.articles_per_second:.1f} articles a second"
    typer.echo(line)
