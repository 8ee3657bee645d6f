"""`sigact export` and `push`: a trained model made ready, and uploaded."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sigact.cli_corpus import Muc34Option, SatpOption
from sigact.errors import require

if TYPE_CHECKING:
    from sigact.data.windows import WindowSpec
    from sigact.train.push import Upload


def export(
    model: Annotated[Path, typer.Argument(help="A folder that `sigact train` wrote.")],
    *,
    output: Annotated[Path, typer.Option(help="The folder to write.")],
    precision: Annotated[str, typer.Option(help="fp16 or fp32 weights.")] = "fp16",
    windows: Annotated[str | None, typer.Option(metavar="TOKENS/SHARED", help="Windows of inference, such as 384/64.")] = None,
    dev: Annotated[list[Path] | None, typer.Option(help="Annotated articles that chose the checkpoint: scores for the card.")] = None,
    test: Annotated[list[Path] | None, typer.Option(help="Annotated articles that chose nothing: scores for the card.")] = None,
    satp: SatpOption = None,
    muc34: Muc34Option = None,
) -> None:
    """Export a trained model to ONNX, ready for `sigact extract --model`."""
    require("train", "torch", "transformers", "onnx")
    from sigact.data.standoff import standoff_texts
    from sigact.train.export import Scored
    from sigact.train.export import export as run

    scored = Scored(tuple(dev or ()), tuple(test or ()), standoff_texts(satp, muc34))
    typer.echo(run(model, output, precision, windows=_windows(windows), scored=scored))


def _windows(value: str | None) -> "WindowSpec | None":
    from sigact.data.windows import WindowSpec

    if value is None:
        return None
    tokens, _, shared = value.partition("/")
    if not (tokens.isdecimal() and shared.isdecimal()):
        raise typer.BadParameter(f"{value!r} is not a number of tokens and of shared tokens, such as 384/64", param_hint="--windows")
    return WindowSpec(int(tokens), int(shared))


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
    from sigact.train.push import read_upload

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
