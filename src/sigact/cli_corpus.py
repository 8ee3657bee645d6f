"""`sigact corpus`: the annotated articles."""

from pathlib import Path
from typing import Annotated

import typer

corpus = typer.Typer(no_args_is_help=True, help="Compile and check annotated articles.")

PathsArgument = Annotated[list[Path], typer.Argument(help="Authored articles (.txt), JSONL files, or folders of them.")]


@corpus.command()
def compile(
    paths: PathsArgument,
    output: Annotated[Path, typer.Option(help="The JSONL file to write.")],
) -> None:
    """Compile authored articles into JSONL, version 1 of the schema."""
    from sigact.data.corpus_files import read_articles
    from sigact.data.jsonl import write_articles

    articles = [article for path in paths for article in read_articles(path)]
    write_articles(output, articles)
    typer.echo(f"{output}: {len(articles)} articles")


@corpus.command()
def validate(paths: PathsArgument) -> None:
    """Check every article; each fault is printed with its file and line. Exit code 1 if there is any."""
    from sigact.data.validation import validate as run

    result = run(paths)
    for fault in result.faults:
        typer.echo(f"error: {fault}", err=True)
    typer.echo(f"{result.articles} articles, {result.spans} spans, {result.incidents} incidents; {len(result.faults)} faults")
    if result.faults:
        raise typer.Exit(1)
