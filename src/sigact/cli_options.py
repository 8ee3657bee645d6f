"""Options that several commands have."""

from datetime import date, datetime
from typing import Annotated

import typer


def _day(value: str) -> date:
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date such as 2024-05-14") from None


PublishedOption = Annotated[
    date | None, typer.Option(parser=_day, metavar="YYYY-MM-DD", help="Publication date, for relative dates, where the input tells none.")
]
BackendOption = Annotated[str, typer.Option("--backend", help="What runs the model: auto, onnx, openvino or torch.")]
PrecisionOption = Annotated[
    str, typer.Option("--precision", help="auto, fp32, bf16 (openvino, torch) or int8 (openvino; slightly less accurate).")
]
