"""`sigact corpus`: the annotated articles."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sigact.data.formats import FormatName, Overlaps
from sigact.errors import DataError, require

if TYPE_CHECKING:
    from sigact.data.article import Article
    from sigact.data.labels import LabelList

corpus = typer.Typer(no_args_is_help=True, help="Compile and check annotated articles.")

LabelsOption = Annotated[Path | None, typer.Option("--labels", help="The label list of the articles (YAML), if it is not sigact's.")]
SatpOption = Annotated[Path | None, typer.Option("--satp", help="Your SATP folder, for stand-off records.")]
Muc34Option = Annotated[Path | None, typer.Option("--muc34", help="Your MUC-3/MUC-4 folder, for stand-off records.")]
PathsArgument = Annotated[list[Path], typer.Argument(help="Authored articles (.txt), JSONL files, or folders of them.")]


@corpus.command()
def compile(
    paths: PathsArgument,
    output: Annotated[Path, typer.Option(help="The JSONL file to write.")],
    labels: LabelsOption = None,
) -> None:
    """Compile authored articles into JSONL, version 1 of the schema."""
    from sigact.data.jsonl import write_articles

    articles = _articles(paths, labels)
    write_articles(output, articles)
    typer.echo(f"{output}: {len(articles)} articles")


@corpus.command()
def validate(
    paths: PathsArgument,
    labels: LabelsOption = None,
    satp: SatpOption = None,
    muc34: Muc34Option = None,
) -> None:
    """Check every article; each fault is printed with its file and line. Exit code 1 if there is any."""
    from sigact.data.standoff import standoff_texts
    from sigact.data.validation import validate as run

    result = run(paths, _label_list(labels), standoff_texts(satp, muc34))
    for fault in result.faults:
        typer.echo(f"error: {fault}", err=True)
    typer.echo(f"{result.articles} articles, {result.spans} spans, {result.incidents} incidents; {len(result.faults)} faults")
    if result.faults:
        raise typer.Exit(1)


@corpus.command()
def stats(
    paths: PathsArgument,
    *,
    labels: LabelsOption = None,
    plots: Annotated[Path | None, typer.Option(help="Write bar charts as PNG into this folder.")] = None,
    against: Annotated[list[Path] | None, typer.Option(help="Texts (.txt, .jsonl, folders) that these should not repeat.")] = None,
    output: Annotated[Path | None, typer.Option(help="Write the figures as JSON.")] = None,
) -> None:
    """Describe a corpus: counts, lengths, styles, and how alike its texts are."""
    require("corpus", "datasketch", *(["matplotlib"] if plots else []))
    from rich.console import Console

    from sigact.data.near_duplicates import read_texts
    from sigact.data.stats import corpus_stats
    from sigact.data.stats_tables import stats_tables

    reference = [text for path in against or [] for text in read_texts(path).values()]
    figures = corpus_stats(_articles(paths, labels), reference, _token_counter())
    Console().print(stats_tables(figures))
    if output is not None:
        _write_json(output, figures.as_json())
    if plots is not None:
        from sigact.data.plots import write_plots

        write_plots(figures, plots)


def _token_counter() -> Callable[[str], int] | None:
    """Counts tokens as the embedded model does, its special tokens included; None without such a model."""
    from sigact.infer.model_folder import embedded_model, read_model_folder

    if not (embedded_model() / "tokenizer.json").is_file():
        return None
    tokenizer = read_model_folder(embedded_model()).tokenizer
    return lambda text: len(tokenizer.encode(text).ids)


@corpus.command()
def agreement(
    a: Annotated[Path, typer.Argument(help="Annotated articles: a JSONL file, an authored article, or a folder.")],
    b: Annotated[Path, typer.Argument(help="The same articles, annotated independently.")],
    *,
    labels: LabelsOption = None,
    texts: Annotated[Path | None, typer.Option(help="Articles that hold the texts of stand-off records.")] = None,
    satp: SatpOption = None,
    muc34: Muc34Option = None,
    output: Annotated[Path | None, typer.Option(help="Write the figures and every disagreement as JSON.")] = None,
    show: Annotated[int, typer.Option(min=0, help="How many disagreements are printed.")] = 30,
) -> None:
    """Measure how far two annotations of the same texts agree, and list where they do not."""
    require("corpus", "scipy")
    from rich.console import Console

    from sigact.data.agreement import compare
    from sigact.data.agreement_tables import agreement_tables
    from sigact.data.annotated import read_annotated
    from sigact.data.standoff import standoff_texts

    known = standoff_texts(satp, muc34) | {article.id: article.text for article in (_articles([texts], labels) if texts else [])}
    result = compare(*(read_annotated(path, known, _label_list(labels)) for path in (a, b)))
    Console().print(agreement_tables(result, show))
    if output is not None:
        _write_json(output, result.as_json())


@corpus.command()
def split(
    paths: PathsArgument,
    *,
    labels: LabelsOption = None,
    output: Annotated[Path, typer.Option(help="The folder for train.jsonl, dev.jsonl and test.jsonl.")],
    dev: Annotated[float, typer.Option(min=0, max=1, help="Share of dev.")] = 0.1,
    test: Annotated[float, typer.Option(min=0, max=1, help="Share of test.")] = 0.1,
    exclude: Annotated[
        list[Path] | None, typer.Option(help="Held-out texts (.txt, .jsonl, folders): nothing like them enters train.")
    ] = None,
    threshold: Annotated[float, typer.Option(help="Jaccard index of word 5-grams from which texts are near-duplicates.")] = 0.7,
    ids_only: Annotated[bool, typer.Option("--ids-only", help="Write ids instead of annotated articles.")] = False,
) -> None:
    """Split a corpus by document; near-duplicates stay together, and a document stays where it is when others are added."""
    require("corpus", "datasketch")
    from sigact.data.near_duplicates import read_texts
    from sigact.data.splits import Shares, split_by_cluster, split_report, write_parts

    shares = Shares(dev, test)
    held_out = [text for path in exclude or [] for text in read_texts(path).values()]
    result = split_by_cluster(_articles(paths, labels), shares, held_out, threshold)
    write_parts(result, output, ids_only=ids_only)
    typer.echo(split_report(result))


@corpus.command()
def convert(
    file: Annotated[Path, typer.Argument(help="The file or folder to convert.")],
    *,
    to: Annotated[FormatName, typer.Option(help="The format to write.")],
    output: Annotated[Path, typer.Option(help="The file to write; a folder for brat and uima-cas.")],
    from_: Annotated[FormatName | None, typer.Option("--from", help="The format of FILE; without it told from name and content.")] = None,
    labels: Annotated[Path | None, typer.Option(help="The label list of FILE (YAML); without it the labels found are written.")] = None,
    overlaps: Annotated[Overlaps, typer.Option(help="Spans that overlap: an error, or keep the longest.")] = Overlaps.ERROR,
) -> None:
    """Convert annotated articles from and to the formats of other tools; what is lost or changed is printed on standard error."""
    from sigact.data.formats.convert import Options, convert

    options = Options(to, from_, _label_list(labels), overlaps)
    result = convert(file, output, options)
    for line in result.report.lines():
        typer.echo(line, err=True)
    typer.echo(f"{output}: {result.articles} articles from {result.source_format}")
    if result.labels_file is not None:
        typer.echo(f"{result.labels_file}: the {len(result.labels.labels)} labels of {file}")


def _label_list(path: Path | None) -> "LabelList | None":
    from sigact.data.labels import read_labels

    return read_labels(path) if path else None


def _articles(paths: list[Path], labels: Path | None) -> list["Article"]:
    """The articles of all paths. Raises DataError for an id used twice."""
    from sigact.data.corpus_files import read_articles

    found: dict[str, Article] = {}
    known = _label_list(labels)
    for path in paths:
        for article in read_articles(path, known):
            if article.id in found:
                raise DataError(path, f"id {article.id!r} was used in another of the paths")
            found[article.id] = article
    return list(found.values())


def _write_json(path: Path, record: dict[str, Any]) -> None:
    from sigact.data.jsonl import write_atomically

    write_atomically(path, json.dumps(record, indent=2, ensure_ascii=False) + "\n")
