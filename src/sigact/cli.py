"""The command line. Exit codes: 0 done, 1 some input could not be read, 2 wrong use."""

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sigact import __version__
from sigact.cli_batch import batch
from sigact.cli_benchmark import ModelOption, benchmark
from sigact.cli_corpus import Muc34Option, SatpOption, corpus
from sigact.cli_model import card, export, push
from sigact.cli_options import BackendOption, PrecisionOption, PublishedOption
from sigact.cli_rows import rows
from sigact.errors import DataError, SigactError, UsageError, require

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="News articles about attacks in, structured incidents out.")
app.add_typer(corpus, name="corpus")
app.add_typer(benchmark, name="benchmark")
app.command()(batch)
app.command()(rows)
app.command()(export)
app.command()(card)
app.command()(push)

STDIN = Path("-")


class Format(StrEnum):
    table = "table"
    json = "json"
    jsonl = "jsonl"


def _version(value: bool) -> None:
    if value:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """News articles about attacks in, structured incidents out."""


@app.command()
def extract(
    files: Annotated[list[Path] | None, typer.Argument(help="Text files, UTF-8; `-` or nothing reads standard input.")] = None,
    *,
    published: PublishedOption = None,
    format_: Annotated[
        Format, typer.Option("--format", help="What is printed; json is one object, or a list for several files.")
    ] = Format.table,
    output: Annotated[Path | None, typer.Option(help="Write reports here as JSONL (json with --format json).")] = None,
    model: ModelOption = "embedded",
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Leave out incidents under this confidence.")] = 0.0,
    organisations: Annotated[
        Path | None, typer.Option(metavar="FILE", help="CSV of armed groups and forces that adds to the packaged list and comes first.")
    ] = None,
    backend: BackendOption = "auto",
    precision: PrecisionOption = "auto",
) -> None:
    """Extract incidents from articles."""
    from sigact.data.article import title_of
    from sigact.data.jsonl import write_atomically
    from sigact.infer.extractor import Document, Extractor
    from sigact.infer.organisations import Organisations

    known = Organisations.with_file(organisations) if organisations else None
    extractor = Extractor.from_pretrained(model, backend=backend, precision=precision, organisations=known)
    reports = []
    texts = _Texts(files or [STDIN])
    articles = [(text, published, Document(id=name, title=title_of(text))) for name, text in texts]
    for report in extractor.stream(articles, min_confidence=min_confidence):
        reports.append(report)
        if format_ is Format.table:
            _print_table(report)
        elif format_ is Format.jsonl and output is None:
            typer.echo(json.dumps(report.as_json(), ensure_ascii=False))
    records = [report.as_json() for report in reports]
    whole = json.dumps(records[0] if len(texts.paths) == 1 and records else records, indent=2, ensure_ascii=False) + "\n"
    if output is not None:
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        write_atomically(output, whole if format_ is Format.json else lines)
    elif format_ is Format.json:
        typer.echo(whole, nl=False)
    raise typer.Exit(1 if texts.failed else 0)


class _Texts:
    """(name, text) of every readable file; the others are reported on standard error and counted in `failed`."""

    def __init__(self, paths: list[Path]) -> None:
        self.paths = paths
        self.failed = 0

    def __iter__(self) -> Iterator[tuple[str, str]]:
        from sigact.data.jsonl import decode_text, read_text

        for path in self.paths:
            name = "stdin" if path == STDIN else str(path)
            try:
                text = decode_text(sys.stdin.buffer.read(), name) if path == STDIN else read_text(path)
            except DataError as error:
                self.failed += 1
                typer.echo(f"error: {error}", err=True)
                continue
            if not text.strip():
                typer.echo(f"warning: {name}: is empty", err=True)
            yield name, text


def _print_table(report: Any) -> None:
    from rich.console import Console

    from sigact.infer.table import report_table

    Console().print(report_table(report))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a report."""
    from sigact.infer.report import report_schema

    typer.echo(json.dumps(report_schema(), indent=2))


@app.command()
def train(
    recipe: Annotated[Path, typer.Argument(help="A recipe, such as configs/base.yaml.")],
    set_: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Override a key, such as training.seed=7.")] = None,
    satp: SatpOption = None,
    muc34: Muc34Option = None,
) -> None:
    """Fine-tune a model; a run that was stopped goes on from its last checkpoint."""
    require("train", "torch", "transformers", "datasets", "datasketch", "accelerate", "seqeval")
    from sigact.train.finetune import finetune
    from sigact.train.recipe import parse_overrides

    folders = {f"data.{name}": str(folder.resolve()) for name, folder in (("satp", satp), ("muc34", muc34)) if folder}
    typer.echo(finetune(recipe, parse_overrides(set_ or []) | folders))


@app.command()
def evaluate(
    model: Annotated[str, typer.Argument(help="A model folder, a Hub repository, or `embedded`.")],
    data: Annotated[Path, typer.Argument(help="Annotated articles: a JSONL file, an authored article, or a folder.")],
    *,
    look_up: Annotated[Path | None, typer.Option(help="Training articles: adds the phrase look-up baseline.")] = None,
    groups: Annotated[bool, typer.Option("--groups", help="Also by region, perpetrator, source and genre.")] = False,
    output: Annotated[Path | None, typer.Option(help="Write the scores as JSON.")] = None,
    satp: SatpOption = None,
    muc34: Muc34Option = None,
) -> None:
    """Score a model's spans against annotated articles."""
    require("train", "seqeval")
    from rich.console import Console

    from sigact.data.jsonl import write_atomically
    from sigact.data.standoff import standoff_texts
    from sigact.train.evaluation import evaluate as run
    from sigact.train.reports import group_tables, metrics_json, score_table

    result = run(model, data, look_up, standoff_texts(satp, muc34))
    if output is not None:
        write_atomically(output, metrics_json(result.scores, result.facts()))
    Console().print(score_table(result.scores, f"{result.model} on {data}", result.baseline))
    for table in group_tables(result.groups) if groups else ():
        Console().print(table)


def main() -> None:
    """Run the command line; sigact's own errors become one line on standard error."""
    try:
        app()
    except SigactError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
