"""`sigact export`, `card` and `push`: a trained model made ready, described, and uploaded."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sigact.cli_corpus import Muc34Option, SatpOption
from sigact.errors import ModelError, require

if TYPE_CHECKING:
    from sigact.data.windows import WindowSpec
    from sigact.train.push import Upload

LicenseOption = Annotated[
    str | None, typer.Option("--license", metavar="ID", help="The licence of the weights, as the Hub writes it; default apache-2.0.")
]


def export(
    model: Annotated[Path, typer.Argument(help="A folder that `sigact train` wrote.")],
    *,
    output: Annotated[Path, typer.Option(help="The folder to write.")],
    precision: Annotated[str, typer.Option(help="fp16 or fp32 weights.")] = "fp16",
    windows: Annotated[str | None, typer.Option(metavar="TOKENS/SHARED", help="Windows of inference, such as 384/64.")] = None,
    dev: Annotated[list[Path] | None, typer.Option(help="Annotated articles that chose the checkpoint: scores for the card.")] = None,
    test: Annotated[list[Path] | None, typer.Option(help="Annotated articles that chose nothing: scores for the card.")] = None,
    train: Annotated[list[Path] | None, typer.Option(help="Annotated articles it was trained on: the card names rare labels.")] = None,
    satp: SatpOption = None,
    muc34: Muc34Option = None,
    max_loss: Annotated[float, typer.Option(min=0, help="Points of F1 that the export may lose on the dev articles.")] = 0.3,
    license_: LicenseOption = None,
) -> None:
    """Export a trained model to ONNX with its card, ready for `sigact extract --model` and `sigact push`."""
    require("train", "torch", "transformers", "onnx", "seqeval")
    from sigact.data.standoff import standoff_texts
    from sigact.train.export import export as run
    from sigact.train.export_measures import Measured
    from sigact.train.folder_files import read_metrics

    texts = standoff_texts(satp, muc34)
    measured = Measured(tuple(dev or ()), tuple(test or ()), tuple(train or ()), texts, max_loss, license_)
    run(model, output, precision, windows=_windows(windows), measured=measured)
    for data, one in read_metrics(output).get("precision_loss", {}).items():
        typer.echo(f"{data}: F1 {100 * one['trained']:.2f} as trained in fp32, {100 * one['exported']:.2f} as exported in {precision}")
    typer.echo(output)


def _windows(value: str | None) -> "WindowSpec | None":
    from sigact.data.windows import WindowSpec

    if value is None:
        return None
    tokens, _, shared = value.partition("/")
    if not (tokens.isdecimal() and shared.isdecimal()):
        raise typer.BadParameter(f"{value!r} is not a number of tokens and of shared tokens, such as 384/64", param_hint="--windows")
    return WindowSpec(int(tokens), int(shared))


def card(
    model: Annotated[Path, typer.Argument(help="A model folder.")],
    *,
    report: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="JSON that a `sigact benchmark` of this model wrote.")] = None,
    license_: LicenseOption = None,
) -> None:
    """Write a model folder's card anew, with what benchmarks measured since."""
    require("train", "seqeval")
    from sigact.train.card import write_card

    if not model.is_dir():
        raise ModelError(f"{model}: is not a folder")
    typer.echo(write_card(model, report or (), license_))


def push(
    repository: Annotated[
        str, typer.Argument(metavar="REPO", help="A repository on the Hugging Face Hub, org/name; created if there is none.")
    ],
    *,
    model: Annotated[Path, typer.Option(help="A folder that `sigact export` wrote.")],
    revision_tag: Annotated[str | None, typer.Option(metavar="TAG", help="The tag on the commit; default is the model's version.")] = None,
    private: Annotated[bool, typer.Option("--private", help="Create the repository as a private one.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Upload a model to the Hugging Face Hub: one commit and a tag."""
    from sigact.train.push import push as run
    from sigact.train.push import read_upload, repository_name

    repository_name(repository)
    upload = read_upload(model)
    for line in _upload_lines(upload, repository, revision_tag or upload.version, private):
        typer.echo(line)
    if not yes and not typer.confirm("Upload?"):
        typer.echo("nothing was uploaded", err=True)
        raise typer.Exit(1)
    typer.echo(run(upload, repository, revision_tag, private=private))


def _upload_lines(upload: "Upload", repository: str, tag: str, private: bool) -> list[str]:
    """What would go where, as lines to read before saying yes."""
    from huggingface_hub.constants import ENDPOINT

    visible = "private" if private else "public, unless it is private already"
    return [
        f"{upload.name} {upload.version} to {ENDPOINT}/{repository} ({visible}), tag {tag}",
        *(f"  {name}  {size / 1e6:,.2f} MB" for name, size in upload.files.items()),
        f"licence: {upload.license}",
        "trained on:",
        *(f"  {source}" for source in upload.sources or ["unknown: the folder has no metrics.json that says it"]),
        *([f"stays here: {', '.join(upload.left_out)}"] if upload.left_out else []),
    ]
