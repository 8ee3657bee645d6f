"""What the command line asks for."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from sigact.infer.batch.formats import InputFormat
from sigact.infer.batch.work import Options

Engine = Literal["local", "ray"]


@dataclass(frozen=True)
class Job:
    """A batch run. Everything but `engine`, `workers` and `overwrite` decides the bytes of the output."""

    inputs: list[str]
    output: Path
    options: Options
    model: str = "embedded"
    input_format: InputFormat | None = None
    part_size: int = 256
    engine: Engine = "local"
    workers: int = 1
    overwrite: bool = False

    def settings(self) -> dict[str, Any]:
        """The options that decide the bytes of the output, as JSON."""
        published = self.options.published.isoformat() if self.options.published else None
        return asdict(self.options) | {"published": published, "part_size": self.part_size, "input_format": self.input_format}
