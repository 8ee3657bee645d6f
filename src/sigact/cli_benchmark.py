"""`sigact benchmark`: published and own measurements of a model."""

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from sigact.cli_corpus import Muc34Option, SatpOption
from sigact.errors import require

benchmark = typer.Typer(no_args_is_help=True, help="Measure a model.")

_WIDTH = 160
ModelOption = Annotated[str, typer.Option("--model", help="A model folder, a Hub repository org/name or org/name@revision, or `embedded`.")]


@benchmark.callback()
def _benchmarks() -> None:
    """Measure a model."""


@benchmark.command()
def facts(
    gold: Annotated[Path, typer.Argument(help="SATP's dev_facts.jsonl (with dev.tsv beside it), or annotated articles.")],
    *,
    model: ModelOption = "embedded",
    gold_spans: Annotated[bool, typer.Option("--gold-spans", help="Take the annotator's spans: what is lost after the model.")] = False,
    output: Annotated[Path | None, typer.Option(help="Write facts.json and reports.jsonl into this folder.")] = None,
    satp: SatpOption = None,
    muc34: Muc34Option = None,
) -> None:
    """Field by field: are type, date, place, tolls, perpetrators of the right incidents right?"""
    from rich.console import Console

    from sigact.data.jsonl import write_atomically
    from sigact.data.standoff import standoff_texts
    from sigact.infer.extractor import Extractor
    from sigact.train.benchmarks.facts import read_cases, report_lines, run

    cases = read_cases(gold, standoff_texts(satp, muc34))
    result, reports = run(Extractor.from_pretrained(model), cases, gold_spans=gold_spans)
    Console().print(result.table(f"{model}{' with gold spans' if gold_spans else ''} on {gold}"))
    if output is not None:
        write_atomically(output / "facts.json", json.dumps(result.as_json(), indent=2) + "\n")
        write_atomically(output / "reports.jsonl", report_lines(reports))


@benchmark.command()
def muc4(
    *,
    texts: Annotated[Path, typer.Option(help='JSONL of {"docid", "doctext"[, "published"]}, such as ree/dev.jsonl.')],
    output: Annotated[Path, typer.Option(help="Write ree.jsonl, templates.jsonl and, with gold, scores.json into this folder.")],
    gold: Annotated[list[Path] | None, typer.Option(help="A file of `ree` or `templates`; may be given twice.")] = None,
    model: ModelOption = "embedded",
    untuned: Annotated[bool, typer.Option("--untuned", help="Leave the decision.json of `muc4-tune` aside.")] = False,
) -> None:
    """MUC-4: role-filler entities (CEAF-REE) and templates."""
    from rich.console import Console

    from sigact.data.jsonl import write_atomically
    from sigact.infer.decision import read_decision
    from sigact.infer.extractor import Extractor
    from sigact.train.benchmarks.muc4 import run, score, score_table

    extractor = Extractor.from_pretrained(model)
    decision = None if untuned else read_decision(extractor.tagger.folder.path, extractor.labels.labels)
    found = run(extractor, texts, output, decision=decision)
    typer.echo(f"{output}: {len(found)} documents")
    scores = [score(found, path) for path in gold or []]
    if scores:
        write_atomically(output / "scores.json", json.dumps([one.as_json() for one in scores], indent=2) + "\n")
        Console().print(score_table(scores, f"{model}{', decision.json' if decision else ''} on {texts}"))


@benchmark.command()
def muc4_tune(
    *,
    gold: Annotated[Path, typer.Option(help="A file of `ree`, such as ree/dev.jsonl; not the texts that you report.")],
    model: Annotated[Path, typer.Option(help="A folder with a model of MUC-4's labels.")],
) -> None:
    """Tune which entities a MUC-4 model keeps; stored as decision.json in its folder if it helps on texts it was not tuned on."""
    from rich.console import Console

    from sigact.data.jsonl import write_atomically
    from sigact.data.sources.muc4_processed import read_entities
    from sigact.infer.decision import DECISION
    from sigact.infer.extractor import Extractor
    from sigact.train.benchmarks.muc4 import score_table, tuning_scores
    from sigact.train.benchmarks.muc4_decision import candidates, tune

    documents = candidates(Extractor.from_pretrained(str(model)), read_entities(gold))
    untuned, crossed = tuning_scores(documents)
    Console().print(score_table([untuned, crossed], f"{model} on {gold}"))
    if crossed.f1 > untuned.f1:
        write_atomically(model / DECISION, tune(documents).as_json())
        typer.echo(f"{model / DECISION}: tuned on all {len(documents)} documents; to report a score on these, take the cross-fitted one")
    else:
        typer.echo(f"{model}: nothing stored, as tuning does not help on the half that it was not tuned on")


@benchmark.command()
def slots(
    *,
    muc34: Annotated[Path, typer.Option("--muc34", help="Your MUC-3/MUC-4 folder.")],
    part: Annotated[Literal["train", "dev"], typer.Option(help="The 1,300 training texts, or TST1 and TST2.")] = "dev",
    every: Annotated[int, typer.Option(min=1, help="Take every n-th text.")] = 1,
    model: ModelOption = "embedded",
    output: Annotated[Path | None, typer.Option(help="Write slots.json and reports.jsonl into this folder.")] = None,
) -> None:
    """MUC-4's answer keys, slot by slot, beside the best system of 1992: raw texts, date and place from what they say."""
    from rich.console import Console

    from sigact.data.jsonl import write_atomically
    from sigact.infer.extractor import Extractor
    from sigact.train.benchmarks.facts import report_lines
    from sigact.train.benchmarks.slots import read_slot_cases, run_slots, slots_json

    cases = read_slot_cases(muc34, part, every)
    result, reports = run_slots(Extractor.from_pretrained(model), cases)
    Console().print(result.table(f"{model} on {len(cases)} {part} texts of {muc34}"))
    if output is not None:
        write_atomically(output / "slots.json", slots_json(result))
        write_atomically(output / "reports.jsonl", report_lines(reports))


@benchmark.command()
def re3d(
    *,
    model: ModelOption,
    data: Annotated[Path, typer.Option(help="A file of re3d in CoNLL form, such as dev.txt: token, tab, IOB2 tag.")],
    look_up: Annotated[Path | None, typer.Option(help="The training file: adds the phrase look-up baseline.")] = None,
    output: Annotated[Path | None, typer.Option(help="Write re3d.json and predictions.txt (token, gold tag, predicted tag) here.")] = None,
) -> None:
    """re3d: entities of the defence domain, on the file's own tokens, beside ConfliBERT."""
    require("train", "seqeval")
    from rich.console import Console

    from sigact.data.jsonl import write_atomically
    from sigact.train.benchmarks.re3d import run

    result = run(model, data, look_up)
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    for table in result.tables():
        console.print(table)
    if output is not None:
        write_atomically(output / "re3d.json", result.as_json())
        write_atomically(output / "predictions.txt", result.predictions())


@benchmark.command()
def calibration(
    data: Annotated[list[Path], typer.Argument(help="Annotated articles that no fit of the model saw: folders, JSONL or stand-off files.")],
    *,
    model: ModelOption = "embedded",
    plot: Annotated[Path | None, typer.Option(metavar="FILE.png", help="Draw a reliability diagram.")] = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE.json", help="Write the figures as JSON.")] = None,
    satp: SatpOption = None,
    muc34: Muc34Option = None,
) -> None:
    """How often is right what the model says with which confidence? ECE and Brier score of spans, incidents and relevance."""
    require("train", "seqeval")
    if plot is not None:
        require("corpus", "matplotlib")
    from rich.console import Console

    from sigact.data.jsonl import write_atomically
    from sigact.data.standoff import standoff_texts
    from sigact.train.benchmarks.calibration import run

    result = run(model, data, standoff_texts(satp, muc34))
    Console(width=None if sys.stdout.isatty() else _WIDTH).print(result.table(f"{model} on {', '.join(map(str, data))}"))
    if output is not None:
        write_atomically(output, json.dumps(result.as_json(), indent=2) + "\n")
    if plot is not None:
        from sigact.train.benchmarks.calibration_plot import write_reliability_plot

        write_reliability_plot(result, plot)


@benchmark.command()
def speed(
    articles: Annotated[Path, typer.Argument(help="Annotated articles, such as data/corpus/train; texts of 330 words are made of them.")],
    *,
    model: ModelOption = "embedded",
    checkpoint: Annotated[
        Path | None, typer.Option(help="The trained folder of the same model: adds torch, the Hugging Face pipeline and BERT-base.")
    ] = None,
    count: Annotated[int, typer.Option(min=1, help="Articles.")] = 16,
    spread: Annotated[int, typer.Option(min=0, max=300, help="Words more or less than 330.")] = 150,
    turns: Annotated[int, typer.Option(min=1, help="Turns that count, after one that warms up.")] = 3,
    output: Annotated[Path | None, typer.Option(help="Write the figures as JSON.")] = None,
) -> None:
    """Articles per second of every backend and precision, beside the Hugging Face pipeline, BERT-base and plain matrix products."""
    require("train", "torch", "transformers", "onnx")
    from rich.console import Console

    from sigact.data.jsonl import write_atomically
    from sigact.train.benchmarks.speed import Sample, measure

    result = measure(model, articles, Sample(count, spread, turns), checkpoint=checkpoint)
    console = Console(width=None if sys.stdout.isatty() else _WIDTH)
    for table in result.tables():
        console.print(table)
    if output is not None:
        write_atomically(output, json.dumps(result.as_json(), indent=2) + "\n")
